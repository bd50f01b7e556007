/** What one visitor is shown by a signed token, in the place of what the specs say. */
import type { CloudFrontRequest, CloudFrontResponse, CloudFrontResult } from './cloudfront';
import { withCookie } from './for-one-visitor';
import { PREVIEW, PREVIEW_HEADER } from './http-names';
import { lazily } from './lazily';
import type { Log } from './log';
import type { FindPreview, Preview } from './previewed';

export function previewFinder(keys: string | null, log: Log): FindPreview {
  if (keys === null) return () => null;
  const load = () => {
    // Not imported: most deployments have no previews.
    const known: typeof import('./identity/known') = require('@statsig-edge/handler/known');
    return known.previewFinder(keys, log);
  };
  return lazily(load, () => null, log, 'There are no previews: known.cjs cannot be loaded');
}

/**
 * The response, saying that it is a preview, and keeping it for the visitor's next requests. One that has no room for the
 * cookie goes without: a page has more to it than that.
 */
export function withPreview<R extends CloudFrontResponse | CloudFrontResult>(
  response: R,
  { token, until, maxAgeSeconds }: Preview,
): R {
  const cookie = `${PREVIEW}=${token}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Lax`;
  const kept = hasRoom(response, cookie) ? withCookie(response, cookie) : response;
  return {
    ...kept,
    headers: {
      ...kept.headers,
      [PREVIEW_HEADER]: [{ key: 'X-Statsig-Preview', value: `until ${until}` }],
      'cache-control': [{ key: 'Cache-Control', value: 'private, no-store' }],
    },
  };
}

/** Of the 40 KB that a response made here may have; the rest is for what else is added to its headers. */
const MAX_BYTES = 39 * 1_024;

function hasRoom(response: CloudFrontResponse | CloudFrontResult, cookie: string): boolean {
  if (!('body' in response) || response.body === undefined) return true;
  const headers = JSON.stringify(response.headers ?? {});
  return Buffer.byteLength(response.body + headers) + cookie.length <= MAX_BYTES;
}

/** The request as it goes on: with the preview in the cookie alone, so that no cache key has it. */
export function passPreviewOn(request: CloudFrontRequest, { token }: Preview): CloudFrontRequest {
  const query = request.querystring.split('&');
  const rest = query.filter((part) => !part.startsWith(`${PREVIEW}=`));
  if (rest.length === query.length) return request;
  const { headers } = request;
  const cookie = { key: 'Cookie', value: `${PREVIEW}=${token}` };
  return {
    ...request,
    querystring: rest.join('&'),
    headers: { ...headers, cookie: [cookie, ...(headers.cookie ?? [])] },
  };
}
