/**
 * How long CloudFront keeps a response.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
import type { CloudFrontHeaders } from '../../handler/src/cloudfront';
import type { CachePolicy } from '../policies';

/** Seconds for which errors are kept at least, unless the distribution says otherwise. */
const ERROR_CACHING_MIN_TTL_S = 10;

/**
 * Errors that are kept only where the origin says for how long.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const KEPT_IF_TOLD = new Set([400, 403, 405, 412, 415]);
const KEPT_ERRORS = new Set([404, 414, 500, 501, 502, 503, 504]);

type Ttls = Pick<CachePolicy, 'minTtl' | 'defaultTtl' | 'maxTtl'>;

/**
 * Seconds; 0 where it is not kept.
 * @param now milliseconds since 1970, for `Expires`
 */
export function ttlOf(
  status: number,
  headers: CloudFrontHeaders,
  { minTtl, defaultTtl, maxTtl }: Ttls,
  now: number,
): number {
  // With every TTL 0 nothing is kept. AWS's pages do not say whether errors are.
  if (maxTtl === 0) return 0;
  const said = saidBy(headers, now);
  if (status >= 400) return errorTtl(status, said);
  if (said === 'not at all') return minTtl;
  if (said === null) return Math.max(minTtl, defaultTtl);
  return Math.min(Math.max(said, minTtl), maxTtl);
}

function errorTtl(status: number, said: ReturnType<typeof saidBy>): number {
  const seconds = typeof said === 'number' ? said : 0;
  if (KEPT_ERRORS.has(status)) return Math.max(ERROR_CACHING_MIN_TTL_S, seconds);
  return KEPT_IF_TOLD.has(status) && seconds > 0 ? Math.max(ERROR_CACHING_MIN_TTL_S, seconds) : 0;
}

/** Seconds that the origin's headers say; null where they say nothing. */
function saidBy(headers: CloudFrontHeaders, now: number): number | 'not at all' | null {
  const directives = textOf(headers, 'cache-control').toLowerCase().split(',');
  const said = new Map(directives.map((directive) => halves(directive.trim())));
  if (['no-store', 'no-cache', 'private'].some((word) => said.has(word))) return 'not at all';
  const age = secondsOf(said.get('s-maxage')) ?? secondsOf(said.get('max-age'));
  if (age !== null) return age;
  const expires = textOf(headers, 'expires');
  if (expires === '') return null;
  const at = Date.parse(expires);
  // A date that is none has passed: RFC 9111, section 5.3.
  return Number.isNaN(at) ? 0 : Math.max(0, (at - now) / 1_000);
}

function halves(directive: string): [string, string] {
  const [name = '', value = ''] = directive.split('=');
  return [name.trim(), value.trim()];
}

function secondsOf(text: string | undefined): number | null {
  const digits = text === undefined ? null : /^"?(\d+)"?$/.exec(text);
  return digits ? Number(digits[1]) : null;
}

function textOf(headers: CloudFrontHeaders, name: string): string {
  return (headers[name] ?? []).map(({ value }) => value).join(', ');
}
