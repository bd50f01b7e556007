import { describe, expect, it } from '@jest/globals';
import { cacheKey, normalizedEncoding } from '../../../local-edge/cache/key';
import type { EdgeRequest } from '../../../local-edge/cloudfront';
import { CACHE_POLICIES, type CachePolicy } from '../../../local-edge/policies';

const { CachingOptimized } = CACHE_POLICIES;

function aRequest(
  target: string,
  headers: Record<string, string | string[]> = {},
  method = 'GET',
): EdgeRequest {
  const [uri = '', querystring = ''] = target.split('?');
  return {
    clientIp: '192.0.2.1',
    method,
    uri,
    querystring,
    headers: Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [
        key.toLowerCase(),
        [value].flat().map((one) => ({ key, value: one })),
      ]),
    ),
  };
}

function areOne(policy: CachePolicy, a: EdgeRequest, b: EdgeRequest): boolean {
  return cacheKey(a, policy) === cacheKey(b, policy);
}

describe('the cache key', () => {
  it('of CachingOptimized is the path, the method and the encodings', () => {
    const request = aRequest('/a?b=1', { Cookie: 'c=1', 'X-Variant': 'new', Host: 'a' });
    expect(areOne(CachingOptimized, request, aRequest('/a', { Host: 'b' }))).toBe(true);
    expect(areOne(CachingOptimized, request, aRequest('/A'))).toBe(false);
    expect(areOne(CachingOptimized, request, aRequest('/a', {}, 'HEAD'))).toBe(false);
    const zipped = aRequest('/a', { 'Accept-Encoding': 'gzip' });
    expect(areOne(CachingOptimized, request, zipped)).toBe(false);
  });

  it('has the headers that the policy names, whether there or not', () => {
    const policy: CachePolicy = {
      ...CachingOptimized,
      headers: { kind: 'these', names: ['x-variant', 'x-other'] },
    };
    const variant = (value: string) => aRequest('/', { 'X-Variant': value });
    expect(areOne(policy, variant('a'), aRequest('/', { 'x-variant': 'a' }))).toBe(true);
    expect(areOne(policy, variant('a'), variant('b'))).toBe(false);
    expect(areOne(policy, variant('a'), aRequest('/'))).toBe(false);
    expect(areOne(policy, variant('a'), aRequest('/', { 'X-Other': 'a' }))).toBe(false);
  });

  it('has the cookies and the parameters that the policy names, in their order', () => {
    const policy: CachePolicy = {
      ...CachingOptimized,
      cookies: { kind: 'these', names: ['v'] },
      queryStrings: { kind: 'allExcept', names: ['utm'] },
    };
    const plain = aRequest('/?a=1&b=2', { Cookie: 'v=1' });
    expect(areOne(policy, plain, aRequest('/?a=1&utm=x&b=2', { Cookie: 'w=2; v=1' }))).toBe(true);
    expect(areOne(policy, plain, aRequest('/?b=2&a=1', { Cookie: 'v=1' }))).toBe(false);
    expect(areOne(policy, plain, aRequest('/?a=1&b=2', { Cookie: 'v=2' }))).toBe(false);
    expect(areOne(policy, plain, aRequest('/?a=1&b=2', { Cookie: 'V=1' }))).toBe(false);
  });

  it('cannot be made by a value that looks like another', () => {
    const policy: CachePolicy = {
      ...CachingOptimized,
      headers: { kind: 'these', names: ['x-a', 'x-b'] },
    };
    expect(
      areOne(
        policy,
        aRequest('/', { 'X-A': '1","x-b","2' }),
        aRequest('/', { 'X-A': '1', 'X-B': '2' }),
      ),
    ).toBe(false);
    expect(
      areOne(policy, aRequest('/', { 'X-A': ['1', '2'] }), aRequest('/', { 'X-A': '1,2' })),
    ).toBe(false);
  });
});

describe('the encodings', () => {
  it.each([
    ['gzip, deflate, br', 'br,gzip'],
    ['br;q=1.0, GZIP;q=0.8', 'br,gzip'],
    ['gzip', 'gzip'],
    ['zstd', null],
    ['xbr', null],
  ])('of a viewer that takes %p are %p', (accepted, normalized) => {
    const { headers } = aRequest('/', { 'Accept-Encoding': accepted });
    expect(normalizedEncoding(headers, CachingOptimized)).toBe(normalized);
  });

  it('are those that the policy has', () => {
    const { headers } = aRequest('/', { 'Accept-Encoding': 'gzip, br' });
    expect(normalizedEncoding(headers, { gzip: true, brotli: false })).toBe('gzip');
    expect(normalizedEncoding(headers, { gzip: false, brotli: false })).toBeNull();
    expect(normalizedEncoding({}, CachingOptimized)).toBeNull();
  });
});
