/** What Statsig's evaluation reads the specs from. Finds a spec by its name in one step; Statsig's own store searches. */
import type { DownloadConfigSpecsResponse } from '@statsig/client-core';
import type { SpecStore } from '@statsig/on-device-eval-core/src/SpecStore';
import type { Spec, Specs } from '.';
import type { SpecKind } from './graph';

type StatsigSpec = ReturnType<SpecStore['getAllSpecs']>[number];

/** The methods that the evaluator and the formatter of initial values (browser/) call. */
export type ReadOnlyStore = Pick<
  SpecStore,
  | 'getAllSpecs'
  | 'getDefaultEnvironment'
  | 'getLastUpdateTime'
  | 'getSpecAndSourceInfo'
  | 'getValuesReadOnly'
>;

export class SnapshotStore implements ReadOnlyStore {
  readonly #specs: Specs;
  readonly #lists: Record<SpecKind, Spec[]>;
  readonly #byName: Record<SpecKind, ReadonlyMap<string, Spec>>;
  /** As Statsig's client says of specs that it was given; exposures carry it. */
  readonly #source: { source: 'Bootstrap'; lcut: number; receivedAt: number };

  /** @param receivedAt milliseconds since 1970. */
  constructor(specs: Specs, receivedAt: number) {
    this.#specs = specs;
    this.#lists = {
      gate: specs.feature_gates,
      config: specs.dynamic_configs,
      layer: specs.layer_configs,
    };
    this.#byName = {
      gate: byName(specs.feature_gates),
      config: byName(specs.dynamic_configs),
      layer: byName(specs.layer_configs),
    };
    this.#source = { source: 'Bootstrap', lcut: specs.time, receivedAt };
  }

  getSpecAndSourceInfo(
    kind: SpecKind,
    name: string,
  ): ReturnType<SpecStore['getSpecAndSourceInfo']> {
    const spec = (this.#byName[kind].get(name) as StatsigSpec | undefined) ?? null;
    return { spec, ...this.#source };
  }

  getAllSpecs(kind: SpecKind): StatsigSpec[] {
    return this.#lists[kind] as unknown as StatsigSpec[];
  }

  getValuesReadOnly(): DownloadConfigSpecsResponse {
    return this.#specs as unknown as DownloadConfigSpecsResponse;
  }

  getDefaultEnvironment(): string | null {
    return this.getValuesReadOnly().default_environment ?? null;
  }

  getLastUpdateTime(): number {
    return this.#specs.time;
  }
}

/** Without those of which a browser is told that they are not evaluated: to the evaluation they are not there. */
function byName(specs: Spec[]): ReadonlyMap<string, Spec> {
  return new Map(specs.filter((spec) => !spec.notEvaluable).map((spec) => [spec.name, spec]));
}

/** Statsig's types ask for its own class, with its private fields; its code calls only what our store has. */
export function forStatsig(store: ReadOnlyStore): SpecStore {
  return store as unknown as SpecStore;
}
