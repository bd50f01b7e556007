import { type IResolvable, Token } from 'cdktf';
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

type Props = Pick<
  ResolvedInputs,
  'originGroups' | 'orderedCacheBehaviors' | 'targetOriginId' | 'allowedMethods'
>;
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

/**
 * Whether behaviors that go to a group let viewers read only.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export function groupsAreRead(props: Props): Condition {
  const { orderedCacheBehaviors: behaviors, targetOriginId, allowedMethods } = props;
  const groups = keysOf(props.originGroups);
  if (isExpression(behaviors)) {
    return hcl`alltrue(concat([${isReadByAll(groups, targetOriginId, allowedMethods)}], [for behavior in ${behaviors} : ${isReadByAll(
      groups,
      Token.asString(hcl`coalesce(behavior.target_origin_id, ${targetOriginId})`),
      Token.asList(hcl`coalesce(behavior.allowed_methods, ${allowedMethods})`),
    )}]))`;
  }
  return (behaviors as OrderedCacheBehaviorInput[])
    .map((behavior) =>
      isReadByAll(
        groups,
        behavior.targetOriginId ?? targetOriginId,
        behavior.allowedMethods ?? allowedMethods,
      ),
    )
    .reduce(both, isReadByAll(groups, targetOriginId, allowedMethods));
}

/** CloudFront allows POST together with all others that write. */
function isReadByAll(groups: Ids, target: string, methods: string[]): Condition {
  if (isKnown(groups) && groups.length === 0) return true;
  if (!isKnown(groups) || isExpression(target) || isExpression(methods)) {
    return hcl`!alltrue([contains(${groups}, ${target}), contains(${methods}, "POST")])`;
  }
  return !groups.includes(target) || !methods.includes('POST');
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
