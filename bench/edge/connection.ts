/**
 * A connection for one request, of an environment that is frozen between requests: each step of a handshake needs a
 * turn of the process.
 */
import { newConnection, type Connection as Window } from '../../local-edge/store/link';
import type { SimulatedClock } from './clock';
import type { Conditions, Range } from './conditions';
import type { Random } from './random';
import { Transfer } from './transfer';
import type { Traffic, Upstream } from './upstream';

export interface ConnectionOptions {
  clock: SimulatedClock;
  upstream: Upstream;
  /** The published median. */
  roundTripMs: number;
  random: Random;
  conditions: Conditions;
  /** What the environment asks and receives is added to it. */
  traffic: Traffic;
}

export interface GetOptions {
  etag: string | null;
  signal: AbortSignal;
  /** Called whenever something came from the store. */
  onProgress: () => void;
  /** Called when the head of the answer came. */
  onHead: () => void;
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #roundTripMs: number;
  readonly #window: Window = { ...newConnection };

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#roundTripMs = options.roundTripMs * options.random.within(options.conditions.detour);
  }

  /** @returns the version, or `unchanged`. @throws when the connection dies or the signal is aborted. */
  get(options: GetOptions): Promise<string> {
    const { signal } = options;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return Promise.race([this.#exchange(options), aborted]);
  }

  async #exchange({ etag, onProgress, onHead }: GetOptions): Promise<string> {
    const { clock, upstream, conditions, traffic } = this.#options;
    for (const _handshake of ['TCP', 'TLS']) {
      await this.#roundTrip();
      onProgress();
    }
    traffic.requests += 1;
    return new Promise((resolve, reject) => {
      clock.outside(clock.now() + this.#roundTripMs / 2, () => {
        const { pieces, version } = upstream.answer(etag);
        new Transfer(pieces, {
          clock,
          conditions,
          roundTripMs: this.#roundTripMs,
          window: this.#window,
          onRead: (bytes, isAll) => {
            traffic.bytes += bytes;
            onHead();
            onProgress();
            if (isAll) resolve(version);
          },
          onStalled: (since) => {
            const isClosed = this.#isOverdue(since, conditions.stalledCloseMs);
            if (isClosed) this.#fail().catch(reject);
            return !isClosed;
          },
        });
      });
    });
  }

  /** A step of a handshake: the store answers it, and the client has a turn when the answer is there. */
  async #roundTrip(): Promise<void> {
    const { clock, conditions } = this.#options;
    const answeredAt = clock.now() + this.#roundTripMs / 2;
    await this.#turnAfterRoundTrip();
    if (this.#isOverdue(answeredAt, conditions.handshakeCloseMs)) await this.#fail();
  }

  /** Whether the store has closed the connection because it had waited for too long. */
  #isOverdue(since: number, patience: Range): boolean {
    const { clock, random } = this.#options;
    return clock.now() - since > random.within(patience);
  }

  /** The client learns that the connection is closed a round trip after its next step. */
  async #fail(): Promise<never> {
    await this.#turnAfterRoundTrip();
    throw new Error('read ECONNRESET');
  }

  #turnAfterRoundTrip(): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => clock.inProcess(clock.now() + this.#roundTripMs, resolve));
  }
}
