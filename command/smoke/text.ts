/** What `smoke` says, for people. */
import { type Finding, findingLines } from '../findings';
import type { Screen } from '../terminal';
import type { Latency } from './latency';

export interface SmokeReport {
  url: string;
  findings: Finding[];
  latency: { cold: Latency; warm: Latency };
}

export function smokeText({ findings, latency }: SmokeReport, screen: Screen): string {
  return [
    ...findingLines(findings, screen),
    '',
    'milliseconds                                   p50      p90      p99      max',
    latencyLine('cold: at once, each on a new connection', latency.cold),
    latencyLine('warm: one after another, on one connection', latency.warm),
  ].join('\n');
}

function latencyLine(what: string, { p50, p90, p99, max }: Latency): string {
  return what.padEnd(42) + [p50, p90, p99, max].map((ms) => ms.toFixed(1).padStart(8)).join(' ');
}
