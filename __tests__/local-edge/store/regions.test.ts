import { describe, expect, it } from '@jest/globals';
import { isRegion, REGIONS, roundTripMs } from '../../../local-edge/store/regions';

const PAIRS = REGIONS.flatMap((from) => REGIONS.map((to) => [from, to] as const));

describe('the round trips between Regions', () => {
  it('are those of the 13 that Lambda@Edge runs in', () => {
    expect(new Set(REGIONS).size).toBe(13);
  });

  it.each(PAIRS)('%s to %s is known, and about the same the other way', (from, to) => {
    const there = roundTripMs(from, to) ?? Number.NaN;
    const back = roundTripMs(to, from) ?? Number.NaN;
    expect(there).toBeGreaterThan(0);
    // Both ways were measured, each with jitter of its own.
    expect(Math.abs(there - back)).toBeLessThanOrEqual(5);
  });

  it.each(REGIONS)('%s is nearest to itself', (region) => {
    const all = REGIONS.map((to) => roundTripMs(region, to));
    expect(Math.min(...all.map(Number))).toBe(roundTripMs(region, region));
  });

  it('are null for a Region that is not in the table', () => {
    expect(roundTripMs('ca-central-1', 'us-east-1')).toBeNull();
    expect(roundTripMs('us-east-1', 'ca-central-1')).toBeNull();
    expect(isRegion('toString')).toBe(false);
  });
});
