/** Cache policies and origin request policies: what is part of the cache key, and what reaches the origin. */

/** Names of headers are in lower case; names of cookies and query strings are compared as they are. */
export type Selection =
  | { kind: 'none' }
  | { kind: 'all' }
  | { kind: 'these'; names: readonly string[] }
  | { kind: 'allExcept'; names: readonly string[] };

/**
 * All of it is in the cache key and reaches the origin.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 */
export interface CachePolicy {
  /** Seconds; for what they do see cache/ttl.ts. */
  minTtl: number;
  defaultTtl: number;
  maxTtl: number;
  headers: Selection;
  cookies: Selection;
  queryStrings: Selection;
  /** Whether the key has the normalized Accept-Encoding, with gzip and with br. */
  gzip: boolean;
  brotli: boolean;
}

/**
 * What reaches the origin besides.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-request-understand-origin-request-policy.html
 */
export interface OriginRequestPolicy {
  headers: Selection;
  cookies: Selection;
  queryStrings: Selection;
}

const these = (...names: string[]): Selection => ({ kind: 'these', names });
const NONE: Selection = { kind: 'none' };
const ALL: Selection = { kind: 'all' };
const NEVER = { minTtl: 0, defaultTtl: 0, maxTtl: 0 };
const DAY_S = 86_400;
const YEAR_S = 31_536_000;
const FOR_A_DAY = { minTtl: 1, defaultTtl: DAY_S, maxTtl: YEAR_S };
const BY_URL = { headers: NONE, cookies: NONE, queryStrings: NONE };
const BY_ORIGIN = {
  minTtl: 0,
  defaultTtl: 0,
  maxTtl: YEAR_S,
  headers: these('host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override'),
  cookies: ALL,
  gzip: true,
  brotli: true,
};

/**
 * Those of AWS's that the module takes by name.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const CACHE_POLICIES = {
  CachingDisabled: { ...NEVER, ...BY_URL, gzip: false, brotli: false },
  CachingOptimized: { ...FOR_A_DAY, ...BY_URL, gzip: true, brotli: true },
  CachingOptimizedForUncompressedObjects: { ...FOR_A_DAY, ...BY_URL, gzip: false, brotli: false },
  UseOriginCacheControlHeaders: { ...BY_ORIGIN, queryStrings: NONE },
  'UseOriginCacheControlHeaders-QueryStrings': { ...BY_ORIGIN, queryStrings: ALL },
} as const satisfies Record<string, CachePolicy>;

const HEADERS_ALONE = { cookies: NONE, queryStrings: NONE };

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const ORIGIN_REQUEST_POLICIES = {
  AllViewer: { headers: ALL, cookies: ALL, queryStrings: ALL },
  AllViewerExceptHostHeader: {
    headers: { kind: 'allExcept', names: ['host'] },
    cookies: ALL,
    queryStrings: ALL,
  },
  'AllViewerAndCloudFrontHeaders-2022-06': { headers: ALL, cookies: ALL, queryStrings: ALL },
  'CORS-CustomOrigin': { headers: these('origin'), ...HEADERS_ALONE },
  'CORS-S3Origin': {
    headers: these('origin', 'access-control-request-headers', 'access-control-request-method'),
    ...HEADERS_ALONE,
  },
  HostHeaderOnly: { headers: these('host'), ...HEADERS_ALONE },
  UserAgentRefererHeaders: { headers: these('user-agent', 'referer'), ...HEADERS_ALONE },
} as const satisfies Record<string, OriginRequestPolicy>;

export type CachePolicyName = keyof typeof CACHE_POLICIES;
export type OriginRequestPolicyName = keyof typeof ORIGIN_REQUEST_POLICIES;

/** What reaches the origin where there is no origin request policy: no more than the cache policy says. */
export const NO_ORIGIN_REQUEST_POLICY: OriginRequestPolicy = {
  headers: NONE,
  cookies: NONE,
  queryStrings: NONE,
};

/** As the distribution of the module has them unless it is told otherwise. */
export const DEFAULT_POLICIES = {
  cache: CACHE_POLICIES.CachingDisabled,
  originRequest: ORIGIN_REQUEST_POLICIES.AllViewerExceptHostHeader,
} as const;
