/**
 * Answers that only fit when they are compressed. CloudFront compresses none that a function makes; this one may set
 * `Content-Encoding` on viewer-request, and give the body in base64. AWS does not say which of its lengths counts: here it
 * is the longer one, of the base64.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses-in-requests.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
import { builtin } from '../builtin';
import type { CloudFrontHeaders, CloudFrontResult } from '../cloudfront';
import { tooLarge } from './json';

/** What is longer would not fit, and takes a function with 128 MB a fifth of a second to find out. */
const MAX_BYTES = 512 * 1_024;

/** The answer compressed; null where the viewer does not take it so, or it does not fit either. */
export function compressed(
  answer: CloudFrontResult & { body: string },
  viewer: CloudFrontHeaders,
): CloudFrontResult | null {
  if (!takesGzip(viewer) || Buffer.byteLength(answer.body) > MAX_BYTES) return null;
  const body = builtin('node:zlib').gzipSync(answer.body).toString('base64');
  if (tooLarge(body) !== null) return null;
  const encoding = [{ key: 'Content-Encoding', value: 'gzip' }];
  return {
    ...answer,
    headers: { ...answer.headers, 'content-encoding': encoding },
    body,
    bodyEncoding: 'base64',
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 */
function takesGzip({ 'accept-encoding': accepted = [] }: CloudFrontHeaders): boolean {
  return accepted
    .flatMap(({ value }) => value.split(','))
    .some((coding) => /^\s*gzip\s*(;(?!\s*q=0(\.0*)?\s*$).*)?$/i.test(coding));
}
