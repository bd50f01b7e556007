/** What specs give for a user, and by which rule. */
import type { StatsigUser } from '@statsig/client-core';
import { splitKey } from '../src/specs/graph';
import type { SpecsSnapshot } from '../src/specs-snapshot';
import type { KeptGroups } from '../src/sticky/kept';
import type { CheckedSpec, NamedSpec } from './specs';

export interface Given {
  /** True or false for a gate, else all parameters. */
  value: unknown;
  ruleID: string;
  /** The group that the rule stands for, where it has a name. */
  group: string | null;
  /** The experiment that a layer handed over to. */
  experiment: string | null;
}

/** Null where the default of a route is given instead. For a visitor who keeps groups, with these. */
export type Give = (user: StatsigUser, groups?: KeptGroups | null) => Given | null;

export function giverOf({ key, spec }: CheckedSpec, snapshot: SpecsSnapshot, find: Find): Give {
  const [kind, name] = splitKey(key);
  if (kind !== 'layer') {
    return (user, groups) => {
      const { found } = snapshot.evaluate(kind, name, user, groups);
      return found && given(found.value, found.ruleID, spec, null);
    };
  }
  return (user, groups) => {
    const { found } = snapshot.evaluate('layer', name, user, groups);
    if (found === null) return null;
    const experiment = experimentOf(found.__evaluation);
    const decided = experiment === null ? spec : (find(experiment) ?? spec);
    return given(found.__value, found.ruleID, decided, experiment);
  };
}

/** Finds an experiment by its name. */
export type Find = (experiment: string) => NamedSpec | undefined;

function given(
  value: unknown,
  ruleID: string,
  { rules }: NamedSpec,
  experiment: string | null,
): Given {
  const group = rules.find(({ id }) => id === ruleID)?.groupName;
  return { value, ruleID, group: typeof group === 'string' ? group : null, experiment };
}

function experimentOf(evaluation: { allocated_experiment_name?: string } | null): string | null {
  return evaluation?.allocated_experiment_name || null;
}
