/**
 * What CloudFront rejects before any function runs.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
import type { IncomingMessage } from 'node:http';
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

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
