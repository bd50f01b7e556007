/** What Statsig's evaluation reads the specs from. Finds a spec by its name in one step; Statsig's own store searches. */
import type { DownloadConfigSpecsResponse } from '@statsig/client-core';
import type { SpecStore } from '@statsig/on-device-eval-core/src/SpecStore';
import type { Spec, Specs } from '.';
import type { SpecKey, SpecKind } from './graph';

type StatsigSpec = ReturnType<SpecStore['getAllSpecs']>[number];

/** The methods that the evaluator and the formatter of initial values call. */
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

  /** The same, for a formatter that is to go through these alone. Looking for one, it finds any. */
  only(keys: ReadonlySet<SpecKey>): ReadOnlyStore {
    const listOf = (kind: SpecKind) => {
      const all = this.getAllSpecs(kind);
      const named = all.filter(({ name }) => keys.has(`${kind}:${name}`));
      return Object.assign(named, { find: all.find.bind(all) });
    };
    const lists = { gate: listOf('gate'), config: listOf('config'), layer: listOf('layer') };
    return {
      getAllSpecs: (kind) => lists[kind],
      getDefaultEnvironment: () => this.getDefaultEnvironment(),
      getLastUpdateTime: () => this.getLastUpdateTime(),
      getSpecAndSourceInfo: (kind, name) => this.getSpecAndSourceInfo(kind, name),
      // Parameter stores are named by none of the lists.
      getValuesReadOnly: () => ({ ...this.getValuesReadOnly(), param_stores: undefined }),
    };
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

function byName(specs: Spec[]): ReadonlyMap<string, Spec> {
  return new Map(specs.map((spec) => [spec.name, spec]));
}
