/**
 * Exposures on their way to Statsig: collected across requests, sent in batches, never waited for beyond a deadline, and
 * never sent again while Statsig may have them.
 */
import { withDeadline } from '../deadline';
import { djb2 } from '../djb2';
import { type Log, messageOf } from '../log';
import type { Count } from '../metrics';
import type { ExposureSettings } from '../settings/exposures';
import { type Event, eventOf, withoutId } from './event';
import type { Exposure } from './exposure';

/** All was sent, and no answer came: there is no telling whether Statsig has it. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
}

/** Resolves to the status that Statsig answers with; rejects when there is no answer, by that error where it was sent. */
export type SendExposures = (
  events: readonly string[],
  /** How often they were sent before. */
  tries: number,
  signal: AbortSignal,
) => Promise<number>;

export interface OutboxOptions {
  settings: Pick<ExposureSettings, 'maxEvents' | 'maxAgeSeconds' | 'timeoutMs' | 'userFields'>;
  send: SendExposures;
  count: Count;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What is kept while Statsig does not answer, or more comes than is sent; the oldest go first. */
const MAX_BYTES = 512 * 1024;
/** A visitor counts once for a rule in ten minutes, as in Statsig's clients. */
const SAME_FOR_MS = 600_000;
const MAX_REMEMBERED = 1_000;
/** How often a batch is sent. */
const MAX_TRIES = 3;
/** Between two tries, and between batches that fail one after the other; doubled each time. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;
/** How many batches may be without an answer after the requests that sent them have ended. */
const MAX_LATE = 3;

interface Batch {
  readonly events: readonly Event[];
  readonly controller: AbortController;
  /** How often it was sent. */
  readonly tries: number;
  readonly notBefore: number;
  /** No request waits for its answer any more. */
  isLate: boolean;
}

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #seen = new Map<string, number>();
  readonly #waiting: Event[] = [];
  /** Statsig did not take them; oldest first. */
  readonly #toTryAgain: Batch[] = [];
  /** Oldest first, too. */
  readonly #late = new Set<Batch>();
  #isWaitedFor = false;
  /** Of all that is here, on its way included. */
  #bytes = 0;
  #failures = 0;
  #notBefore = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** @param unkeptId an id that the visitor does not keep, or null. Never throws. */
  add(exposure: Exposure, unkeptId: string | null): void {
    try {
      const user = unkeptId === null ? exposure.user : withoutId(exposure.user, unkeptId);
      if (user === null || !this.#isNew({ ...exposure, user })) return;
      const event = eventOf({ ...exposure, user }, this.#options.settings.userFields);
      this.#waiting.push(event);
      this.#bytes += event.bytes;
    } catch (error) {
      this.#tellLost(1, messageOf(error));
    }
    while (this.#bytes > MAX_BYTES && this.#dropOldest()) {}
  }

  /** Sends a batch when one is due; resolves when it is sent, given up, or none was due. Never rejects. */
  async sendIfDue(): Promise<void> {
    if (this.#isWaitedFor) return;
    const batch = this.#nextBatch();
    if (batch === null) return;
    this.#isWaitedFor = true;
    try {
      await withDeadline(this.#options.settings.timeoutMs, 'Sending exposures', () =>
        this.#send(batch),
      );
    } catch (error) {
      this.#stopWaiting(batch, messageOf(error));
    }
    this.#isWaitedFor = false;
  }

  /** New ones first: a batch that Statsig never takes must not keep them back. */
  #nextBatch(): Batch | null {
    const { settings, now } = this.#options;
    const [oldest] = this.#waiting;
    if (now() < this.#notBefore) return null;
    const isDue =
      oldest !== undefined &&
      (this.#waiting.length >= settings.maxEvents ||
        now() - oldest.time >= settings.maxAgeSeconds * 1_000);
    if (isDue) return newBatch(this.#waiting.splice(0, settings.maxEvents));
    const again = this.#toTryAgain.findIndex(({ notBefore }) => notBefore <= now());
    return this.#toTryAgain.splice(again, again === -1 ? 0 : 1)[0] ?? null;
  }

  /** Never rejects. */
  async #send(batch: Batch): Promise<void> {
    const { events, tries, controller } = batch;
    try {
      const status = await this.#options.send(
        events.map(({ text }) => text),
        tries,
        controller.signal,
      );
      if (!this.#isOurs(batch)) return;
      if (status >= 200 && status < 300) {
        this.#makeRoomOf(events);
        this.#options.count('ExposuresSent', events.length);
        this.#failures = 0;
        this.#notBefore = 0;
      } else {
        this.#fail(batch, `Statsig answered ${status}`, status < 400 || status >= 500);
      }
    } catch (error) {
      const mayHaveArrived = batch.isLate || error instanceof UnansweredError;
      if (this.#isOurs(batch)) this.#fail(batch, messageOf(error), !mayHaveArrived);
    }
  }

  /** Takes a batch that is answered from the late ones, where it was late; false when it was given up before. */
  #isOurs(batch: Batch): boolean {
    return !batch.isLate || this.#late.delete(batch);
  }

  #fail(batch: Batch, reason: string, mayTryAgain: boolean): void {
    this.#pause();
    const tries = batch.tries + 1;
    if (mayTryAgain && tries < MAX_TRIES) {
      const notBefore = this.#options.now() + pauseAfter(tries);
      this.#toTryAgain.push({ ...batch, tries, notBefore, isLate: false });
      this.#options.log('warn', 'Exposures could not be sent; they are tried again', { reason });
    } else {
      this.#lose(batch.events, reason);
    }
  }

  #stopWaiting(batch: Batch, reason: string): void {
    batch.isLate = true;
    this.#late.add(batch);
    this.#pause();
    this.#options.log('warn', 'Exposures are not answered in time; they are not sent again', {
      reason,
    });
    if (this.#late.size > MAX_LATE) this.#giveUpLate('Statsig never answered');
  }

  /** One batch that fails may be at fault itself; a second one after it says that Statsig is not well. */
  #pause(): void {
    this.#notBefore = this.#options.now() + pauseAfter(this.#failures);
    this.#failures += 1;
  }

  /** @returns whether there was one: a loop at the edge ends whatever happens. */
  #dropOldest(): boolean {
    const reason = `more than ${MAX_BYTES / 1024} KB were waiting`;
    if (this.#giveUpLate(reason)) return true;
    const dropped = this.#toTryAgain.shift()?.events ?? this.#waiting.splice(0, 1);
    this.#lose(dropped, reason);
    // Stryker disable next-line ConditionalExpression,EqualityOperator: there always is one, as long as no sum of bytes is wrong
    return dropped.length > 0;
  }

  /** @returns whether there was one. */
  #giveUpLate(reason: string): boolean {
    const [batch] = this.#late;
    if (batch === undefined) return false;
    this.#late.delete(batch);
    this.#lose(batch.events, reason);
    batch.controller.abort();
    return true;
  }

  #lose(events: readonly Event[], reason: string): void {
    this.#makeRoomOf(events);
    this.#tellLost(events.length, reason);
  }

  #makeRoomOf(events: readonly Event[]): void {
    for (const { bytes } of events) this.#bytes -= bytes;
  }

  #tellLost(events: number, reason: string): void {
    this.#options.count('ExposuresLost', events);
    this.#options.log('warn', 'Exposures were lost', { reason, events });
  }

  #isNew({ eventName, user, metadata }: Exposure): boolean {
    const now = this.#options.now();
    const { gate, config, ruleID, parameterName, gateValue } = metadata;
    const same = [
      ...[eventName, gate ?? config, ruleID, parameterName, gateValue],
      ...[user.userID, user.customIDs],
    ];
    // Not the whole, which is as long as a viewer likes.
    const key = djb2(JSON.stringify(same));
    const seenAt = this.#seen.get(key) ?? Number.NEGATIVE_INFINITY;
    if (now - seenAt < SAME_FOR_MS) return false;
    if (this.#seen.size >= MAX_REMEMBERED) this.#seen.clear();
    this.#seen.set(key, now);
    return true;
  }
}

/** In milliseconds; none after none. */
function pauseAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS);
}

function newBatch(events: Event[]): Batch {
  return { events, controller: new AbortController(), tries: 0, notBefore: 0, isLate: false };
}
