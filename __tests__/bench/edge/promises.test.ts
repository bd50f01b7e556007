import { describe, expect, it } from '@jest/globals';
import type { CellFigures } from '../../../bench/edge/cell';
import { Distribution } from '../../../bench/edge/distribution';
import type { Cell } from '../../../bench/edge/grid';
import { brokenPromises, isFresh } from '../../../bench/edge/promises';
import { summarize } from '../../../bench/edge/summary';

const CELL: Cell = {
  region: 'sa-east-1',
  bucket: 'eu-west-1',
  way: 'cloudfront',
  bytes: 100_000,
  spacingMs: 12_000,
};
const NEVER = Number.POSITIVE_INFINITY;
const NAME = 'sa-east-1, bucket in eu-west-1, cloudfront, 100 KB, a request every 12 s';

function values(...all: number[]): Distribution {
  const distribution = new Distribution();
  for (const value of all) distribution.add(value);
  return distribution;
}

/** Two refresh intervals of a minute and a spacing of twelve seconds are 132 seconds. */
function figures(changed: Partial<CellFigures> = {}): CellFigures {
  return {
    cell: CELL,
    firstRight: { of: 2, withFallback: 2, withoutFallback: 1 },
    firstWait: values(500, 801),
    laterWait: values(0, 0, 0, 800),
    fresh: values(30_000, 132_000),
    freshFromStart: values(0, 12_000),
    errors: [],
    traffic: {
      environment: { requests: 4, bytes: 60_000 },
      bucket: { requests: 3, bytes: 400_000 },
    },
    livedMs: 180_000,
    ...changed,
  };
}

describe('a promise', () => {
  it('is kept by a cell at its bounds', () => {
    expect(brokenPromises(figures())).toEqual([]);
    expect(isFresh(figures())).toBe(true);
  });

  it.each<[Partial<CellFigures>, string]>([
    [
      { firstRight: { of: 2, withFallback: 1, withoutFallback: 0 } },
      '1 first answers were defaults',
    ],
    [{ firstWait: values(802) }, 'a first request waited 802 ms'],
    [{ laterWait: values(0, 801) }, 'a later request waited 801 ms'],
    [{ fresh: values(132_001) }, 'a change was seen after 132001 ms'],
    [{ freshFromStart: values(132_001) }, 'a change was seen after 132001 ms'],
    [{ fresh: values(1, NEVER) }, 'a change was never seen'],
    [{ freshFromStart: values(NEVER) }, 'a change was never seen'],
    [{ errors: ['read ECONNRESET'] }, '1 error lines, such as "read ECONNRESET"'],
  ])('is broken by %j', (changed, what) => {
    expect(brokenPromises(figures(changed))).toEqual([`${NAME}: ${what}`]);
  });

  it('of fresh answers is not made for large specs, or rare requests, without CloudFront', () => {
    const never = { fresh: values(NEVER), errors: ['read ECONNRESET'] };
    const broken = (cell: Partial<Cell>) =>
      brokenPromises(figures({ ...never, cell: { ...CELL, ...cell } })).length;
    expect(broken({ way: 's3' })).toBe(2);
    expect(broken({ way: 's3', bytes: 2_000_000 })).toBe(1);
    expect(broken({ way: 's3', spacingMs: 60_000 })).toBe(1);
    expect(broken({ bytes: 2_000_000, spacingMs: 60_000 })).toBe(2);
    expect(isFresh(figures(never))).toBe(false);
  });
});

describe('a summary', () => {
  const summary = summarize([figures(), figures({ fresh: values(1_000, NEVER) })]);

  it('puts cells together', () => {
    expect(summary).toMatchObject({
      cells: 2,
      freshCells: 1,
      rightWithFallback: 1,
      rightWithoutFallback: 0.5,
      errors: 0,
      // Eight requests in six minutes.
      requestsAnHour: 80,
      // Four changes, and as many first loads.
      bytesAChange: 120_000 / 8,
      bucketBytesAChange: 800_000 / 8,
    });
    expect(summary.laterWait.size).toBe(8);
  });

  it('has no end where a change was never seen', () => {
    expect(summary.fresh.worst()).toBe(NEVER);
    expect(summary.fresh.percentile(75)).toBe(132_000);
  });
});
