/** Who answers the environment's requests: the bucket itself, or CloudFront in front of it. */
import { deliver, HEAD_BYTES, openConnection } from '../../local-edge/store/link';
import type { SimulatedClock } from './clock';
import type { Conditions } from './conditions';
import type { Random } from './random';

/** Bytes that can be sent from then on. */
export interface Piece {
  at: number;
  bytes: number;
}

export interface Answer {
  /** In order; the head is in the first. */
  pieces: Piece[];
  /** The version of the specs, which is also its ETag; `unchanged` for a 304, `changed` for a 412. */
  version: string | 'unchanged' | 'changed';
}

/** The beginning of an object, whose rest is asked for. */
export interface Part {
  version: string;
  bytes: number;
}

/** What was asked of one side, and what that sent. */
export interface Traffic {
  requests: number;
  bytes: number;
}

export interface Upstream {
  /** To a request that arrives now: for an object with another ETag, or for the rest of one. */
  answer(etag: string | null, part: Part | null): Answer;
}

/** The bucket, with one object that changes. */
export class Bucket implements Upstream {
  readonly traffic: Traffic = { requests: 0, bytes: 0 };
  /** Newest last. */
  readonly #versions: { from: number; version: string }[] = [];

  constructor(
    readonly clock: SimulatedClock,
    /** As it is stored, which is as it is sent. */
    readonly objectBytes: number,
    readonly random: Random,
    readonly conditions: Conditions,
  ) {
    this.put();
  }

  /** Replaces the object. */
  put(): void {
    this.#versions.push({ from: this.clock.now(), version: `"${this.#versions.length}"` });
  }

  versionAt(time: number): string {
    const then = this.#versions.findLast(({ from }) => from <= time) ?? this.#versions[0];
    return then?.version ?? '';
  }

  /** @param ageMs of the answer: what it would have been then. */
  answer(etag: string | null, part: Part | null = null, ageMs = 0): Answer {
    const now = this.clock.now();
    const at = now + this.random.within(this.conditions.serviceMs);
    const version = this.versionAt(now - ageMs);
    const answer =
      part === null
        ? answerWith(version, etag, at, this.objectBytes)
        : restOf(part, version, at, this.objectBytes);
    this.traffic.requests += 1;
    for (const { bytes } of answer.pieces) this.traffic.bytes += bytes;
    return answer;
  }
}

/**
 * CloudFront's cache at one edge, as nobody but this one environment asks it: empty at the deploy, and older than its
 * TTL whenever a load begins. It then asks the bucket whether that has another object, over a connection that is open
 * and starts slowly after the pause, and compresses and sends on what comes as it comes. And yet what it gives may be
 * as old as the TTL allows, as if another environment had fetched it then.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowCloudFrontWorks.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorS3Origin.html
 */
export class EdgeCache implements Upstream {
  #cached: { version: string; from: number; until: number } | null = null;

  constructor(
    readonly bucket: Bucket,
    /** Between the edge and the bucket. */
    readonly roundTripMs: number,
    /** What the edge sends, compressed. */
    readonly bodyBytes: number,
  ) {}

  answer(etag: string | null): Answer {
    const { clock, random, conditions } = this.bucket;
    const now = clock.now();
    const cached = this.#cached;
    if (cached !== null && cached.from <= now && now < cached.until) {
      return answerWith(cached.version, etag, now, this.bodyBytes);
    }
    const { pieces, version: fetched } = this.bucket.answer(
      cached?.version ?? null,
      null,
      random.within([0, conditions.edgeTtlMs]),
    );
    const [{ at, bytes } = { at: now, bytes: HEAD_BYTES }] = pieces;
    const sentAt = at + this.roundTripMs / 2;
    const { deliveries } = deliver(openConnection, bytes, sentAt, this.roundTripMs);
    const from = deliveries.at(-1)?.at ?? now;
    const version = fetched === 'unchanged' ? (cached?.version ?? '') : fetched;
    this.#cached = { version, from, until: from + conditions.edgeTtlMs };
    const [first] = deliveries;
    const answer = answerWith(version, etag, first?.at ?? now, this.bodyBytes);
    if (fetched === 'unchanged' || answer.version === 'unchanged') return answer;
    const compressed = (HEAD_BYTES + this.bodyBytes) / bytes;
    return {
      version,
      pieces: deliveries.map((piece) => ({
        at: piece.at,
        bytes: Math.ceil(piece.bytes * compressed),
      })),
    };
  }
}

function restOf(part: Part, version: string, at: number, objectBytes: number): Answer {
  return part.version === version
    ? { pieces: [{ at, bytes: HEAD_BYTES + objectBytes - part.bytes }], version }
    : { pieces: [{ at, bytes: HEAD_BYTES }], version: 'changed' };
}

function answerWith(version: string, etag: string | null, at: number, bodyBytes: number): Answer {
  return version === etag
    ? { pieces: [{ at, bytes: HEAD_BYTES }], version: 'unchanged' }
    : { pieces: [{ at, bytes: HEAD_BYTES + bodyBytes }], version };
}
