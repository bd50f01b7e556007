/** The cache between the two sides of CloudFront: what came from the origin's side, until it expires. */
import type { CloudFrontHeaders } from '../../handler/src/cloudfront';
import type { Came } from '../came';
import type { EdgeRequest } from '../cloudfront';
import type { CachePolicy } from '../policies';
import { cacheKey } from './key';
import { ttlOf } from './ttl';

export interface EdgeCache {
  /**
   * What is kept, or what `ask` brings. It is asked with the validators of an object that has expired, and for ranges
   * always.
   */
  get<Failed>(
    request: EdgeRequest,
    ask: (request: EdgeRequest) => Promise<Came | Failed>,
  ): Promise<Came | Failed>;
  /** Forgets everything, as an invalidation of `/*` does. */
  clear(): void;
}

interface Kept {
  came: Came;
  /** Milliseconds since 1970. */
  at: number;
  until: number;
}

const METHODS = new Set(['GET', 'HEAD']);
/** They are answered here, and not by the origin, where objects are kept. */
const CONDITIONS = ['if-none-match', 'if-modified-since'];

/** @param now milliseconds since 1970 */
export function edgeCache(policy: CachePolicy, now: () => number = Date.now): EdgeCache {
  const kept = new Map<string, Kept>();

  const keep = (key: string, came: Came): Came => {
    const { status, headers } = came.response;
    const at = now();
    const ttl = ttlOf(Number(status), headers, policy, at);
    if (ttl > 0) kept.set(key, { came, at, until: at + ttl * 1_000 });
    else kept.delete(key);
    return came;
  };

  return {
    clear: () => kept.clear(),
    get: async (request, ask) => {
      const isKept = policy.maxTtl > 0 && METHODS.has(request.method) && !request.headers.range;
      if (!isKept) return ask(request);
      const key = cacheKey(request, policy);
      const found = kept.get(key);
      if (found && now() < found.until) {
        return { ...answerTo(request, found.came), result: 'Hit', ageS: ageOf(found, now()) };
      }
      const came = await ask(withValidators(request, found));
      if (!isCame(came)) return came;
      if (found && came.originStatus === 304) {
        const response = merged(found.came, came);
        return {
          ...answerTo(request, keep(key, { ...found.came, response })),
          result: 'RefreshHit',
        };
      }
      return answerTo(request, keep(key, came));
    },
  };
}

function isCame<Failed>(came: Came | Failed): came is Came {
  return typeof came === 'object' && came !== null && 'response' in came;
}

function ageOf({ at }: Kept, now: number): number {
  return Math.floor((now - at) / 1_000);
}

/** The viewer's own conditions give way to those of the object that has expired. */
function withValidators(request: EdgeRequest, expired: Kept | undefined): EdgeRequest {
  const headers = without(request.headers, CONDITIONS);
  const { etag, 'last-modified': modified } = expired?.came.response.headers ?? {};
  return {
    ...request,
    headers: {
      ...headers,
      ...(etag?.[0] && { 'if-none-match': [{ key: 'If-None-Match', value: etag[0].value }] }),
      ...(modified?.[0] && {
        'if-modified-since': [{ key: 'If-Modified-Since', value: modified[0].value }],
      }),
    },
  };
}

/** RFC 9111, section 4.3.4: the headers of a 304 take the place of those that are kept. */
function merged(found: Came, { response }: Came): Came['response'] {
  const headers = { ...found.response.headers, ...without(response.headers, ['content-length']) };
  return { ...found.response, headers };
}

/** 304 for a viewer that has the object. */
function answerTo({ headers }: EdgeRequest, came: Came): Came {
  const etag = came.response.headers.etag?.[0]?.value;
  const known = (headers['if-none-match'] ?? []).flatMap(({ value }) => value.split(','));
  const has =
    etag !== undefined && known.map(weak).some((tag) => tag === weak(etag) || tag === '*');
  if (!has || came.response.status !== '200') return came;
  return {
    ...came,
    response: { ...came.response, status: '304', statusDescription: 'Not Modified' },
    body: Buffer.alloc(0),
  };
}

function without(headers: CloudFrontHeaders, names: string[]): CloudFrontHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

/** A tag as it is compared here, RFC 9110, section 8.8.3.2. */
function weak(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
