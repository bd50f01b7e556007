/** An execution environment with the handler's own specs cache in it, frozen between two requests. */
import { noCount } from '../../handler/src/metrics';
import { parseSettings } from '../../handler/src/settings';
import { SpecsCache } from '../../handler/src/specs-cache';
import type { LoadSpecs } from '../../handler/src/store/load';
import { CLIENT_KEY } from '../site/client-key';
import type { SimulatedClock } from './clock';
import type { Request } from './life';
import type { Random } from './random';

const { specs } = parseSettings({
  clientKey: CLIENT_KEY,
  specs: { url: 'https://store/', access: 'public' },
});

/** As the specs cache takes them. */
export type RefreshSettings = Record<'refreshMs' | 'maxStaleMs' | 'maxWaitMs', number>;

/** The settings of a deployment that gives none. */
export const DEFAULTS: RefreshSettings = {
  refreshMs: specs.refreshSeconds * 1_000,
  maxStaleMs: specs.maxStaleSeconds * 1_000,
  maxWaitMs: specs.maxWaitMs,
};

interface Snapshot {
  version: string;
  lacksAll: boolean;
  shutdown(): void;
}

export interface EnvironmentOptions {
  clock: SimulatedClock;
  load: LoadSpecs;
  settings: RefreshSettings;
  random: Random;
  /** The version that lies in the zip; null for none. */
  fallback: string | null;
}

export class Environment {
  /** Why loads failed, one for each error line. */
  readonly errors: string[] = [];
  readonly #clock: SimulatedClock;
  readonly #specsCache: SpecsCache<Snapshot>;

  constructor({ clock, load, settings, random, fallback }: EnvironmentOptions) {
    this.#clock = clock;
    const build = (version: string): Snapshot => ({ version, lacksAll: false, shutdown: () => {} });
    this.#specsCache = new SpecsCache({
      ...settings,
      load,
      build,
      count: noCount,
      fallback: () => (fallback === null ? null : build(fallback)),
      log: (level, _message, details) => {
        if (level === 'error') this.errors.push(String(details?.reason));
      },
      now: clock.now,
      random: random.next,
    });
  }

  /** Lambda's init phase; the first request follows it at once. @returns how long it took. */
  async init(): Promise<number> {
    const from = this.#clock.now();
    await this.#clock.settle(this.#specsCache.init());
    return this.#clock.now() - from;
  }

  /** A request that comes now. The environment is frozen before and after it by whoever calls this. */
  async request(): Promise<Request> {
    const at = this.#clock.now();
    const found = this.#specsCache.current();
    const snapshot = found instanceof Promise ? await this.#clock.settle(found) : found;
    return { at, waitMs: this.#clock.now() - at, version: snapshot?.version ?? null };
  }
}
