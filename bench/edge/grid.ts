/** Which cells there are. */
import { REGIONS, type Region } from '../../local-edge/store/regions';

/**
 * How the specs are read. `s3`: from the bucket as they are, signed or not, which takes the same round trips. `s3-gzip`:
 * from a bucket that holds them compressed. `cloudfront`: through CloudFront, which compresses them on its way.
 */
export const WAYS = ['s3', 's3-gzip', 'cloudfront'] as const;
export type Way = (typeof WAYS)[number];

export const BUCKETS = ['us-east-1', 'eu-west-1'] as const satisfies readonly Region[];
export type BucketRegion = (typeof BUCKETS)[number];

export const SIZES = [10_000, 100_000, 400_000, 2_000_000] as const;

/** Milliseconds from one request to the next in one environment. */
export const SPACINGS_MS = [100, 1_000, 12_000, 60_000] as const;

export interface Cell {
  region: Region;
  bucket: BucketRegion;
  way: Way;
  /** Of the specs. */
  bytes: (typeof SIZES)[number];
  spacingMs: number;
}

export function everyCell(): Cell[] {
  return REGIONS.flatMap((region) =>
    BUCKETS.flatMap((bucket) =>
      WAYS.flatMap((way) =>
        SIZES.flatMap((bytes) =>
          SPACINGS_MS.map((spacingMs) => ({ region, bucket, way, bytes, spacingMs })),
        ),
      ),
    ),
  );
}

export function nameOf({ region, bucket, way, bytes, spacingMs }: Cell): string {
  return `${region}, bucket in ${bucket}, ${way}, ${bytes / 1_000} KB, a request every ${spacingMs / 1_000} s`;
}
