/** What the specs give a visitor, each with its reason, and how many of many visitors are given what. */
import { type Give, type Given, giverOf } from '../../handler/explain/given';
import type { CheckedSpec, CheckedSpecs } from '../../handler/explain/specs';
import { Split as Count, madeUpUsers, type Share } from '../../handler/explain/split';
import { splitKey } from '../../handler/src/specs/graph';
import type { SpecValue, Split } from './api';
import { PageError } from './page-error';
import type { Visitor } from './visitor';

export const SPLIT_VISITORS = 1_000;

/** Where the specs do not say it. */
const ENTITIES = { gate: 'gate', config: 'dynamic_config', layer: 'layer' };

export function valuesFor(visitor: Visitor, checked: CheckedSpecs): SpecValue[] {
  const give = givers(checked);
  return checked.specs.map((each) => {
    const { key, spec, untold } = each;
    const [kind, name] = splitKey(key);
    const given = give(each)(visitor.user, visitor.groups);
    const entity = typeof spec.entity === 'string' ? spec.entity : ENTITIES[kind];
    const shared = { key, name, untold, entity: entity.replace(/^feature_/, '') };
    if (given !== null) {
      return { ...shared, value: given.value, rule: given.ruleID, reason: reasonOf(given, spec) };
    }
    const { reason } = checked.snapshot.evaluate(kind, name, visitor.user, visitor.groups);
    return { ...shared, rule: '', reason: reason ?? '' };
  });
}

function givers({ specs, snapshot }: CheckedSpecs): (spec: CheckedSpec) => Give {
  const byKey = new Map(specs.map(({ key, spec }) => [key, spec]));
  return (each) => giverOf(each, snapshot, (name) => byKey.get(`config:${name}`));
}

function reasonOf(
  { value, ruleID, group, experiment }: Given,
  { enabled, rules }: CheckedSpec['spec'],
): string {
  const by = experiment === null ? '' : ` of the experiment ${experiment}`;
  if (!enabled) return 'It is disabled.';
  if (group !== null) return `Group ${group}${by}.`;
  if (experiment !== null) return `Given by the experiment ${experiment}.`;
  const at = rules.findIndex(({ id }) => id === ruleID);
  if (at === -1) return 'No rule applies.';
  const { passPercentage, returnValue } = rules[at] ?? {};
  const percentage = Number(passPercentage ?? 100);
  const its = `Rule ${at + 1} of ${rules.length}`;
  if (returnValue !== true || percentage === 100) return `${its}.`;
  return `${its}: ${value ? '' : 'not '}among its ${percentage} %.`;
}

/** @throws {PageError} for a key that the specs do not have */
export function splitOf(key: string, visitor: Visitor, checked: CheckedSpecs): Split {
  const found = checked.specs.find((each) => each.key === key);
  if (found === undefined) {
    throw new PageError(
      `The specs have no ${key.replace(':', ' ')}. Choose one that is in the list.`,
    );
  }
  const give = givers(checked)(found);
  const count = new Count(give);
  for (const user of madeUpUsers(SPLIT_VISITORS, visitor.user, checked.specs)) count.add(user);
  const { shares } = count;
  const given = shares.reduce((sum, { users }) => sum + users, 0);
  return {
    visitors: SPLIT_VISITORS,
    shares: [
      ...shares.map((share) => ({
        label: labelOf(share),
        rule: share.ruleID,
        visitors: share.users,
      })),
      ...(given < SPLIT_VISITORS
        ? [{ label: 'the route’s default', rule: '', visitors: SPLIT_VISITORS - given }]
        : []),
    ],
  };
}

function labelOf({ value, group }: Share): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return group ?? JSON.stringify(value);
}
