/**
 * Warnings of pages that vary with what a viewer-request function decides, while the cache does not know it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-how-to-choose-event.html
 */
import type { EdgeRequest } from '../cloudfront';
import type { CachePolicy, OriginRequestPolicy } from '../policies';
import { isSelected, nameOf, pairsOf } from '../selection';

/** One for each name: what the function changed, though its change is lost or is not part of the cache key. */
export function variantWarnings(
  before: EdgeRequest,
  after: EdgeRequest,
  { cache, originRequest }: { cache: CachePolicy; originRequest: OriginRequestPolicy },
): string[] {
  const changed = [
    ...changedHeaders(before, after).map((name) => ({ of: 'headers' as const, name })),
    ...changedCookies(before, after).map((name) => ({ of: 'cookies' as const, name })),
  ];
  return changed.flatMap(({ of, name }) => {
    if (isSelected(cache[of], name)) return [];
    const what = `${of === 'headers' ? 'header' : 'cookie'} ${name}`;
    if (!isSelected(originRequest[of], name)) {
      return [
        `WARN the function sets the ${what}, which does not reach the origin: neither the cache policy nor the origin request policy names it.`,
      ];
    }
    return cache.maxTtl === 0
      ? []
      : [
          `WARN the function sets the ${what}, which reaches the origin and is not in the cache key: a page that depends on it is given to everybody. Name it in the cache policy.`,
        ];
  });
}

function changedHeaders({ headers: before }: EdgeRequest, { headers: after }: EdgeRequest) {
  const text = (entries: { value: string }[] | undefined) =>
    entries && JSON.stringify(entries.map(({ value }) => value));
  return Object.keys(after).filter(
    (name) => name !== 'cookie' && text(after[name]) !== text(before[name]),
  );
}

function changedCookies(before: EdgeRequest, after: EdgeRequest): string[] {
  const had = new Set(pairsOf(before.headers));
  return pairsOf(after.headers)
    .filter((pair) => !had.has(pair))
    .map(nameOf);
}
