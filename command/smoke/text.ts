/** What `smoke` says, for people. */
import type { Screen } from '../terminal';
import type { Finding } from './findings';
import type { Latency } from './latency';

export interface SmokeReport {
  url: string;
  findings: Finding[];
  latency: { cold: Latency; warm: Latency };
}

const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

export function smokeText({ findings, latency }: SmokeReport, screen: Screen): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  return [
    ...findings.flatMap(({ check, verdict, what, advice }) => [
      `${screen.paint(COLOURS[verdict], verdict.padEnd(4))}  ${check.padEnd(width)}  ${what}`,
      ...(advice === null ? [] : [`${' '.repeat(width + 8)}${advice}`]),
    ]),
    '',
    'milliseconds                                   p50      p90      p99      max',
    latencyLine('cold: at once, each on a new connection', latency.cold),
    latencyLine('warm: one after another, on one connection', latency.warm),
  ].join('\n');
}

function latencyLine(what: string, { p50, p90, p99, max }: Latency): string {
  return what.padEnd(42) + [p50, p90, p99, max].map((ms) => ms.toFixed(1).padStart(8)).join(' ');
}
