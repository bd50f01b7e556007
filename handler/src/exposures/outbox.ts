/** Exposures on their way to Statsig: collected across requests, sent in batches, never waited for beyond a deadline. */
import { withDeadline } from '../deadline';
import { type Log, messageOf } from '../log';
import type { ExposureSettings } from '../settings/exposures';
import type { Exposure } from './exposure';

export type SendExposures = (events: Exposure[], signal: AbortSignal) => Promise<void>;

export interface OutboxOptions {
  settings: Pick<ExposureSettings, 'maxEvents' | 'maxAgeSeconds' | 'timeoutMs' | 'userFields'>;
  send: SendExposures;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What is kept while Statsig does not answer, or more comes than is sent; the oldest go first. */
const MAX_WAITING = 1_000;
/** A visitor counts once for a rule in ten minutes, as in Statsig's clients. */
const SAME_FOR_MS = 600_000;
const MAX_REMEMBERED = 1_000;
/** How long nothing is sent after a batch failed, in milliseconds. */
const PAUSE_AFTER_FAILURE_MS = 10_000;

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #waiting: Exposure[] = [];
  readonly #seen = new Map<string, number>();
  #notBefore = 0;
  #sending = false;
  /** How many were dropped since this environment began. */
  #lost = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(exposure: Exposure): void {
    if (!this.#isNew(exposure)) return;
    this.#waiting.push({ ...exposure, user: this.#chosenFields(exposure.user) });
    this.#lost += dropOldest(this.#waiting);
  }

  /** Sends a batch when one is due; resolves when it is sent, given up, or none was due. Never rejects. */
  async sendIfDue(): Promise<void> {
    const { settings, send, log, now } = this.#options;
    if (this.#sending || !this.#isDue()) return;
    const batch = this.#waiting.splice(0, settings.maxEvents);
    this.#sending = true;
    try {
      await withDeadline(settings.timeoutMs, 'Sending exposures', (signal) => send(batch, signal));
    } catch (error) {
      this.#notBefore = now() + PAUSE_AFTER_FAILURE_MS;
      this.#waiting.unshift(...batch);
      this.#lost += dropOldest(this.#waiting);
      log('warn', 'Exposures could not be sent', {
        reason: messageOf(error),
        kept: this.#waiting.length,
        lost: this.#lost,
      });
    } finally {
      this.#sending = false;
    }
  }

  #isDue(): boolean {
    const { settings, now } = this.#options;
    const oldest = this.#waiting[0];
    if (oldest === undefined || now() < this.#notBefore) return false;
    return (
      this.#waiting.length >= settings.maxEvents ||
      now() - oldest.time >= settings.maxAgeSeconds * 1_000
    );
  }

  #isNew({ eventName, user, metadata }: Exposure): boolean {
    const now = this.#options.now();
    const { gate, config, ruleID, parameterName, gateValue } = metadata;
    const key = JSON.stringify([
      ...[eventName, gate ?? config, ruleID, parameterName, gateValue],
      ...[user.userID, user.customIDs],
    ]);
    const seenAt = this.#seen.get(key);
    if (seenAt !== undefined && now - seenAt < SAME_FOR_MS) return false;
    if (this.#seen.size >= MAX_REMEMBERED) this.#seen.clear();
    this.#seen.set(key, now);
    return true;
  }

  #chosenFields(user: Exposure['user']): Exposure['user'] {
    const chosen = this.#options.settings.userFields as readonly string[];
    return Object.fromEntries(Object.entries(user).filter(([field]) => chosen.includes(field)));
  }
}

/** @returns how many had to go. */
function dropOldest(exposures: Exposure[]): number {
  return exposures.splice(0, Math.max(0, exposures.length - MAX_WAITING)).length;
}
