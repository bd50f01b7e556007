import { describe, expect, it } from '@jest/globals';
import { costOf } from '../../bench/cost';

/** A GB-second costs $0.00005001, so a million milliseconds at an eighth of a GB cost this. */
const A_MILLION_MILLISECONDS = 0.00625125;

describe('costOf', () => {
  it('bills a whole millisecond for the shortest request', () => {
    expect(costOf(1).dollarsPerMillion).toBeCloseTo(0.6 + A_MILLION_MILLISECONDS, 10);
  });

  it('stretches CPU time by the share of a core that 128 MB get', () => {
    // 1769 MB have one core, so 128 MB take 13.82 times as long.
    expect(costOf(1_000).durationMs).toBeCloseTo(13.82, 2);
  });

  it('rounds the duration up', () => {
    expect(costOf(1_000).dollarsPerMillion).toBeCloseTo(0.6 + 14 * A_MILLION_MILLISECONDS, 10);
  });
});
