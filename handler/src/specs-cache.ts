/**
 * Keeps the specs snapshot that answers: refreshes it on the request, one load at a time, and never loses a good one.
 *
 * Lambda freezes an environment between two requests, so that a load gets on only while requests wait for it. The
 * request that begins a load waits for it, at most `maxWaitMs`; when it is not done by then, the next requests wait
 * again. Where requests come one after the other each waits a millisecond at most, because many of them together give
 * the load its time. A load goes on until it is done, or until nothing has come from the store for {@link STALL_MS} in
 * which it could have come: frozen time does not count.
 */
import { type Log, messageOf } from './log';
import type { Count } from './metrics';
import type { Loaded, LoadSpecs } from './store/load';
import { StoreError } from './store/store-error';

interface Snapshot {
  /** Whether it has nothing of what is asked for. */
  readonly lacksAll: boolean;
  shutdown(): void;
}

export interface SpecsCacheOptions<S> {
  load: LoadSpecs;
  /** Builds a snapshot from the text of the specs; throws when they cannot be used. */
  build: (text: string) => S;
  /** Builds what answers until the first load succeeds, or null; called once, when it is needed. */
  fallback: () => S | null;
  /** How long a snapshot is used before the store is asked again. */
  refreshMs: number;
  /** Past this age every request waits for the refresh. */
  maxStaleMs: number;
  /** The longest that a request waits for a load. */
  maxWaitMs: number;
  count: Count;
  log: Log;
  /** Milliseconds since any fixed moment. */
  now: () => number;
  /** From 0 up to 1, for the jitter of the back-off. */
  random: () => number;
}

/** After the first failure, in milliseconds; doubled with each further one. */
const FIRST_BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 60_000;

/** An environment that was asked so short a time ago is asked often. */
const BUSY_MS = 2_000;
const BUSY_WAIT_MS = 1;

const STALL_MS = 1_500;
/** S3 closes a connection that nothing is sent through after 5 to 20 seconds. */
const CLOSED_AFTER_MS = 5_000;
/** So many requests have waited in vain: what they did not find in the socket is not on its way. */
const STALL_WAITS = 5;
/** A connection that dies while the environment is frozen is no fault of the store's: the load begins anew. */
const MAX_RESTARTS = 3;

/** A load under way. */
interface Load {
  /** Resolves when it succeeded or failed. */
  readonly done: Promise<void>;
  isDone: boolean;
  /** Ends the connection that it has now. */
  disconnect: (reason: Error) => void;
  /** Whether it ends with its connection. */
  isGivenUp: boolean;
  /** When something last came from the store, and how long and how often requests have waited since. */
  progressAt: number;
  waitedMs: number;
  waits: number;
  /** Whether a request has ended meanwhile: the environment may have been frozen. */
  outlivedRequest: boolean;
}

export class SpecsCache<S extends Snapshot> {
  readonly #options: SpecsCacheOptions<S>;
  #current: S | null = null;
  #etag: string | null = null;
  #askedFallback = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** When the load began that last confirmed the current snapshot; the fallback was never confirmed. */
  #confirmedAt = Number.NEGATIVE_INFINITY;
  /** When the init phase ended with specs that can answer: the fallback is as good as if it were confirmed then. */
  #startedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  #load: Load | null = null;
  /** Whether the store's newest specs wait for it to say the same again. */
  #heldBack = false;

  constructor(options: SpecsCacheOptions<S>) {
    this.#options = options;
  }

  /** Milliseconds since the store last confirmed what answers; Infinity when it never did. */
  get ageMs(): number {
    return this.#options.now() - this.#confirmedAt;
  }

  /**
   * The snapshot to answer from, or null when nothing was ever loaded; never rejects. A value while the specs are
   * young, so that a warm request waits for nothing; else a promise.
   */
  current(): S | null | Promise<S | null> {
    const { now, refreshMs, maxStaleMs, maxWaitMs } = this.#options;
    const askedAt = now();
    const isBusy = askedAt - this.#askedAt < BUSY_MS;
    this.#askedAt = askedAt;
    const age = askedAt - this.#confirmedAt;
    if (age < refreshMs) return this.#current;
    const load = this.#refresh();
    if (load === null) return this.#latest();
    const staleMs = Math.min(age, askedAt - this.#startedAt);
    return this.#waitFor(load, isBusy && staleMs <= maxStaleMs ? BUSY_WAIT_MS : maxWaitMs);
  }

  /**
   * Loads for the first time, in Lambda's init phase. A failure here only means that the first request tries again. That
   * request follows at once: with specs from the zip it need not wait a second time.
   */
  async init(): Promise<S | null> {
    const load = this.#refresh();
    if (load !== null) await this.#waitFor(load, this.#options.maxWaitMs);
    this.#notBefore = Number.NEGATIVE_INFINITY;
    const latest = this.#latest();
    if (latest !== null) {
      this.#startedAt = this.#options.now();
      this.#askedAt = this.#startedAt;
    }
    return latest;
  }

  async #waitFor(load: Load, ms: number): Promise<S | null> {
    const { now } = this.#options;
    const from = now();
    await this.#renewIfDead(load);
    await doneOrLater(load.done, ms - (now() - from));
    if (!load.isDone) {
      load.outlivedRequest = true;
      load.waits += 1;
      load.waitedMs += now() - from;
      const isLongSilent = now() - load.progressAt >= STALL_MS;
      if (isLongSilent && (load.waitedMs >= STALL_MS || load.waits >= STALL_WAITS)) {
        load.isGivenUp = true;
        load.disconnect(new StoreError(`The store sent nothing for ${STALL_MS} ms`));
        await load.done;
      }
    }
    return this.#latest();
  }

  /**
   * What came while the environment was frozen is read at once. A connection that brought nothing for so long is closed by
   * now, and to learn that from the store would take the time that a new one needs.
   */
  async #renewIfDead(load: Load): Promise<void> {
    const { progressAt, outlivedRequest } = load;
    if (!outlivedRequest || this.#options.now() - progressAt < CLOSED_AFTER_MS) return;
    await doneOrLater(load.done, BUSY_WAIT_MS);
    if (load.progressAt === progressAt) load.disconnect(new Error('Nothing came'));
  }

  /** The last good snapshot, else the fallback. */
  #latest(): S | null {
    if (this.#current === null && !this.#askedFallback) {
      this.#askedFallback = true;
      this.#current = this.#options.fallback();
    }
    return this.#current;
  }

  /** The load under way, begun now if one is due; null while backing off. */
  #refresh(): Load | null {
    const { now } = this.#options;
    if (this.#load === null && now() >= this.#notBefore) {
      const load: Load = {
        done: Promise.resolve(),
        isDone: false,
        disconnect: () => {},
        isGivenUp: false,
        progressAt: now(),
        waitedMs: 0,
        waits: 0,
        outlivedRequest: false,
      };
      const done = this.#run(load).finally(() => {
        load.isDone = true;
        this.#load = null;
      });
      this.#load = Object.assign(load, { done });
    }
    return this.#load;
  }

  async #run(load: Load): Promise<void> {
    const { build, now, log, count } = this.#options;
    const beganAt = now();
    try {
      const loaded = await this.#fetch(load);
      if (loaded !== 'unchanged') {
        this.#take(build(loaded.text), loaded.etag);
      } else {
        this.#heldBack = false;
      }
      // Not when it was done: a load may take several requests, and with one a minute it would add a minute.
      this.#confirmedAt = beganAt;
      this.#failures = 0;
      count('SpecsLoads');
    } catch (error) {
      this.#failures += 1;
      this.#notBefore = now() + this.#backOff();
      count('SpecsLoadFailures');
      log('error', 'Config specs could not be loaded', {
        reason: messageOf(error),
        failures: this.#failures,
        answering: this.#latest() === null ? 'defaults' : 'last good specs',
      });
    }
  }

  /** Specs that lose everything are a mistake more often than not: they are taken when the next refresh has them, too. */
  #take(next: S, etag: string | null): void {
    const previous = this.#current;
    const losesAll = next.lacksAll && previous?.lacksAll === false;
    this.#heldBack = losesAll && !this.#heldBack;
    if (this.#heldBack) {
      this.#options.log('error', 'Config specs have nothing of what is asked for; the last stay', {
        until: 'the store says the same at the next refresh',
      });
      next.shutdown();
      return;
    }
    this.#current = next;
    this.#etag = etag;
    previous?.shutdown();
  }

  async #fetch(load: Load): Promise<Loaded> {
    const { now } = this.#options;
    let restarts = 0;
    const onProgress = (isMore: boolean) => {
      if (isMore) restarts = 0;
      load.progressAt = now();
      load.waitedMs = 0;
      load.waits = 0;
    };
    for (; ; restarts += 1) {
      const connection = new AbortController();
      load.disconnect = (reason) => connection.abort(reason);
      load.progressAt = now();
      try {
        return await this.#options.load(this.#etag, { signal: connection.signal, onProgress });
      } catch (error) {
        const diedFrozen = load.outlivedRequest && !(error instanceof StoreError);
        if (!diedFrozen || load.isGivenUp) throw error;
        if (restarts === MAX_RESTARTS) {
          throw new StoreError(
            `${messageOf(error)}, ${restarts + 1} times between two requests: no request waited long enough. Specs nearby (bucket_access cloudfront) or a longer maxWaitMs help`,
          );
        }
      }
    }
  }

  /** Between half and all of the doubled time, so that environments do not come back together. */
  #backOff(): number {
    const full = Math.min(FIRST_BACK_OFF_MS * 2 ** (this.#failures - 1), MAX_BACK_OFF_MS);
    return full * (0.5 + this.#options.random() / 2);
  }
}

/** Resolves when it is done or `ms` have passed, and leaves no timer behind. */
function doneOrLater(done: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void done.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
