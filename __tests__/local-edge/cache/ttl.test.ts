import { describe, expect, it } from '@jest/globals';
import { ttlOf } from '../../../local-edge/cache/ttl';
import { CACHE_POLICIES } from '../../../local-edge/policies';

const NOW = Date.parse('2026-11-26T00:00:00Z');
const IN_A_MINUTE = 'Thu, 26 Nov 2026 00:01:00 GMT';

function ttl(
  policy: Parameters<typeof ttlOf>[2],
  said: { cacheControl?: string; expires?: string },
  status = 200,
): number {
  const headers = {
    ...(said.cacheControl && { 'cache-control': [{ value: said.cacheControl }] }),
    ...(said.expires && { expires: [{ value: said.expires }] }),
  };
  return ttlOf(status, headers, policy, NOW);
}

/** The table of https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html. */
const FROM_ZERO = { minTtl: 0, defaultTtl: 300, maxTtl: 3_600 };
const FROM_TEN = { minTtl: 10, defaultTtl: 300, maxTtl: 3_600 };

describe('how long an object is kept', () => {
  it.each([
    ['max-age within the limits', FROM_ZERO, { cacheControl: 'max-age=60' }, 60],
    ['max-age above the maximum', FROM_ZERO, { cacheControl: 'public, max-age=7200' }, 3_600],
    ['max-age below the minimum', FROM_TEN, { cacheControl: 'max-age=5' }, 10],
    ['max-age=0 with a minimum of 0', FROM_ZERO, { cacheControl: 'max-age=0' }, 0],
    ['s-maxage before max-age', FROM_ZERO, { cacheControl: 'max-age=60, s-maxage=120' }, 120],
    ['in any letters', FROM_ZERO, { cacheControl: 'Public, MAX-AGE="60"' }, 60],
    ['nothing: the default', FROM_ZERO, {}, 300],
    ['nothing: the minimum above the default', { ...FROM_TEN, defaultTtl: 5 }, {}, 10],
    ['another directive alone: the default', FROM_ZERO, { cacheControl: 'public' }, 300],
    ['Expires', FROM_ZERO, { expires: IN_A_MINUTE }, 60],
    ['max-age before Expires', FROM_ZERO, { cacheControl: 'max-age=5', expires: IN_A_MINUTE }, 5],
    ['Expires in the past', FROM_ZERO, { expires: 'Thu, 26 Nov 2015 00:00:00 GMT' }, 0],
    ['Expires that is no date', FROM_ZERO, { expires: '0' }, 0],
    ['no-store', FROM_ZERO, { cacheControl: 'no-store' }, 0],
    ['no-cache with max-age', FROM_ZERO, { cacheControl: 'no-cache, max-age=60' }, 0],
    ['private', FROM_ZERO, { cacheControl: 'private, max-age=60' }, 0],
    ['private, with a minimum', FROM_TEN, { cacheControl: 'private' }, 10],
  ])('%s', (_, policy, said, seconds) => {
    expect(ttl(policy, said)).toBe(seconds);
  });

  it('is never with CachingDisabled', () => {
    expect(ttl(CACHE_POLICIES.CachingDisabled, { cacheControl: 'max-age=60' })).toBe(0);
    expect(ttl(CACHE_POLICIES.CachingDisabled, {}, 404)).toBe(0);
  });

  it.each([
    [404, {}, 10],
    [404, { cacheControl: 'no-store' }, 10],
    [503, { cacheControl: 'max-age=60' }, 60],
    [404, { cacheControl: 'max-age=5' }, 10],
    [403, {}, 0],
    [403, { cacheControl: 'max-age=60' }, 60],
    [418, { cacheControl: 'max-age=60' }, 0],
  ])('is for the error %p with %p so many seconds: %p', (status, said, seconds) => {
    expect(ttl(FROM_ZERO, said, status)).toBe(seconds);
  });
});
