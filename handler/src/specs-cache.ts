/** Keeps the snapshot that answers: refreshes it on the request, one load at a time, and never loses a good one. */
import { withDeadline } from './deadline';
import { type Log, messageOf } from './log';
import type { LoadSpecs } from './store/load';

interface Refreshable {
  shutdown(): void;
}

export interface SpecsCacheOptions<G> {
  load: LoadSpecs;
  /** Builds a snapshot from the text of the specs; throws when they cannot be used. */
  build: (text: string) => G;
  /** Builds what answers until the first load succeeds, or null; called once, when a first load has failed. */
  fallback: () => G | null;
  /** How long a snapshot is used before the store is asked again. */
  refreshMs: number;
  /** Up to this age a request does not wait for the refresh. */
  maxStaleMs: number;
  /** The longest that a request waits for a load. */
  waitMs: number;
  log: Log;
  /** Milliseconds since any fixed moment. */
  now: () => number;
  /** From 0 up to 1, for the jitter of the back-off. */
  random: () => number;
}

/** After the first failure, in milliseconds; doubled with each further one. */
const FIRST_BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 60_000;

export class SpecsCache<G extends Refreshable> {
  readonly #options: SpecsCacheOptions<G>;
  #current: G | null = null;
  #etag: string | null = null;
  #askedFallback = false;
  /** When the store last confirmed the current snapshot; the fallback was never confirmed. */
  #confirmedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  #refreshing: Promise<void> | null = null;
  /** Why there is no newer snapshot; null after a load that succeeded. */
  #problem: string | null = null;

  constructor(options: SpecsCacheOptions<G>) {
    this.#options = options;
  }

  /** Why the last load failed, or null. */
  get problem(): string | null {
    return this.#problem;
  }

  /**
   * The snapshot to answer from, or null when nothing was ever loaded; never rejects. A value while the specs are
   * young, so that a warm request waits for nothing; else a promise.
   */
  current(): G | null | Promise<G | null> {
    const age = this.#options.now() - this.#confirmedAt;
    if (age < this.#options.refreshMs) return this.#current;
    const refreshing = this.#refresh();
    if (refreshing === null || age <= this.#options.maxStaleMs) return this.#atHand();
    return this.#waitFor(refreshing);
  }

  /** Loads for the first time, in Lambda's init phase. A failure here only means that the first request tries again. */
  async init(): Promise<G | null> {
    await this.#refresh();
    this.#notBefore = Number.NEGATIVE_INFINITY;
    return this.#atHand();
  }

  async #waitFor(refreshing: Promise<void>): Promise<G | null> {
    await withDeadline(this.#options.waitMs, 'Waiting for the specs', () => refreshing).catch(
      () => {
        // The load goes on; this request is answered without it.
      },
    );
    return this.#atHand();
  }

  /** The last good snapshot, else the fallback. */
  #atHand(): G | null {
    if (this.#current === null && !this.#askedFallback) {
      this.#askedFallback = true;
      this.#current = this.#options.fallback();
    }
    return this.#current;
  }

  /** The load under way, begun now if one is due; null while backing off. */
  #refresh(): Promise<void> | null {
    if (this.#refreshing === null && this.#options.now() >= this.#notBefore) {
      this.#refreshing = this.#load().finally(() => {
        this.#refreshing = null;
      });
    }
    return this.#refreshing;
  }

  async #load(): Promise<void> {
    const { load, build, now, log } = this.#options;
    try {
      const loaded = await load(this.#etag);
      if (loaded !== 'unchanged') {
        const next = build(loaded.text);
        const previous = this.#current;
        this.#current = next;
        this.#etag = loaded.etag;
        previous?.shutdown();
      }
      this.#confirmedAt = now();
      this.#failures = 0;
      this.#problem = null;
    } catch (error) {
      this.#failures += 1;
      this.#notBefore = now() + this.#backOff();
      this.#problem = messageOf(error);
      log('error', 'The specs could not be refreshed', {
        reason: this.#problem,
        failures: this.#failures,
        answering: this.#atHand() === null ? 'defaults' : 'last good specs',
      });
    }
  }

  /** Between half and all of the doubled time, so that environments do not come back together. */
  #backOff(): number {
    const full = Math.min(FIRST_BACK_OFF_MS * 2 ** (this.#failures - 1), MAX_BACK_OFF_MS);
    return full * (0.5 + this.#options.random() / 2);
  }
}
