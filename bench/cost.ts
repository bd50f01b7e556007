/** What a million requests cost at 128 MB, from the CPU time of one. */

/**
 * Lambda@Edge's prices in US dollars, and its rounding up to a millisecond.
 * @see https://aws.amazon.com/lambda/pricing/
 * @see https://aws.amazon.com/about-aws/whats-new/2021/03/cloudfront-lambda-at-edge-billing-granularity/
 */
const DOLLARS_PER_MILLION_REQUESTS = 0.6;
const DOLLARS_PER_GB_SECOND = 0.00005001;

const MEMORY_MB = 128;

/**
 * The memory at which a function has one whole core; below it has the same share of a core.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
const WHOLE_CORE_MB = 1_769;

export interface Cost {
  /** How long Lambda's share of a core takes for it, in milliseconds. Waiting for a store comes on top. */
  durationMs: number;
  dollarsPerMillion: number;
}

/** @param cpuMicroseconds of one request on a whole core. */
export function costOf(cpuMicroseconds: number): Cost {
  const durationMs = (cpuMicroseconds / 1_000) * (WHOLE_CORE_MB / MEMORY_MB);
  const billedSeconds = Math.max(1, Math.ceil(durationMs)) / 1_000;
  const gigabyteSeconds = billedSeconds * (MEMORY_MB / 1_024);
  return {
    durationMs,
    dollarsPerMillion:
      DOLLARS_PER_MILLION_REQUESTS + gigabyteSeconds * 1_000_000 * DOLLARS_PER_GB_SECOND,
  };
}
