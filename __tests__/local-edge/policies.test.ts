import { afterEach, describe, expect, it } from '@jest/globals';
import {
  createLocalEdge,
  type LocalEdge,
  type LocalEdgeOptions,
  type RequestReport,
} from '../../local-edge';
import { type HttpServer, listen } from '../../local-edge/http-server';
import { CACHE_POLICIES } from '../../local-edge/policies';
import { aFunction, removeFunctions } from '../support/function-folder';

let edge: LocalEdge;
let origin: HttpServer;
/** The requests that reached the origin. */
let asked: { url: string; headers: Record<string, string | string[] | undefined> }[] = [];
let reports: RequestReport[] = [];
let lines: string[] = [];

afterEach(async () => {
  await edge.close();
  await origin.close();
  removeFunctions();
});

/** @param code what the viewer-request function does with `request` */
async function open(code: string, options: Partial<LocalEdgeOptions>): Promise<void> {
  asked = [];
  reports = [];
  lines = [];
  origin = await listen({
    port: 0,
    answer: async ({ url = '', headers }, response) => {
      asked.push({ url, headers });
      response.setHeader('etag', '"1"');
      response.end(`${url} ${headers['x-variant'] ?? 'none'}`);
    },
  });
  edge = await createLocalEdge({
    folder: aFunction(
      `export const handler = async ({ Records: [{ cf: { config, request, response } }] }) => {
         if (config.eventType === 'viewer-response') { response.headers['x-seen'] = [{ value: '1' }]; return response; }
         ${code}
         return request;
       };`,
    ),
    origin: new URL(origin.url),
    onRequest: (report) => reports.push(report),
    onLog: (line) => lines.push(line),
    ...options,
  });
}

const VARIANT_BY_COOKIE = `
  const [{ value: cookies = '' } = {}] = request.headers.cookie ?? [];
  request.headers['x-variant'] = [{ value: cookies.includes('new') ? 'new' : 'old' }];`;

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${edge.url}${path}`, { headers });
  const body = await answer.text();
  return { body, status: answer.status, headers: answer.headers };
}

describe('the cache', () => {
  it('answers the second request, with x-cache and age, and the function runs for both', async () => {
    await open('', { cachePolicy: 'CachingOptimized' });
    const first = await get('/a');
    expect(first.headers.get('x-cache')).toBe('Miss from cloudfront');
    expect(first.headers.get('age')).toBeNull();
    const second = await get('/a');
    expect(second.body).toBe(first.body);
    expect(second.headers.get('x-cache')).toBe('Hit from cloudfront');
    expect(second.headers.get('age')).toMatch(/^\d+$/);
    expect(second.headers.get('x-seen')).toBe('1');
    expect(asked).toHaveLength(1);
    edge.invalidate();
    expect((await get('/a')).headers.get('x-cache')).toBe('Miss from cloudfront');
  });

  it('gives one variant to everybody where the header is not in the key, and warns once', async () => {
    await open(VARIANT_BY_COOKIE, { cachePolicy: 'CachingOptimized' });
    expect((await get('/', { cookie: 'v=new' })).body).toBe('/ new');
    expect((await get('/', { cookie: 'v=old' })).body).toBe('/ new');
    expect(lines).toEqual([
      expect.stringMatching(
        /^WARN the function sets the header x-variant, .* not in the cache key/,
      ),
    ]);
  });

  it('keeps the variants apart where it is', async () => {
    await open(VARIANT_BY_COOKIE, {
      cachePolicy: {
        ...CACHE_POLICIES.CachingOptimized,
        headers: { kind: 'these', names: ['x-variant'] },
      },
    });
    for (const variant of ['new', 'old', 'new', 'old']) {
      expect((await get('/', { cookie: `v=${variant}` })).body).toBe(`/ ${variant}`);
    }
    expect(asked).toHaveLength(2);
    expect(lines).toEqual([]);
  });

  it('knows a cookie that the function sets', async () => {
    await open(`request.headers.cookie = [{ value: 'kept=1; v=new' }];`, {
      cachePolicy: 'CachingOptimized',
    });
    await get('/', { cookie: 'kept=1' });
    expect(lines).toEqual([expect.stringContaining('sets the cookie v, which reaches the origin')]);
  });

  it('answers 304 to a browser that has the page', async () => {
    await open('', { cachePolicy: 'CachingOptimized' });
    await get('/');
    const again = await get('/', { 'if-none-match': '"1"' });
    expect(again).toMatchObject({ status: 304, body: '' });
    expect(again.headers.get('x-cache')).toBe('Hit from cloudfront');
  });

  it('keeps nothing by default', async () => {
    await open(VARIANT_BY_COOKIE, {});
    await get('/', { cookie: 'v=new' });
    expect((await get('/', { cookie: 'v=old' })).body).toBe('/ old');
    expect(lines).toEqual([]);
  });
});

describe('what reaches the origin', () => {
  const HEADERS = { cookie: 'a=1; b=2', 'x-mine': '1', referer: 'https://a.example/', origin: 'x' };

  it('is every header but Host by default', async () => {
    await open('', {});
    await get('/a?b=1', { ...HEADERS, 'user-agent': 'mine' });
    expect(asked[0]).toMatchObject({
      url: '/a?b=1',
      headers: { ...HEADERS, 'user-agent': 'mine' },
    });
    expect(asked[0]?.headers.host).toBe(new URL(origin.url).host);
  });

  it('is next to nothing without a policy, and what the function set is lost, with a warning', async () => {
    await open(VARIANT_BY_COOKIE, { originRequestPolicy: null });
    await get('/a?b=1', HEADERS);
    expect(asked).toEqual([
      {
        url: '/a',
        headers: {
          host: new URL(origin.url).host,
          'user-agent': 'Amazon CloudFront',
          via: expect.stringContaining('(CloudFront)'),
          'x-forwarded-for': '127.0.0.1',
          connection: 'keep-alive',
        },
      },
    ]);
    expect(lines).toEqual([expect.stringContaining('x-variant, which does not reach the origin')]);
  });

  it('is the Host of the viewer with AllViewer', async () => {
    await open('', { originRequestPolicy: 'AllViewer' });
    await get('/', HEADERS);
    expect(asked[0]?.headers.host).toBe(new URL(edge.url).host);
  });

  it.each([
    ['CORS-CustomOrigin', ['origin']],
    ['UserAgentRefererHeaders', ['referer', 'user-agent']],
    ['HostHeaderOnly', []],
  ] as const)('is with %s: %p', async (originRequestPolicy, names) => {
    await open('', { originRequestPolicy });
    await get('/a?b=1', { ...HEADERS, 'user-agent': 'mine' });
    const { headers, url } = asked[0] ?? { headers: {}, url: '' };
    const own = ['cookie', 'x-mine', 'referer', 'origin'].filter((name) => name in headers);
    expect([...own, ...(headers['user-agent'] === 'mine' ? ['user-agent'] : [])].sort()).toEqual([
      ...names,
    ]);
    expect(url).toBe('/a');
  });

  it('is what the cache key has, too, and the encodings in one form', async () => {
    await open('', {
      cachePolicy: 'UseOriginCacheControlHeaders-QueryStrings',
      originRequestPolicy: null,
    });
    await get('/a?b=1', { ...HEADERS, 'accept-encoding': 'deflate, gzip;q=1, br' });
    expect(asked[0]).toMatchObject({
      url: '/a?b=1',
      headers: { cookie: 'a=1; b=2', origin: 'x', 'accept-encoding': 'br,gzip' },
    });
    expect(asked[0]?.headers).not.toHaveProperty('referer');
  });
});
