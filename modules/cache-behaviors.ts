import type {
  CloudfrontDistributionDefaultCacheBehavior,
  CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation,
  CloudfrontDistributionOrderedCacheBehavior,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import { ManagedPolicies } from './managed-policies';
import type { Origin } from './origin';
import type { OrderedCacheBehaviorInput } from './statsig-edge-inputs';
import { blocksFor } from './terraform/block';
import { type Condition, choose, coalesce } from './terraform/condition';
import { listOf } from './terraform/expression';
import type { Optional } from './terraform/optional';

export interface CacheBehaviorsProps
  extends Pick<
    ResolvedInputs,
    | 'cachePolicy'
    | 'responseHeadersPolicy'
    | 'allowedMethods'
    | 'compress'
    | 'orderedCacheBehaviors'
  > {
  readonly origin: Origin;
  /** The viewer events that the function handles. */
  readonly events: string[] | IResolvable;
  /** The function; its published version is what the distribution gets. */
  readonly lambda: Optional<LambdaFunction>;
}

/** What the distribution does with requests: on every path, and on those with a behavior of their own. */
export class CacheBehaviors {
  readonly #policies: ManagedPolicies;

  constructor(
    scope: Construct,
    private readonly props: CacheBehaviorsProps,
  ) {
    this.#policies = new ManagedPolicies(scope);
  }

  default(): CloudfrontDistributionDefaultCacheBehavior {
    const { props } = this;
    return {
      targetOriginId: props.origin.id,
      viewerProtocolPolicy: 'redirect-to-https',
      allowedMethods: props.allowedMethods,
      cachedMethods: ['GET', 'HEAD'],
      compress: props.compress,
      cachePolicyId: this.#policies.idOf(props.cachePolicy),
      originRequestPolicyId: this.#policies.idOf(props.origin.requestPolicy),
      responseHeadersPolicyId: this.#policies.idOf(props.responseHeadersPolicy),
      lambdaFunctionAssociation: this.#associations(props.events),
    };
  }

  ordered(): CloudfrontDistributionOrderedCacheBehavior[] {
    return blocksFor('ordered_cache_behavior', this.props.orderedCacheBehaviors, (entry) =>
      this.#ordered(entry),
    );
  }

  #ordered(
    entry: OrderedCacheBehaviorInput | IResolvable,
  ): CloudfrontDistributionOrderedCacheBehavior {
    const { props } = this;
    const events = choose(
      member(entry, 'edgeFunction') as Condition,
      () => props.events,
      () => [],
    );
    return {
      pathPattern: String(member(entry, 'pathPattern')),
      targetOriginId: props.origin.id,
      viewerProtocolPolicy: 'redirect-to-https',
      allowedMethods: listOf(coalesce(member(entry, 'allowedMethods'), props.allowedMethods)),
      cachedMethods: ['GET', 'HEAD'],
      compress: coalesce(member(entry, 'compress'), props.compress) as Condition,
      cachePolicyId: this.#policies.idOfEither(member(entry, 'cachePolicy'), props.cachePolicy),
      originRequestPolicyId: this.#policies.idOfEither(
        member(entry, 'originRequestPolicy'),
        props.origin.requestPolicy,
      ),
      responseHeadersPolicyId: this.#policies.idOfEither(
        member(entry, 'responseHeadersPolicy'),
        props.responseHeadersPolicy,
      ),
      lambdaFunctionAssociation: this.#associations(events),
    };
  }

  #associations(
    events: string[] | IResolvable,
  ): CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation[] {
    return blocksFor('lambda_function_association', events, (eventType) => ({
      eventType: String(eventType),
      lambdaArn: this.props.lambda.get('qualified_arn'),
      includeBody: false,
    }));
  }
}
