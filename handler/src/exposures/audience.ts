/** Which requests are somebody looking at something. */
import type { CloudFrontHeaders, CloudFrontRequest } from '../cloudfront';

/**
 * Crawlers that say so, and no telephones by Cubot. Statsig filters the rest by the user agent that is sent along.
 * @see https://docs.statsig.com/experiments/monitoring/bots
 */
const BOT =
  /(?<!cu)bot\b|crawl|spider|slurp|mediapartners|facebookexternalhit|headlesschrome|lighthouse|pingdom|curl\/|wget\//i;

export function isAudience({ method, headers }: CloudFrontRequest): boolean {
  return method !== 'HEAD' && !isPrefetch(headers) && !BOT.test(first(headers, 'user-agent'));
}

/** @see https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Purpose (and its elder names) */
function isPrefetch(headers: CloudFrontHeaders): boolean {
  return ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|preview/.test(first(headers, name)),
  );
}

function first(headers: CloudFrontHeaders, name: string): string {
  return headers[name]?.[0]?.value ?? '';
}
