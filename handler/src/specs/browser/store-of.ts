/** The specs that a route names, as Statsig's formatter of initial values reads them. */
import type { SpecKey, SpecKind } from '../graph';
import type { ReadOnlyStore } from '../store';

/** A store in which the formatter goes through these alone. Where it looks for one, it finds any. */
export function storeOf(keys: ReadonlySet<SpecKey>, all: ReadOnlyStore): ReadOnlyStore {
  const listOf = (kind: SpecKind) => {
    const specs = all.getAllSpecs(kind);
    const named = specs.filter(({ name }) => keys.has(`${kind}:${name}`));
    return Object.assign(named, { find: specs.find.bind(specs) });
  };
  const lists = { gate: listOf('gate'), config: listOf('config'), layer: listOf('layer') };
  return {
    getAllSpecs: (kind) => lists[kind],
    getDefaultEnvironment: () => all.getDefaultEnvironment(),
    getLastUpdateTime: () => all.getLastUpdateTime(),
    getSpecAndSourceInfo: (kind, name) => all.getSpecAndSourceInfo(kind, name),
    getValuesReadOnly: () => {
      const values = all.getValuesReadOnly();
      // Parameter stores are named by no list of the route's.
      return values && { ...values, param_stores: undefined };
    },
  };
}
