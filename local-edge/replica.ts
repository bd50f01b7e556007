/**
 * The function in one Region, with what CloudFront has there: environments and a cache that no other Region shares.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-testing-debugging.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowCloudFrontWorks.html#CloudFrontRegionaledgecaches
 */
import { type Behavior, type BehaviorOptions, behaviorOf } from './behavior';
import type { EdgeEvent } from './cloudfront';
import type { CustomErrorPages } from './custom-error-page';
import type { Outcome } from './environment/outcome';
import { type EnvironmentPool, environmentPool } from './environment/pool';
import type { InvocationReport } from './environment/report';
import type { Runtime } from './environment/runtime';
import type { EdgeRegion } from './region';

export interface ReplicaOptions extends BehaviorOptions {
  /** Folder laid out as the function's zip: `index.js`, `index.mjs` or `index.cjs`, and what it reads beside itself. */
  folder: string;
  /** Pages of the origin's in the place of its errors: `{ 404: { path: '/404.html' } }`. Default: none. */
  errorPages?: CustomErrorPages;
  /**
   * Behaviors for paths of their own, the first that matches before all others; what one does not say is as it is for
   * all other paths. Default: none.
   */
  behaviors?: readonly (BehaviorOptions & { pathPattern: string })[];
  /** Lambda's runtime, whose form of handlers is taken. Default nodejs22.x. The JavaScript is that of this Node.js. */
  runtime?: Runtime;
  /**
   * Loopback servers that answer in the place of the hosts that the function calls, by origin:
   * `{ 'https://bucket.s3.eu-west-1.amazonaws.com': 'http://127.0.0.1:9000' }`; and of the origins that it chooses.
   * Every other host but loopback is unreachable for it. Default: none.
   */
  hostOverrides?: Record<string, string>;
  /** Limit of one invocation, in milliseconds. Default 5000 for viewer events, 30000 for origin events. */
  timeoutMs?: number;
  /** Limit of the function's import, in milliseconds. Default 10000, Lambda's. */
  initTimeoutMs?: number;
  /** Of an environment, in MB: heap, Buffers, and what Node.js takes for itself. Default 128. */
  memoryMb?: number;
  /**
   * How many environments may be at work at once in each Region; further requests are throttled. Default 32; Lambda's is
   * 1,000.
   */
  concurrency?: number;
  /** Lines that the function writes, and warnings of what would go wrong on AWS. Default: dropped. */
  onLog?: (line: string) => void;
  /** Called at the end of each invocation of the function, with what Lambda says of it in the log. */
  onReport?: (report: InvocationReport) => void;
}

export interface Replica {
  region: Readonly<Required<EdgeRegion>>;
  pool: EnvironmentPool;
  /** The last is for the paths that no other is for. */
  behaviors: readonly Behavior[];
  invoke(event: EdgeEvent): Promise<Outcome>;
  /** Empties the cache. */
  invalidate(): void;
  /** As far away from now on; every environment is discarded, because each has the distance of its start. */
  moveTo(roundTripMs: number): Promise<void>;
}

/**
 * AWS's pages disagree about viewer events, 5 or 30 seconds.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge
 */
const TIMEOUT_MS = { viewer: 5_000, origin: 30_000 };

/** @param warnOnce gets warnings, of which the same are told once for all Regions. */
export function replicaIn(
  given: Required<EdgeRegion>,
  { behaviors: ofPaths = [], ...options }: ReplicaOptions,
  warnOnce: (line: string) => void,
): Replica {
  const region = { ...given };
  const log = options.onLog ?? (() => {});
  const pool = environmentPool(
    () => ({
      folder: options.folder,
      hostOverrides: options.hostOverrides ?? {},
      region: region.name,
      roundTripMs: region.roundTripMs,
      ...(options.runtime !== undefined && { runtime: options.runtime }),
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS.viewer,
      initTimeoutMs: options.initTimeoutMs ?? 10_000,
      memoryMb: options.memoryMb ?? 128,
      onLog: log,
      ...(options.onReport && { onReport: options.onReport }),
    }),
    options.concurrency ?? 32,
  );
  const invoke = (event: EdgeEvent) => pool.invoke(event, options.timeoutMs ?? timeoutOf(event));
  const shared = {
    ...{ invoke, log, warnOnce },
    overrides: options.hostOverrides ?? {},
    errorPages: options.errorPages ?? {},
  };
  const behaviors = [...ofPaths, { pathPattern: '*' }].map((own) =>
    behaviorOf({ ...options, ...own }, shared),
  );
  return {
    ...{ region, pool, behaviors, invoke },
    invalidate: () => {
      for (const { pipeline } of behaviors) pipeline.cache.clear();
    },
    moveTo: async (roundTripMs) => {
      region.roundTripMs = roundTripMs;
      await pool.coldStart();
    },
  };
}

function timeoutOf({ Records: [{ cf }] }: EdgeEvent): number {
  return TIMEOUT_MS[cf.config.eventType.startsWith('origin') ? 'origin' : 'viewer'];
}
