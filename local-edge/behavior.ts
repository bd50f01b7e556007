/**
 * A cache behavior: what CloudFront does with the requests for some paths.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
import { METHODS, READING_METHODS } from '../handler/src/http-names';
import { type PathPattern, pathPattern } from '../handler/src/routes/path-pattern';
import { edgeCache } from './cache';
import { variantWarnings } from './cache/variant-warnings';
import type { EdgeEvent, EventType } from './cloudfront';
import type { Outcome } from './environment/outcome';
import { echoOriginAs, type Origin, originAt } from './origin';
import type { Pipeline } from './pipeline';
import {
  CACHE_POLICIES,
  type CachePolicy,
  type CachePolicyName,
  DEFAULT_POLICIES,
  NO_ORIGIN_REQUEST_POLICY,
  ORIGIN_REQUEST_POLICIES,
  type OriginRequestPolicy,
  type OriginRequestPolicyName,
} from './policies';
import type { ViewerProtocolPolicy } from './viewer-protocol';

export const METHOD_SETS = {
  reading: READING_METHODS,
  options: [...READING_METHODS, 'OPTIONS'],
  all: METHODS,
} as const;

export type MethodSet = keyof typeof METHOD_SETS;

export interface BehaviorOptions {
  /** What is kept, for how long, and what is in its key: the name of one of AWS's, or a policy. Default CachingDisabled. */
  cachePolicy?: CachePolicyName | CachePolicy;
  /** What reaches the origin besides; null for nothing. Default AllViewerExceptHostHeader. */
  originRequestPolicy?: OriginRequestPolicyName | OriginRequestPolicy | null;
  /**
   * Headers that CloudFront adds for the origin's side, as a cache policy or an origin request policy asks for them:
   * `{ 'CloudFront-Viewer-Country': 'DE' }`. Default: none.
   */
  cloudFrontHeaders?: Record<string, string>;
  /** Origin of the requests that the function forwards. Default: a built-in one that answers with the request it got. */
  origin?: URL | Origin;
  /** Events the function is associated with. Default: viewer-request and viewer-response. */
  events?: readonly EventType[];
  /** Whether the triggers of request events include the body (Include Body). Default: no. */
  includeBody?: boolean;
  /** One of CloudFront's three sets. `reading`: GET and HEAD, the default. `options`: OPTIONS, too. `all`: all seven. */
  methods?: MethodSet;
  /** What becomes of viewers who come by HTTP, where the edge has HTTPS (`httpsPort`). Default: all are allowed. */
  viewerProtocolPolicy?: ViewerProtocolPolicy;
}

export interface Behavior {
  matches: PathPattern;
  methods: readonly string[];
  viewerProtocolPolicy: ViewerProtocolPolicy;
  pipeline: Pipeline;
}

/** Answers with the request that it got. */
export const BUILT_IN_ORIGIN = echoOriginAs(new URL('https://example.org'));

/** What all behaviors of a distribution share. */
export type Shared = Pick<Pipeline, 'overrides' | 'errorPages'> & {
  invoke: (event: EdgeEvent) => Promise<Outcome>;
  log: (line: string) => void;
  /** Gets warnings, of which the same are told once. */
  warnOnce: (line: string) => void;
};

export function behaviorOf(
  options: BehaviorOptions & { pathPattern: string },
  { invoke, log, warnOnce, ...shared }: Shared,
): Behavior {
  const policies = policiesOf(options);
  return {
    matches: pathPattern(options.pathPattern),
    methods: METHOD_SETS[options.methods ?? 'reading'],
    viewerProtocolPolicy: options.viewerProtocolPolicy ?? 'allow-all',
    pipeline: {
      ...shared,
      function: { events: options.events ?? ['viewer-request', 'viewer-response'], invoke, log },
      includeBody: options.includeBody ?? false,
      origin: originOf(options.origin, shared.overrides),
      cloudFrontHeaders: options.cloudFrontHeaders ?? {},
      policies,
      cache: edgeCache(policies.cache),
      onForwarded: (before, after) => {
        variantWarnings(before, after, policies).forEach(warnOnce);
      },
    },
  };
}

/** The first whose pattern matches; the last one's matches everything. Patterns begin with or without the slash. */
export function behaviorFor(behaviors: readonly Behavior[], uri: string): Behavior {
  const found = behaviors.find(({ matches }) => matches(uri) ?? matches(uri.slice(1)));
  if (found === undefined) throw new Error(`No behavior is for ${uri}.`);
  return found;
}

function originOf(origin: URL | Origin = BUILT_IN_ORIGIN, overrides: Shared['overrides']): Origin {
  return 'send' in origin ? origin : originAt(origin, overrides);
}

function policiesOf(options: Pick<BehaviorOptions, 'cachePolicy' | 'originRequestPolicy'>) {
  const {
    cachePolicy = DEFAULT_POLICIES.cache,
    originRequestPolicy = DEFAULT_POLICIES.originRequest,
  } = options;
  return {
    cache: typeof cachePolicy === 'string' ? CACHE_POLICIES[cachePolicy] : cachePolicy,
    originRequest:
      typeof originRequestPolicy === 'string'
        ? ORIGIN_REQUEST_POLICIES[originRequestPolicy]
        : (originRequestPolicy ?? NO_ORIGIN_REQUEST_POLICY),
  };
}
