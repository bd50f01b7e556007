import type { IResolvable } from 'cdktf';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { OriginsById } from './origins-by-id';
import type {
  OrderedCacheBehaviorInput,
  OriginGroupInput,
  OriginGroupMemberInput,
} from './statsig-edge-inputs';
import { both, type Condition } from './terraform/condition';
import { hcl, isExpression } from './terraform/expression';

type Props = Pick<ResolvedInputs, 'originGroups' | 'orderedCacheBehaviors' | 'targetOriginId'>;
type Ids = readonly string[] | IResolvable;

/** Whether there is an origin, or a group, wherever one is named by its id, and never two of an id. */
export function targetsAreThere(origins: OriginsById, props: Props): Condition {
  const ids = keysOf(origins);
  const groups = keysOf(props.originGroups);
  const targets = concat([props.targetOriginId], targetsOf(props.orderedCacheBehaviors));
  return both(
    areAmong(targets, concat(ids, groups)),
    both(areAmong(membersOf(props.originGroups), ids), areDistinct(concat(ids, groups))),
  );
}

function keysOf(map: object): Ids {
  return isExpression(map) ? hcl`keys(${map})` : Object.keys(map);
}

function targetsOf(behaviors: Props['orderedCacheBehaviors']): Ids {
  if (isExpression(behaviors)) return hcl`compact(${behaviors}[*].target_origin_id)`;
  return (behaviors as OrderedCacheBehaviorInput[]).flatMap(
    (behavior) => behavior.targetOriginId ?? [],
  );
}

function membersOf(groups: Props['originGroups']): Ids {
  if (isExpression(groups)) return hcl`flatten(values(${groups})[*].member[*].origin_id)`;
  return Object.values(groups as Readonly<Record<string, OriginGroupInput>>).flatMap((group) =>
    (group.member as OriginGroupMemberInput[]).map((entry) => String(member(entry, 'originId'))),
  );
}

function concat(first: Ids, second: Ids): Ids {
  return isKnown(first) && isKnown(second)
    ? [...first, ...second]
    : hcl`concat(${first}, ${second})`;
}

function areAmong(some: Ids, all: Ids): Condition {
  if (!isKnown(some) || !isKnown(all)) return hcl`length(setsubtract(${some}, ${all})) == 0`;
  return some.every((id) => all.includes(id));
}

function areDistinct(ids: Ids): Condition {
  if (!isKnown(ids)) return hcl`length(distinct(${ids})) == length(${ids})`;
  return new Set(ids).size === ids.length;
}

function isKnown(ids: Ids): ids is readonly string[] {
  return Array.isArray(ids) && !ids.some(isExpression);
}
