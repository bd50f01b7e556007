/** Where the specs are. */
import type { Settings } from '../../handler/src/settings';
import type { OtherDistribution } from './distribution';

export interface Place {
  bucket: string;
  key: string;
}

/** The object in S3; null where the address is of something else. */
export function placeOf(
  { url, access }: Settings['specs'],
  distributions: OtherDistribution[],
): Place | null {
  const { hostname, pathname } = new URL(url);
  const key = decodeURIComponent(pathname.slice(1));
  const hosts =
    access === 'cloudfront'
      ? (distributions.find(({ domain }) => domain === hostname)?.origins ?? [])
      : [hostname];
  const bucket = hosts.map(bucketIn).find((found) => found !== null) ?? null;
  return bucket === null ? null : { bucket, key };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
function bucketIn(hostname: string): string | null {
  return /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/.exec(hostname)?.[1] ?? null;
}
