/** Signatures that were taken: none is taken twice while its timestamp would still be good. */
import { MAX_SKEW_MS } from './signature';

export class Replays {
  readonly #until = new Map<string, number>();

  /** Whether a signature comes for the first time. */
  isNew(signature: string, now: number): boolean {
    for (const [old, until] of this.#until) if (until < now) this.#until.delete(old);
    if (this.#until.has(signature)) return false;
    // A timestamp may lie so far ahead of ours, and is good for as long after it.
    this.#until.set(signature, now + 2 * MAX_SKEW_MS);
    return true;
  }

  /** One that failed may come again. */
  forget(signature: string): void {
    this.#until.delete(signature);
  }
}
