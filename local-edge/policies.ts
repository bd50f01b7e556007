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

/** From ids, which are the same in every account, to names. */
export const CACHE_POLICY_IDS: ReadonlyMap<string, CachePolicyName> = new Map([
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', 'CachingDisabled'],
  ['658327ea-f89d-4fab-a63d-7e88639e58f6', 'CachingOptimized'],
  ['b2884449-e4de-46a7-ac36-70bc7f1ddd6d', 'CachingOptimizedForUncompressedObjects'],
  ['83da9c7e-98b4-4e11-a168-04f0df8e2c65', 'UseOriginCacheControlHeaders'],
  ['4cc15a8a-d715-48a4-82b8-cc0b614638fe', 'UseOriginCacheControlHeaders-QueryStrings'],
]);

export const ORIGIN_REQUEST_POLICY_IDS: ReadonlyMap<string, OriginRequestPolicyName> = new Map([
  ['216adef6-5c7f-47e4-b989-5492eafa07d3', 'AllViewer'],
  ['b689b0a8-53d0-40ab-baf2-68738e2966ac', 'AllViewerExceptHostHeader'],
  ['33f36d7e-f396-46d9-90e0-52428a34d9dc', 'AllViewerAndCloudFrontHeaders-2022-06'],
  ['59781a5b-3903-41f3-afcb-af62929ccde1', 'CORS-CustomOrigin'],
  ['88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', 'CORS-S3Origin'],
  ['bf0718e1-ba1e-49d1-88b1-f726733018ae', 'HostHeaderOnly'],
  ['acba4595-bd28-49b8-b9fe-13317c0390fa', 'UserAgentRefererHeaders'],
]);

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
