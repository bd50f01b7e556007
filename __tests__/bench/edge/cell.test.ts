import { describe, expect, it } from '@jest/globals';
import { runCell } from '../../../bench/edge/cell';
import { LOOPBACK } from '../../../bench/edge/conditions';
import type { Cell } from '../../../bench/edge/grid';
import { promisedMs } from '../../../bench/edge/promises';
import { bytesOf, specsOfSize } from '../../../bench/edge/specs';

const SIZE = bytesOf(specsOfSize(10_000));
const SAMPLE = { environments: 2, changes: 2 };

/** Tokyo and us-east-1 are 147 ms apart. */
const FAR: Cell = {
  region: 'ap-northeast-1',
  bucket: 'us-east-1',
  way: 's3',
  bytes: 10_000,
  spacingMs: 12_000,
};

describe('a cell', () => {
  it('has the waits that the round trips make, and every change in time', async () => {
    const figures = await runCell(FAR, SIZE, SAMPLE, LOOPBACK);
    expect(figures.firstRight).toEqual({ of: 2, withFallback: 2, withoutFallback: 2 });
    // TCP, TLS and the request, in the init phase; the visitor's request finds the specs there.
    expect(figures.firstWait.worst()).toBe(3 * 147);
    expect(figures.laterWait.worst()).toBe(3 * 147);
    expect(figures.laterWait.percentile(50)).toBe(0);
    expect(figures.fresh.size).toBe(4);
    expect(figures.fresh.worst()).toBeLessThanOrEqual(promisedMs(FAR));
    expect(figures.errors).toEqual([]);
    // The first answer is already from what the init phase loaded.
    expect(figures.freshFromStart.worst()).toBe(0);
    expect(figures.traffic.bucket).toEqual(figures.traffic.environment);
  });

  it('is the same in every run', async () => {
    const [once, again] = [
      await runCell(FAR, SIZE, SAMPLE, LOOPBACK),
      await runCell(FAR, SIZE, SAMPLE, LOOPBACK),
    ];
    expect(again.livedMs).toBe(once.livedMs);
    expect(again.fresh).toEqual(once.fresh);
  });

  it('has no right first answer without specs in the zip, where they come too late', async () => {
    const large = bytesOf(specsOfSize(2_000_000));
    const farther: Cell = { ...FAR, bucket: 'eu-west-1' };
    const { firstRight, firstWait, freshFromStart } = await runCell(
      farther,
      large,
      SAMPLE,
      LOOPBACK,
    );
    expect(firstRight).toEqual({ of: 2, withFallback: 2, withoutFallback: 0 });
    // The init phase waits as long as it may, and the request looks once more; the next ones find what came meanwhile.
    expect(firstWait.worst()).toBe(801);
    expect(freshFromStart.percentile(1)).toBeGreaterThan(0);
    expect(freshFromStart.worst()).toBeLessThanOrEqual(2 * 12_000);
  });

  it('lets each request wait a millisecond where they come one after the other', async () => {
    const busy = { ...FAR, spacingMs: 1_000 };
    const { laterWait, fresh } = await runCell(busy, SIZE, SAMPLE, LOOPBACK);
    expect(laterWait.worst()).toBe(1);
    expect(fresh.worst()).toBeLessThanOrEqual(promisedMs(busy));
  });

  it('asks the bucket only for what CloudFront has not', async () => {
    const near: Cell = { ...FAR, way: 'cloudfront' };
    const { laterWait, traffic } = await runCell(near, SIZE, SAMPLE, LOOPBACK);
    // Handshakes and the request, 10 ms each; and what the edge asks of the bucket.
    expect(laterWait.worst()).toBe(3 * 10 + 147);
    expect(traffic.environment.bytes).toBeLessThan(traffic.bucket.bytes);
  });
});
