import { expect, it } from '@jest/globals';
import { BUCKETS, everyCell, nameOf, SIZES, SPACINGS_MS, WAYS } from '../../../bench/edge/grid';
import { REGIONS, roundTripMs } from '../../../local-edge/store/regions';

const cells = everyCell();

it('has every Region with every bucket, way, size and traffic, once', () => {
  const count = REGIONS.length * BUCKETS.length * WAYS.length * SIZES.length * SPACINGS_MS.length;
  expect(cells).toHaveLength(count);
  expect(new Set(cells.map(nameOf)).size).toBe(count);
});

it('knows how far apart they are', () => {
  for (const { region, bucket } of cells) expect(roundTripMs(region, bucket)).toBeGreaterThan(0);
});
