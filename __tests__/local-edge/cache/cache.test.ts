import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EdgeCache, edgeCache } from '../../../local-edge/cache';
import type { Came } from '../../../local-edge/came';
import type { EdgeRequest } from '../../../local-edge/cloudfront';
import { CACHE_POLICIES, type CachePolicy } from '../../../local-edge/policies';

const POLICY: CachePolicy = { ...CACHE_POLICIES.CachingOptimized, minTtl: 0, defaultTtl: 60 };

let now = 0;
let cache: EdgeCache;
/** What the origin was asked, by the names and values of the headers. */
let asked: Record<string, string>[] = [];

beforeEach(() => {
  now = Date.parse('2026-11-26T00:00:00Z');
  cache = edgeCache(POLICY, () => now);
});
afterEach(() => {
  asked = [];
});

function headersFrom(plain: Record<string, string>) {
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, [{ value }]]));
}

function aRequest(headers: Record<string, string> = {}, method = 'GET'): EdgeRequest {
  return {
    clientIp: '192.0.2.1',
    method,
    uri: '/',
    querystring: '',
    headers: headersFrom(headers),
  };
}

function came(body: string, headers: Record<string, string> = {}, status = 200): Came {
  return {
    response: { status: String(status), headers: headersFrom(headers) },
    body: Buffer.from(body),
    originStatus: status,
  };
}

async function get(answer: Came, request = aRequest()): Promise<Came> {
  const got = await cache.get(request, async ({ headers }) => {
    asked.push(
      Object.fromEntries(
        Object.entries(headers).map(([name, entries]) => [name, entries[0]?.value ?? '']),
      ),
    );
    return answer;
  });
  return got as Came;
}

describe('the cache', () => {
  it('keeps an object until it expires, and tells its age', async () => {
    expect((await get(came('one'))).result).toBeUndefined();
    now += 59_999;
    expect(await get(came('two'))).toMatchObject({
      result: 'Hit',
      ageS: 59,
      body: Buffer.from('one'),
    });
    now += 1;
    expect((await get(came('three'))).body.toString()).toBe('three');
    expect(asked).toHaveLength(2);
  });

  it('asks again for what it has, by its validators, and keeps it on 304', async () => {
    await get(came('one', { etag: '"1"', 'last-modified': 'then', 'cache-control': 'max-age=10' }));
    now += 10_000;
    const refreshed = await get(came('', { 'cache-control': 'max-age=100' }, 304));
    expect(asked[1]).toEqual({ 'if-none-match': '"1"', 'if-modified-since': 'then' });
    expect(refreshed).toMatchObject({ result: 'RefreshHit', body: Buffer.from('one') });
    expect(refreshed.response).toMatchObject({
      status: '200',
      headers: { etag: [{ value: '"1"' }] },
    });
    now += 99_000;
    expect((await get(came('two'))).result).toBe('Hit');
  });

  it('forgets what its origin no longer lets it keep', async () => {
    await get(came('one', { 'cache-control': 'max-age=10' }));
    now += 10_000;
    await get(came('two', { 'cache-control': 'no-store' }));
    await get(came('three'));
    expect(asked).toHaveLength(3);
  });

  it('answers 304 to a viewer that has the object, and asks the origin for all of it', async () => {
    const viewer = aRequest({ 'if-none-match': '"0", W/"1"' });
    const first = await get(came('one', { etag: '"1"' }), viewer);
    expect(asked).toEqual([{}]);
    expect(first).toMatchObject({ response: { status: '304' }, body: Buffer.alloc(0) });
    expect((await get(came('two'))).body.toString()).toBe('one');
    expect(await get(came('two'), viewer)).toMatchObject({ response: { status: '304' } });
    const other = await get(came('two'), aRequest({ 'if-none-match': '"2"' }));
    expect(other.response.status).toBe('200');
  });

  it.each([
    ['ranges', { range: 'bytes=0-1' }, 'GET'],
    ['POST', {}, 'POST'],
  ])('keeps nothing of %s', async (_, headers: Record<string, string>, method) => {
    await get(came('one'), aRequest(headers, method));
    expect((await get(came('two'), aRequest(headers, method))).body.toString()).toBe('two');
  });

  it('keeps what an origin-request function answered', async () => {
    await get({ ...came('one'), originStatus: null });
    expect(await get(came('two'))).toMatchObject({ result: 'Hit', originStatus: null });
  });

  it('does not keep that the origin could not be asked', async () => {
    const failure = { page: 'of an error' };
    expect(await cache.get(aRequest(), async () => failure)).toBe(failure);
    expect((await get(came('one'))).body.toString()).toBe('one');
  });

  it('can be emptied', async () => {
    await get(came('one'));
    cache.clear();
    expect((await get(came('two'))).body.toString()).toBe('two');
  });

  it('passes everything on with CachingDisabled, conditions too', async () => {
    cache = edgeCache(CACHE_POLICIES.CachingDisabled, () => now);
    await get(came('one', { 'cache-control': 'max-age=60' }));
    await get(came('two'), aRequest({ 'if-none-match': '"1"' }));
    expect(asked).toEqual([{}, { 'if-none-match': '"1"' }]);
  });
});
