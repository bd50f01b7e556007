/** What one request asks of a snapshot: evaluates for its user, gives defaults where it must, records exposures. */
import type { StatsigUser } from '@statsig/client-core';
import { configExposure, type Exposure, gateExposure, layerExposure } from './exposures/exposure';
import type { DynamicConfig, FeatureGate, Layer } from './specs/evaluator';
import type { SpecKind } from './specs/graph';
import type { SpecsSnapshot } from './specs-snapshot';

/** Takes an exposure; null where this request leaves none (HEAD, prefetch, bots, or exposures off). */
export type RecordExposure = ((exposure: Exposure) => void) | null;

/** The parameters of an experiment, dynamic config or layer. */
export interface Parameters {
  /** A parameter's value, or the fallback when it is absent, of another type, or cannot be evaluated here. */
  get<T>(parameter: string, fallback: T): T;
  /** All of them; empty when nothing could be evaluated. Leaves no exposure for a layer: `get` does. */
  readonly all: { readonly [parameter: string]: unknown };
  /** Why defaults are given, or null. */
  readonly reason: string | null;
}

export class Evaluations {
  readonly #snapshot: SpecsSnapshot | null;
  readonly #user: StatsigUser;
  readonly #record: RecordExposure;

  /** Without a snapshot everything gives its default. */
  constructor(snapshot: SpecsSnapshot | null, user: StatsigUser, record: RecordExposure) {
    this.#snapshot = snapshot;
    this.#user = user;
    this.#record = record;
  }

  /** Whether a gate is on for the user, or `byDefault` where it cannot be evaluated here. */
  checkGate(name: string, byDefault = false): boolean {
    if (this.#snapshot === null || this.reasonAgainstGate(name) !== null) return byDefault;
    const gate: FeatureGate = this.#snapshot.evaluator.getFeatureGate(
      name,
      this.#snapshot.completeUser(this.#user),
    );
    this.#record?.(gateExposure(this.#user, gate));
    return gate.value;
  }

  /** Why {@link checkGate} gives the default, or null. */
  reasonAgainstGate(name: string): string | null {
    return this.#reasonAgainst('gate', name);
  }

  getExperiment(name: string): Parameters {
    return this.getDynamicConfig(name);
  }

  getDynamicConfig(name: string): Parameters {
    const reason = this.#reasonAgainst('config', name);
    if (this.#snapshot === null || reason !== null) return noParameters(reason);
    const config: DynamicConfig = this.#snapshot.evaluator.getDynamicConfig(
      name,
      this.#snapshot.completeUser(this.#user),
    );
    this.#record?.(configExposure(this.#user, config));
    return parameters(config.value);
  }

  getLayer(name: string): Parameters {
    const reason = this.#reasonAgainst('layer', name);
    if (this.#snapshot === null || reason !== null) return noParameters(reason);
    const layer: Layer = this.#snapshot.evaluator.getLayer(
      name,
      this.#snapshot.completeUser(this.#user),
    );
    return parameters(layer.__value, (parameter) => {
      this.#record?.(layerExposure(this.#user, layer, parameter));
    });
  }

  #reasonAgainst(kind: SpecKind, name: string): string | null {
    return this.#snapshot === null
      ? 'no specs could be loaded yet'
      : this.#snapshot.reasonAgainst(kind, name);
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
