/** Brings the specs from Statsig to the bucket. */
import { objectToWrite, type Wanted } from './decide';
import type { SpecsObject, Stored } from './object';
import type { Fetched } from './statsig';

export interface SyncOptions {
  /** Asks Statsig. */
  fetchSpecs: (etag: string | null) => Promise<Fetched>;
  object: SpecsObject;
  wanted: Wanted;
}

export type Outcome =
  | { outcome: 'unchanged' }
  | { outcome: 'written'; time: number; bytes: number };

/**
 * Remembers what it saw last, so that a run in which nothing changed moves no specs: S3 and Statsig say so by ETag. The
 * bucket is looked at each time, because others may have written the object.
 */
export class Sync {
  readonly #options: SyncOptions;
  #seen: { stored: Stored; statsigEtag: string | null } | null = null;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  /** @throws {Error} that says why the bucket does not have what Statsig has. */
  async run(): Promise<Outcome> {
    const { fetchSpecs, object, wanted } = this.#options;
    const seen = this.#seen;
    const read = await object.read(seen?.stored.etag ?? null);
    const isSame = read === 'unchanged' && seen !== null;
    const stored = isSame ? seen.stored : read === 'unchanged' ? null : read;
    const fetched = await fetchSpecs(isSame ? seen.statsigEtag : null);
    if (fetched === 'unchanged') return { outcome: 'unchanged' };
    const next = objectToWrite(fetched.text, stored, wanted);
    if (next === null) {
      if (stored !== null) this.#seen = { stored, statsigEtag: fetched.etag };
      return { outcome: 'unchanged' };
    }
    const etag = await object.write(next, stored?.etag ?? null);
    const { time, ...written } = next;
    this.#seen = { stored: { ...written, etag }, statsigEtag: fetched.etag };
    return { outcome: 'written', time, bytes: Buffer.byteLength(next.text) };
  }
}
