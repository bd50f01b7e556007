import { describe, expect, it } from '@jest/globals';
import { Distribution } from '../../../bench/edge/distribution';

function of(...values: number[]): Distribution {
  const distribution = new Distribution();
  for (const value of values) distribution.add(value);
  return distribution;
}

describe('percentiles', () => {
  it('are the least value that as many do not exceed', () => {
    const hundred = of(...Array.from({ length: 100 }, (_, index) => 100 - index));
    expect([1, 50, 99, 100].map((percent) => hundred.percentile(percent))).toEqual([
      1, 50, 99, 100,
    ]);
    expect(hundred.worst()).toBe(100);
  });

  it('of few values are one of them', () => {
    expect([0, 50, 51, 99].map((percent) => of(10, 20).percentile(percent))).toEqual([
      10, 10, 20, 20,
    ]);
  });

  it('of none do not exist', () => {
    expect(() => of().percentile(50)).toThrow('no values');
  });
});

describe('values', () => {
  it('are rounded up to a whole millisecond, but for a rounding error of the clock’s', () => {
    expect(of(0.2).worst()).toBe(1);
    expect(of(100 + 1e-9).worst()).toBe(100);
  });

  it('may be infinite', () => {
    const one = of(Number.POSITIVE_INFINITY, 1, 2);
    expect([one.percentile(50), one.worst()]).toEqual([2, Number.POSITIVE_INFINITY]);
  });

  it('have a share up to each of them', () => {
    expect([0, 1, 2, 3].map((value) => of(1, 2, 2, 3).shareUpTo(value))).toEqual([
      0, 0.25, 0.75, 1,
    ]);
  });

  it('of several distributions are put together', () => {
    const all = of(1, 2);
    all.addAll(of(2, 3, 4));
    expect([all.size, all.percentile(60), all.worst()]).toEqual([5, 2, 4]);
  });
});
