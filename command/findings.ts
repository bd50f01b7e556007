/** What was looked at and how it was found, for people and for programs. */
import type { Screen } from './terminal';

export interface Finding {
  check: string;
  verdict: Verdict;
  what: string;
  /** Why it matters and what to do; null when there is nothing. */
  advice: string | null;
}

type Verdict = 'ok' | 'warn' | 'fail';

/** A finding before it is said what was looked at. */
export type Found = Omit<Finding, 'check'>;

export const ok = (what: string): Found => ({ verdict: 'ok', what, advice: null });
export const warn = (what: string, advice: string): Found => ({ verdict: 'warn', what, advice });
export const fail = (what: string, advice: string): Found => ({ verdict: 'fail', what, advice });

/** A warning is no failure. */
export function exitCodeOf(findings: Finding[]): 0 | 1 {
  return findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0;
}

const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

export function findingLines(findings: Finding[], { paint }: Screen): string[] {
  const width = Math.max(...findings.map(({ check }) => check.length));
  return findings.flatMap(({ check, verdict, what, advice }) => [
    `${paint(COLOURS[verdict], verdict.padEnd(4))}  ${check.padEnd(width)}  ${what}`,
    ...(advice === null ? [] : [`${' '.repeat(width + 8)}${advice}`]),
  ]);
}
