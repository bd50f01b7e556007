/**
 * A connection for one request, of an environment that is frozen between requests: each step of a handshake needs a
 * turn of the process.
 */
import { HEAD_BYTES, newConnection, type Connection as Window } from '../../local-edge/store/link';
import type { SimulatedClock } from './clock';
import type { Conditions, Range } from './conditions';
import type { Random } from './random';
import { Transfer } from './transfer';
import type { Part, Traffic, Upstream } from './upstream';

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
  /** The beginning of the object, of which the rest is asked for; null for the whole. */
  part: Part | null;
  /** Called when something of the object came: what there is of it now, with the part before. */
  onBody: (part: Part) => void;
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
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#exchange(options)
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  async #exchange({ etag, part, onProgress, onBody }: GetOptions): Promise<string> {
    const { clock, upstream, conditions, traffic } = this.#options;
    for (const _handshake of ['TCP', 'TLS']) {
      await this.#roundTrip();
      onProgress();
    }
    traffic.requests += 1;
    return new Promise((resolve, reject) => {
      clock.outside(clock.now() + this.#roundTripMs / 2, () => {
        const { pieces, version } = upstream.answer(etag, part);
        let body = (part?.bytes ?? 0) - HEAD_BYTES;
        new Transfer(pieces, {
          clock,
          conditions,
          roundTripMs: this.#roundTripMs,
          window: this.#window,
          onRead: (bytes, isAll) => {
            traffic.bytes += bytes;
            body += bytes;
            if (body > 0 && version !== 'changed') onBody({ version, bytes: body });
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
