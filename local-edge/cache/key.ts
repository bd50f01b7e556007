/**
 * What has to be the same for two requests to get the same object.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
 */
import type { CloudFrontHeaders } from '../../handler/src/cloudfront';
import type { EdgeRequest } from '../cloudfront';
import type { CachePolicy } from '../policies';
import { cookiesOf, headersOf, queryOf } from '../selection';

export function cacheKey({ method, uri, querystring, headers }: EdgeRequest, policy: CachePolicy) {
  return JSON.stringify([
    method,
    uri,
    queryOf(querystring, policy.queryStrings),
    headersOf(headers, policy.headers)
      .map(([name, entries]) => [name, ...entries.map(({ value }) => value)])
      .sort(),
    cookiesOf(headers, policy.cookies),
    normalizedEncoding(headers, policy),
  ]);
}

/**
 * `br,gzip`, `br`, `gzip` or null: what the viewer takes of what the policy has.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html#cache-policy-compressed-objects
 */
export function normalizedEncoding(
  headers: CloudFrontHeaders,
  { gzip, brotli }: Pick<CachePolicy, 'gzip' | 'brotli'>,
): string | null {
  const accepted = (headers['accept-encoding'] ?? [])
    .flatMap(({ value }) => value.toLowerCase().split(','))
    .map((coding) => coding.trim().replace(/;.*$/, ''));
  const both = [...(brotli ? ['br'] : []), ...(gzip ? ['gzip'] : [])];
  const taken = both.filter((coding) => accepted.includes(coding));
  return taken.length === 0 ? null : taken.join(',');
}
