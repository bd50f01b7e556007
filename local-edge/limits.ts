/**
 * What CloudFront rejects before any function runs.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { type ErrorPage, PAGES } from './error-page';

/** Limit of the request line and all headers, in bytes. */
export const MAX_HEAD_BYTES = 32_768;
/** Limit of the path with its query string, in bytes. */
export const MAX_TARGET_BYTES = 8_192;

/** The page that a rejected request gets; null for one that goes on to the function. */
export function rejectionOf(
  request: IncomingMessage,
  methods: readonly string[],
): ErrorPage | null {
  if (!methods.includes(request.method ?? '')) return PAGES.methodNotAllowed;
  if ((request.url ?? '').length > MAX_TARGET_BYTES) return PAGES.urlTooLong;
  if (request.method === 'GET' && hasBody(request)) return PAGES.getWithBody;
  return null;
}

function hasBody(request: IncomingMessage | Http2ServerRequest): boolean {
  // HTTP/2 asks for no header: there the end of the headers is the end of a request without a body.
  if ('stream' in request) return !request.stream.endAfterHeaders;
  const { headers } = request;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
