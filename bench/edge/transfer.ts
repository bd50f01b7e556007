/**
 * How one answer comes to an environment that is frozen between requests: by the rules of `local-edge/store/link.ts`,
 * and with what freezing adds. Bytes on their way arrive in the kernel, up to a window; then the store stands still
 * until the process reads on.
 */
import { type Connection as Window, windowAt } from '../../local-edge/store/link';
import type { SimulatedClock } from './clock';
import type { Conditions } from './conditions';
import type { Piece } from './upstream';

export interface TransferOptions {
  clock: SimulatedClock;
  roundTripMs: number;
  conditions: Conditions;
  /** Of the connection; the next answer finds it as this one leaves it. */
  window: Window;
  /** Called in the process, whenever it has read something. */
  onRead: (bytes: number, isAll: boolean) => void;
  /**
   * Called in the process, when the store has stood still since then and the process has read what there was.
   * @returns whether the store goes on.
   */
  onStalled: (since: number) => boolean;
}

export class Transfer {
  /** Bytes that have reached the kernel, and those of them that the process has not read. */
  #arrived = 0;
  #unread = 0;
  readonly #total: number;

  constructor(
    readonly pieces: Piece[],
    readonly options: TransferOptions,
  ) {
    this.#total = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#sendWhenThere();
  }

  /** Sends when there is something; nothing when all has arrived. */
  #sendWhenThere(): void {
    let bytes = 0;
    const next = this.pieces.find((piece) => {
      bytes += piece.bytes;
      return bytes > this.#arrived;
    });
    if (next !== undefined) this.options.clock.outside(next.at, () => this.#send());
  }

  /** Sends what is there and the window holds. */
  #send(): void {
    const { clock, roundTripMs, window } = this.options;
    const now = clock.now();
    const there = this.pieces.reduce((sum, { at, bytes }) => sum + (at <= now ? bytes : 0), 0);
    window.windowBytes = windowAt(window, now, roundTripMs);
    window.lastSentAt = now;
    const burst = Math.min(there - this.#arrived, window.windowBytes);
    clock.outside(now + roundTripMs / 2, () => this.#arrive(burst, now));
  }

  #arrive(burst: number, sentAt: number): void {
    const { clock, roundTripMs, window } = this.options;
    const taken = clock.isFrozen ? Math.min(burst, this.#roomInKernel) : burst;
    this.#arrived += taken;
    this.#unread += taken;
    // A window that was not filled does not grow, nor one that was too large.
    if (taken === window.windowBytes) window.windowBytes *= 2;
    const isStalled = clock.isFrozen && this.#roomInKernel === 0 && this.#arrived < this.#total;
    if (!isStalled) clock.outside(sentAt + roundTripMs, () => this.#sendWhenThere());
    clock.inProcess(clock.now(), () => this.#read(isStalled ? sentAt : null));
  }

  #read(stalledSince: number | null): void {
    const { clock, roundTripMs, onRead, onStalled } = this.options;
    const bytes = this.#unread;
    this.#unread = 0;
    if (bytes > 0) onRead(bytes, this.#arrived === this.#total);
    if (stalledSince !== null && onStalled(stalledSince)) {
      clock.outside(clock.now() + roundTripMs / 2, () => this.#sendWhenThere());
    }
  }

  get #roomInKernel(): number {
    return this.options.conditions.frozenWindowBytes - this.#unread;
  }
}
