/** What one request asks of a snapshot: evaluates for its user, gives defaults where it must, records exposures. */
import type { StatsigUser } from '@statsig/client-core';
import { configExposure, type Exposure, gateExposure, layerExposure } from './exposures/exposure';
import { type Count, noCount } from './metrics';
import type { BootstrapValues, Parameters, Statsig } from './own-context';
import type { BrowserValues, Preview } from './previewed';
import { forBrowser } from './specs/for-browser';
import type { SpecKey, SpecKind } from './specs/graph';
import { keysOf, type Names } from './specs/names';
import { EVALUATION_FAILED, type Evaluated, type SpecsSnapshot } from './specs-snapshot';
import type { KeptGroups } from './sticky/kept';

/** Takes an exposure; null where this request leaves none (HEAD, prefetch, bots, or exposures off). */
export type RecordExposure = ((exposure: Exposure) => void) | null;

export class Evaluations implements Statsig {
  readonly #snapshot: SpecsSnapshot | null;
  readonly #user: StatsigUser;
  readonly #record: RecordExposure;
  readonly #count: Count;
  readonly #preview: Preview | null;
  readonly #groups: KeptGroups | null;
  #wasAsked = false;

  /** Without a snapshot everything gives its default. */
  constructor(
    snapshot: SpecsSnapshot | null,
    user: StatsigUser,
    record: RecordExposure,
    count = noCount,
    preview: Preview | null = null,
    groups: KeptGroups | null = null,
  ) {
    this.#snapshot = snapshot;
    this.#user = user;
    this.#record = record;
    this.#count = count;
    this.#preview = preview;
    this.#groups = groups;
  }

  /** The same, leaving no exposures. */
  unexposed(): Evaluations {
    return new Evaluations(this.#snapshot, this.#user, null, noCount, this.#preview, this.#groups);
  }

  /**
   * What a route with the action `bootstrap` would answer for the user. Leaves no exposures: the browser does.
   * @param names What it is to have; left out: everything.
   * @throws {TypeError} for what is no list of names.
   */
  bootstrap(names: Names = {}): BootstrapValues {
    const values = this.browserValues(keysOf(forBrowser().checkNames(names)));
    // A copy, so that nothing which is done to it changes the specs.
    return values === null
      ? { has_updates: false, error: 'no_specs' }
      : JSON.parse(JSON.stringify(values));
  }

  /** What a browser starts from: these, or everything. Null where there is nothing to start from. */
  browserValues(keys: SpecKey[] | null): BrowserValues | null {
    this.#wasAsked = true;
    const values = this.#snapshot?.browserValues(this.#user, keys, this.#groups) ?? null;
    if (values !== null) this.#preview?.applyTo(values);
    return values;
  }

  /** Whether anything was evaluated for the user: what comes of the request may be otherwise for another. */
  get wasAsked(): boolean {
    return this.#wasAsked;
  }

  /** Whether a gate is on for the user, or `byDefault` where it cannot be evaluated here. */
  checkGate(name: string, byDefault = false): boolean {
    return this.verdictOn(name, byDefault).value;
  }

  /** {@link checkGate}, with the reason why it gives the default, or null. */
  verdictOn(name: string, byDefault: boolean): { value: boolean; reason: string | null } {
    const { found, reason } = this.#evaluate('gate', name);
    const previewed = this.#preview?.gate(name) ?? null;
    if (previewed !== null) return { value: previewed, reason: null };
    if (found === null) return { value: byDefault, reason };
    this.#expose((user) => gateExposure(user, found));
    return { value: found.value, reason };
  }

  /** Why {@link checkGate} gives the default, or null. */
  reasonAgainstGate(name: string): string | null {
    const { reason } = this.#evaluate('gate', name);
    return this.#preview?.gate(name) == null ? reason : null;
  }

  getExperiment(name: string): Parameters {
    return this.getDynamicConfig(name);
  }

  getDynamicConfig(name: string): Parameters {
    const { found, reason } = this.#evaluate('config', name);
    const previewed = this.#preview?.parameters(name);
    if (previewed) return parameters({ ...found?.value, ...previewed });
    if (found === null) return noParameters(reason);
    this.#expose((user) => configExposure(user, found));
    return parameters(found.value);
  }

  getLayer(name: string): Parameters {
    const { found, reason } = this.#evaluate('layer', name);
    const previewed = this.#preview?.parameters(name);
    if (previewed) return parameters({ ...found?.__value, ...previewed });
    if (found === null) return noParameters(reason);
    return parameters(found.__value, (parameter) => {
      this.#expose((user) => layerExposure(user, found, parameter));
    });
  }

  #expose(exposureOf: (user: StatsigUser) => Exposure): void {
    if (this.#record === null || this.#snapshot === null) return;
    const { evaluator, sample } = this.#snapshot;
    const exposure = exposureOf(evaluator.withEnvironment(this.#user));
    const wanted = sample === null ? exposure : sample(exposure);
    if (wanted !== null) this.#record(wanted);
  }

  #evaluate<K extends SpecKind>(kind: K, name: string): Evaluated<K> {
    this.#wasAsked = true;
    const evaluated: Evaluated<K> =
      this.#snapshot === null
        ? { found: null, reason: 'no specs could be loaded yet' }
        : this.#snapshot.evaluate(kind, name, this.#user, this.#groups);
    if (evaluated.reason !== null) {
      this.#count('DefaultsGiven');
      if (evaluated.reason.startsWith(EVALUATION_FAILED)) this.#count('EvaluationErrors');
    }
    return evaluated;
  }
}

function noParameters(reason: string | null): Parameters {
  return { get: (_, fallback) => fallback, all: {}, reason };
}

function parameters(
  all: Parameters['all'],
  expose: (parameter: string) => void = () => {},
): Parameters {
  return {
    get: (parameter, fallback) => {
      // Own parameters only: every object has a `constructor`.
      const value = Object.hasOwn(all, parameter) ? all[parameter] : undefined;
      if (value === undefined || value === null) return fallback;
      if (fallback !== null && fallback !== undefined && typeof value !== typeof fallback) {
        return fallback;
      }
      expose(parameter);
      return value as typeof fallback;
    },
    all,
    reason: null,
  };
}
