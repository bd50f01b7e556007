import type { Answer } from './ask';

export interface Latency {
  answers: number;
  /** Milliseconds. */
  p50: number;
  p90: number;
  p99: number;
  max: number;
}

export function latencyOf(answers: Answer[]): Latency {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  // The nearest rank: a time that was measured.
  const percentile = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return {
    answers: sorted.length,
    p50: percentile(0.5),
    p90: percentile(0.9),
    p99: percentile(0.99),
    max: percentile(1),
  };
}
