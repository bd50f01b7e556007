/**
 * Warnings of pages that vary with what a viewer-request function decides, while the cache does not know it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-how-to-choose-event.html
 */
import { isDeepStrictEqual } from 'node:util';
import type { EdgeRequest } from '../cloudfront';
import type { CachePolicy, OriginRequestPolicy } from '../policies';
import { isSelected, nameOf, pairsOf } from '../selection';

interface Policies {
  cache: CachePolicy;
  originRequest: OriginRequestPolicy;
}

/** One for each name: what the function changed, though its change is lost or is not part of the cache key. */
export function variantWarnings(
  before: EdgeRequest,
  after: EdgeRequest,
  policies: Policies,
): string[] {
  const headers = Object.keys(after.headers).filter((name) => name !== 'cookie');
  const cookies = pairsOf(after.headers);
  return [
    // What would be no problem is not compared: this is asked for every request.
    ...headers.flatMap((name) => {
      const problem = problemOf('headers', name, policies);
      return problem !== null && isChanged(name, before, after)
        ? [`WARN the function sets the header ${name}, ${problem}`]
        : [];
    }),
    ...cookies.flatMap((pair) => {
      const name = nameOf(pair);
      const problem = problemOf('cookies', name, policies);
      return problem !== null && !pairsOf(before.headers).includes(pair)
        ? [`WARN the function sets the cookie ${name}, ${problem}`]
        : [];
    }),
  ];
}

/** What comes of it where the function sets it; null for nothing wrong. */
function problemOf(
  of: 'headers' | 'cookies',
  name: string,
  { cache, originRequest }: Policies,
): string | null {
  if (isSelected(cache[of], name)) return null;
  if (!isSelected(originRequest[of], name)) {
    return 'which does not reach the origin: neither the cache policy nor the origin request policy names it.';
  }
  if (cache.maxTtl === 0) return null;
  return 'which reaches the origin and is not in the cache key: a page that depends on it is given to everybody. Name it in the cache policy.';
}

function isChanged(name: string, before: EdgeRequest, after: EdgeRequest): boolean {
  const values = ({ headers }: EdgeRequest) => headers[name]?.map(({ value }) => value);
  return !isDeepStrictEqual(values(before), values(after));
}
