/** Answers that the function makes. */
import type { CloudFrontHeaders, CloudFrontResult } from '../cloudfront';

/**
 * The most that a body may have: viewer-request may answer 40 KB with its headers; two KiB are left for ours and the
 * cookies.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
const MAX_BODY_BYTES = 38 * 1024;

/** What a viewer is told of a failure; hosts, names and whatever else there is to say are for the log. */
export type Failure = 'no_specs' | 'not_evaluated' | 'too_large' | 'failed';

/** Why a body cannot be answered with, or null when it can. */
export function tooLarge(body: string): string | null {
  const bytes = Buffer.byteLength(body);
  return bytes > MAX_BODY_BYTES
    ? `the answer would be ${bytes} bytes, and Lambda@Edge may give ${MAX_BODY_BYTES} on viewer-request`
    : null;
}

/** A generated response with a JSON body. */
export function json(
  status: '200' | '500',
  body: string,
  cacheControl: string,
): CloudFrontResult & { body: string } {
  return {
    status,
    statusDescription: status === '200' ? 'OK' : 'Internal Server Error',
    headers: {
      'content-type': [{ key: 'Content-Type', value: 'application/json' }],
      'cache-control': [{ key: 'Cache-Control', value: cacheControl }],
    },
    body,
  };
}

/** Headers of an answer that is for one viewer, now. */
export function noStore(): CloudFrontHeaders {
  return { 'cache-control': [{ key: 'Cache-Control', value: 'private, no-store' }] };
}
