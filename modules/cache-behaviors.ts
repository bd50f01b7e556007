import type {
  CloudfrontDistributionDefaultCacheBehavior,
  CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation,
  CloudfrontDistributionOrderedCacheBehavior,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import { functionAssociations } from './function-associations';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import { ManagedPolicies } from './managed-policies';
import type { OriginRequestPolicies } from './origin-request-policies';
import type { RoutePolicies } from './route-policies';
import type {
  FunctionAssociationInput,
  LambdaFunctionAssociationInput,
  OrderedCacheBehaviorInput,
} from './statsig-edge-inputs';
import { blocksFor } from './terraform/block';
import { type Condition, choose, coalesce, orElse } from './terraform/condition';
import { listOf, textOf, textsOf } from './terraform/expression';
import { local } from './terraform/local';

export interface CacheBehaviorsProps
  extends Pick<
    ResolvedInputs,
    | 'targetOriginId'
    | 'viewerProtocolPolicy'
    | 'cachePolicy'
    | 'responseHeadersPolicy'
    | 'allowedMethods'
    | 'compress'
    | 'trustedKeyGroups'
    | 'lambdaFunctionAssociation'
    | 'realtimeLogConfigArn'
    | 'orderedCacheBehaviors'
  > {
  /** What is taken where nothing else is named. */
  readonly policies: RoutePolicies;
  readonly requestPolicies: OriginRequestPolicies;
  /** The viewer events that the function handles. */
  readonly events: string[] | IResolvable;
}

type Associations = readonly LambdaFunctionAssociationInput[] | IResolvable;

/** What the distribution does with requests: on every path, and on those with a behavior of their own. */
export class CacheBehaviors {
  readonly #policies: ManagedPolicies;
  readonly #cachePolicy: string | IResolvable;
  readonly #responseHeadersPolicy: string | IResolvable | null;

  constructor(
    scope: Construct,
    private readonly props: CacheBehaviorsProps,
  ) {
    const { cache, responseHeaders } = props.policies;
    this.#policies = new ManagedPolicies(scope);
    this.#cachePolicy = local(
      scope,
      'cache-policy',
      coalesce(props.cachePolicy, coalesce(cache.orNull('id') ?? null, 'CachingDisabled')),
    );
    this.#responseHeadersPolicy = local(
      scope,
      'response-headers-policy',
      orElse<string | null>(props.responseHeadersPolicy, responseHeaders.orNull('id') ?? null),
    );
  }

  /** @param lambdaArn The version of the function that the distribution gets. */
  default(lambdaArn: string): CloudfrontDistributionDefaultCacheBehavior {
    const { props } = this;
    return {
      targetOriginId: props.targetOriginId,
      viewerProtocolPolicy: props.viewerProtocolPolicy,
      allowedMethods: props.allowedMethods,
      cachedMethods: ['GET', 'HEAD'],
      compress: props.compress,
      cachePolicyId: this.#policies.idOf(this.#cachePolicy),
      originRequestPolicyId: this.#policies.idOf(props.requestPolicies.of(props.targetOriginId)),
      responseHeadersPolicyId: this.#policies.idOf(this.#responseHeadersPolicy),
      trustedKeyGroups: props.trustedKeyGroups ?? undefined,
      realtimeLogConfigArn: props.realtimeLogConfigArn ?? undefined,
      lambdaFunctionAssociation: [
        ...functionAssociations(props.events, lambdaArn),
        ...yours(props.lambdaFunctionAssociation),
      ],
    };
  }

  ordered(lambdaArn: string): CloudfrontDistributionOrderedCacheBehavior[] {
    return blocksFor('ordered_cache_behavior', this.props.orderedCacheBehaviors, (entry) =>
      this.#ordered(entry, lambdaArn),
    );
  }

  #ordered(
    entry: OrderedCacheBehaviorInput | IResolvable,
    lambdaArn: string,
  ): CloudfrontDistributionOrderedCacheBehavior {
    const { props } = this;
    const targetOriginId = coalesce(member(entry, 'targetOriginId') ?? null, props.targetOriginId);
    const events = choose(
      member(entry, 'edgeFunction') as Condition,
      () => props.events,
      () => [],
    );
    const associations = orElse<Associations | null>(
      member(entry, 'lambdaFunctionAssociation') ?? null,
      props.lambdaFunctionAssociation,
    );
    return {
      pathPattern: String(member(entry, 'pathPattern')),
      targetOriginId: String(targetOriginId),
      viewerProtocolPolicy: String(
        coalesce(member(entry, 'viewerProtocolPolicy') ?? null, props.viewerProtocolPolicy),
      ),
      allowedMethods: listOf(coalesce(member(entry, 'allowedMethods'), props.allowedMethods)),
      cachedMethods: ['GET', 'HEAD'],
      compress: coalesce(member(entry, 'compress'), props.compress) as Condition,
      cachePolicyId: this.#policies.idOfEither(member(entry, 'cachePolicy'), this.#cachePolicy),
      originRequestPolicyId: this.#policies.idOfEither(
        member(entry, 'originRequestPolicy'),
        props.requestPolicies.of(targetOriginId),
      ),
      responseHeadersPolicyId: this.#policies.idOfEither(
        member(entry, 'responseHeadersPolicy'),
        this.#responseHeadersPolicy,
      ),
      trustedKeyGroups: textsOf(
        orElse(member(entry, 'trustedKeyGroups') ?? null, props.trustedKeyGroups),
      ),
      realtimeLogConfigArn: textOf(
        orElse(member(entry, 'realtimeLogConfigArn') ?? null, props.realtimeLogConfigArn),
      ),
      lambdaFunctionAssociation: [
        ...functionAssociations(events, lambdaArn),
        ...yours(associations as Associations),
      ],
      functionAssociation: blocksFor(
        'function_association',
        member(entry, 'functionAssociation') as readonly FunctionAssociationInput[] | IResolvable,
        (own) => ({
          eventType: String(member(own, 'eventType')),
          functionArn: String(member(own, 'functionArn')),
        }),
      ),
    };
  }
}

/** Other functions than ours. */
function yours(
  associations: Associations,
): CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation[] {
  return blocksFor('lambda_function_association', associations, (own) => ({
    eventType: String(member(own, 'eventType')),
    lambdaArn: String(member(own, 'lambdaArn')),
    includeBody: member(own, 'includeBody') as Condition,
  }));
}
