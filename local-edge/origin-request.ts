/**
 * The request that CloudFront makes of the viewer's for the origin: what the policies select, and what it always sends.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
 */
import type { CloudFrontHeaders } from '../handler/src/cloudfront';
import { VIA } from './answer';
import { normalizedEncoding } from './cache/key';
import type { EdgeRequest } from './cloudfront';
import type { Origin } from './origin';
import type { CachePolicy, OriginRequestPolicy } from './policies';
import { cookiesOf, headersOf, isSelected, queryOf } from './selection';

/** What the request is made with. */
export interface ForOrigin {
  origin: Origin;
  policies: { cache: CachePolicy; originRequest: OriginRequestPolicy };
  /** What CloudFront adds, by the names of its headers. */
  cloudFrontHeaders: Record<string, string>;
}

/** What makes a request conditional or partial is no matter of policies. */
const ALWAYS = ['if-none-match', 'if-modified-since', 'range'];

/**
 * Headers of CloudFront's own take the place of what the viewer wrote in their name.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
 */
export function originRequest(
  viewers: EdgeRequest,
  { origin, cloudFrontHeaders, policies: { cache, originRequest } }: ForOrigin,
): EdgeRequest {
  const { headers } = viewers;
  const isHostSelected = [cache, originRequest].some((policy) =>
    isSelected(policy.headers, 'host'),
  );
  const hops = [...(headers['x-forwarded-for'] ?? []), { value: viewers.clientIp }];
  return {
    ...viewers,
    querystring: queryOf(viewers.querystring, cache.queryStrings, originRequest.queryStrings),
    headers: {
      ...one('User-Agent', 'Amazon CloudFront'),
      ...Object.fromEntries(Object.entries(headers).filter(([name]) => ALWAYS.includes(name))),
      ...Object.fromEntries(headersOf(headers, cache.headers, originRequest.headers)),
      ...encodings(viewers, cache),
      ...one('Cookie', cookiesOf(headers, cache.cookies, originRequest.cookies)),
      ...Object.fromEntries(
        Object.entries(cloudFrontHeaders).map(([key, value]) => [
          key.toLowerCase(),
          [{ key, value }],
        ]),
      ),
      ...(!isHostSelected && one('Host', origin.host)),
      via: [...(headers.via ?? []), { key: 'Via', value: VIA }],
      ...one('X-Forwarded-For', hops.map(({ value }) => value).join(', ')),
    },
    origin: origin.shown,
  };
}

/** With compressed objects in the cache, what the viewer takes of these encodings is all that the origin is told. */
function encodings({ headers }: EdgeRequest, cache: CachePolicy): CloudFrontHeaders {
  if (!cache.gzip && !cache.brotli) return {};
  return { 'accept-encoding': [], ...one('Accept-Encoding', normalizedEncoding(headers, cache)) };
}

function one(key: string, value: string | null): CloudFrontHeaders {
  return value === null ? {} : { [key.toLowerCase()]: [{ key, value }] };
}
