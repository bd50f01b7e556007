import type { IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import { member } from './inputs/member';
import { ORIGIN_ID } from './inputs/origin';
import type { ResolvedInputs } from './inputs/resolve';
import { asInTerraform, eachInTerraform, type OriginsById } from './origins-by-id';
import type { RoutePolicies } from './route-policies';
import type { OriginGroupInput, OriginInput } from './statsig-edge-inputs';
import { snakeCaseKeys } from './terraform/block';
import {
  both,
  type Condition,
  choose,
  coalesce,
  either,
  isSet,
  isUnset,
  not,
} from './terraform/condition';
import { hcl, isExpression } from './terraform/expression';
import { local } from './terraform/local';

/** A policy, by name or ID. */
type Policy = string | IResolvable | null;
type ByTarget = Readonly<Record<string, Policy>>;
export interface OriginRequestPoliciesProps
  extends Pick<ResolvedInputs, 'origin' | 'originGroups' | 'originRequestPolicy'> {
  /** What is taken where nothing else is named. */
  readonly policies: RoutePolicies;
}

/** What each origin, and each group, is told of a request unless a cache behavior says so. */
export class OriginRequestPolicies {
  readonly #byTarget: ByTarget | IResolvable;

  constructor(scope: Construct, origins: OriginsById, props: OriginRequestPoliciesProps) {
    const isKnown =
      !isExpression(origins) &&
      !isExpression(props.originGroups) &&
      Object.keys(props.originGroups).length === 0;
    this.#byTarget = local<ByTarget>(
      scope,
      'request-policies',
      isKnown ? byTarget(origins, props) : byTargetInTerraform(scope, origins, props),
      'Headers that the function adds are to reach the origin. S3 has no use for them.',
    );
  }

  /** @param targetOriginId One that is there: the distribution has a precondition. */
  of(targetOriginId: string | IResolvable): Policy {
    if (isExpression(targetOriginId) || isExpression(this.#byTarget)) {
      return hcl`${this.#byTarget}[${targetOriginId}]`;
    }
    return (this.#byTarget as ByTarget)[String(targetOriginId)] ?? null;
  }
}

function byTarget(origins: object, props: OriginRequestPoliciesProps): ByTarget {
  const policies = Object.entries(origins).map(([id, origin]: [string, OriginInput]) => {
    const isS3 = member(origin, 's3') as Condition;
    return [id, policyOf(isS3, id === ORIGIN_ID ? isSet(props.origin) : true, props)];
  });
  return Object.fromEntries(policies);
}

function byTargetInTerraform(
  scope: Construct,
  origins: OriginsById,
  props: OriginRequestPoliciesProps,
): IResolvable {
  const all = eachInTerraform(origins, asInTerraform);
  const groups = eachInTerraform<OriginGroupInput>(props.originGroups, snakeCaseKeys);
  const firsts = local(
    scope,
    'first-origins',
    hcl`merge({ for id in keys(${all}) : id => id }, { for id, group in ${groups} : id => group.member[0].origin_id })`,
    'The origin that is asked first, of an origin and of a group.',
  );
  const isTold = either(hcl`first != ${ORIGIN_ID}`, isSet(props.origin));
  const policy = policyOf(
    hcl`try(${all}[first].s3, true)`,
    isTold === true ? true : hcl`(${isTold})`,
    props,
  );
  return hcl`{ for id, first in ${firsts} : id => ${policy} }`;
}

/** @param isTold Whether it is somebody. */
function policyOf(
  isS3: Condition,
  isTold: Condition,
  { originRequestPolicy, policies }: OriginRequestPoliciesProps,
): Policy {
  return choose<Policy, Policy>(
    // The negation not last: checkov cannot read one before the line break that may follow.
    both(isUnset(originRequestPolicy), both(not(isS3), isTold)),
    () => coalesce(policies.originRequest.orNull('id') ?? null, 'AllViewerExceptHostHeader'),
    () => originRequestPolicy,
  );
}
