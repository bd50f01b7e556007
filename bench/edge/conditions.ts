/**
 * What the simulation takes the world to be. Where nothing is published, or one thing here and another there, the
 * harder is taken.
 */

/** From the least to the most; each time any value between them, all alike. */
export type Range = readonly [least: number, most: number];

export interface Conditions {
  /** By how much a round trip is longer than the published median, drawn for each connection. */
  detour: Range;
  /** Until the store sends the first byte, in milliseconds. */
  serviceMs: Range;
  /** A connection that stands still for so long in a handshake is closed. */
  handshakeCloseMs: Range;
  /** A connection whose answer nobody has read on for so long is closed. */
  stalledCloseMs: Range;
  /** Bytes that wait in the kernel of a frozen environment; more are lost and sent again. */
  frozenWindowBytes: number;
  /** From the function to CloudFront's nearest edge and back, in milliseconds. */
  edgeRoundTripMs: number;
  /** How long CloudFront answers from its cache without asking the bucket. */
  edgeTtlMs: number;
}

export const HARD: Conditions = {
  detour: [1, 1.25],
  // "Roughly 100–200 milliseconds" for small objects: https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
  // Measured, it is mostly a tenth of that.
  serviceMs: [20, 200],
  // As idle connections are, which was seen from 5 to 20 seconds: https://github.com/aws/aws-sdk-java-v2/issues/1122,
  // https://github.com/aws/aws-sdk-kotlin/issues/1214, https://github.com/hyperium/hyper/issues/2136
  handshakeCloseMs: [5_000, 20_000],
  // Seen after minutes (https://github.com/aws/aws-sdk-js-v3/issues/4897); nothing says that it is never sooner.
  stalledCloseMs: [20_000, 60_000],
  // What Linux announces before it has seen that a program reads fast.
  frozenWindowBytes: 65_536,
  // Lambda@Edge runs in the Regions with a regional edge cache; between those and the edges lie a few milliseconds.
  edgeRoundTripMs: 10,
  // Of the specs distribution: modules/specs-distribution.ts.
  edgeTtlMs: 5_000,
};

/** The local edge's store and this machine's loopback: no more than the round trip, and room for everything. */
export const LOOPBACK: Conditions = {
  ...HARD,
  detour: [1, 1],
  serviceMs: [0, 0],
  handshakeCloseMs: [86_400_000, 86_400_000],
  stalledCloseMs: [86_400_000, 86_400_000],
  frozenWindowBytes: 10_000_000,
};
