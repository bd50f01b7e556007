/**
 * What CloudFront refuses before any function runs.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
import type { IncomingMessage } from 'node:http';
import { type ErrorPage, PAGES } from './error-page';

/** Bytes of the request line and all headers. */
export const MAX_HEAD_BYTES = 32_768;
/** Bytes of the path with its query string. */
export const MAX_TARGET_BYTES = 8_192;

export const READING_METHODS = ['GET', 'HEAD'];
export const ALL_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];

export function refusedAtTheDoor(request: IncomingMessage, methods: string[]): ErrorPage | null {
  if (!methods.includes(request.method ?? '')) return PAGES.methodNotAllowed;
  if (Buffer.byteLength(request.url ?? '') > MAX_TARGET_BYTES) return PAGES.urlTooLong;
  if (request.method === 'GET' && hasBody(request)) return PAGES.getWithBody;
  return null;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
