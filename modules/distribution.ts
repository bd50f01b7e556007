import type { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { CloudwatchLogDelivery } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { type IResolvable, type TerraformProvider, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ACTION_NAMES, actions } from '../handler/src/routes/actions';
import { AccessLogDelivery } from './access-log-delivery';
import { CacheBehaviors, type CacheBehaviorsProps } from './cache-behaviors';
import {
  type DistributionArgumentsProps,
  DistributionResource,
  distributionArguments,
  logAccess,
} from './distribution-arguments';
import type { ResolvedInputs } from './inputs/resolve';
import { groupsAreRead, targetsAreThere } from './origin-targets';
import { Origins } from './origins';
import { RollOut } from './roll-out';
import type { RouteInput } from './statsig-edge-inputs';
import { both, type Condition, either, isSet } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl, isExpression } from './terraform/expression';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';
import { requirement } from './terraform/requirement';

export interface DistributionProps
  extends Pick<
      ResolvedInputs,
      | 'create'
      | 'createDistribution'
      | 'aliases'
      | 'accessLogDelivery'
      | 'routes'
      | 'origin'
      | 'origins'
      | 'originGroups'
      | 'originRequestPolicy'
      | 'rollOut'
    >,
    DistributionArgumentsProps,
    Omit<CacheBehaviorsProps, 'requestPolicies'> {
  /** The function, with every version that was published. */
  readonly lambda: Optional<LambdaFunction>;
  /** Provider for us-east-1. */
  readonly usEast1: TerraformProvider;
}

/** A CloudFront distribution that asks the function on every viewer request. */
export class Distribution extends Construct {
  readonly distribution: Optional<CloudfrontDistribution>;
  /** The one that has the newest version while that is tried. */
  readonly staging: Optional<CloudfrontDistribution>;
  readonly origins: Origins;
  readonly logDelivery: Optional<CloudwatchLogDelivery>;
  /** What the policies of S3 origins have to say, by origin_id. */
  readonly originBucketPolicies: Readonly<Record<string, IResolvable>> | IResolvable;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    section(this, 'distribution.tf', 'Distribution');
    const there = both(props.create, props.createDistribution);
    const origins = new Origins(this, 'origin', { ...props, there });
    this.origins = origins;
    const behaviors = new CacheBehaviors(this, {
      ...props,
      requestPolicies: origins.requestPolicies,
    });
    const argumentsWith = (lambdaArn: string) =>
      distributionArguments(props, origins, behaviors, lambdaArn);
    const rollOut = new RollOut(this, 'roll-out', {
      ...props,
      // No aliases: the other distribution has them, and CloudFront sends requests on from there.
      stage: (stage, meta) => {
        const staging = new DistributionResource(stage, 'staging', {
          ...meta,
          ...argumentsWith(props.lambda.get('qualified_arn')),
          comment: `${props.name}: staging`,
          staging: true,
        });
        logAccess(staging, props.accessLogs);
        return staging;
      },
    });
    this.staging = rollOut.staging;
    this.distribution = new Optional(there, (meta) => {
      const distribution = new DistributionResource(this, 'distribution', {
        ...meta,
        ...argumentsWith(rollOut.liveArn),
        aliases: props.aliases,
        continuousDeploymentPolicyId: rollOut.policy.orNull('id'),
        lifecycle: {
          precondition: [
            ...requirement(
              aliasesHaveCertificate(props),
              'CloudFront answers to aliases only with a certificate for them: give certificate_arn.',
            ),
            ...requirement(
              either(
                isSet(props.origin),
                either(hasSome(props.origins), noneForwards(props.routes)),
              ),
              'Requests that a route rewrites, gives a header or lets pass go on to an origin: give yours as origin.',
            ),
            ...requirement(
              targetsAreThere(origins.all, props),
              'Each target_origin_id must be origin, where the input origin is given, or a key of origins or origin_groups; each member of origin_groups one of the first two; and no key may stand in both.',
            ),
            ...requirement(
              groupsAreRead(props),
              'CloudFront sends no request that writes to one of origin_groups: with POST and the like in allowed_methods, name an origin as target_origin_id.',
            ),
          ],
        },
      });
      logAccess(distribution, props.accessLogs);
      return distribution;
    }).because({
      'viewer_certificate.minimum_protocol_version':
        "CloudFront's own certificate comes with a policy of its own.",
    });
    this.logDelivery = new AccessLogDelivery(this, 'access-logs', {
      ...props,
      there,
      delivery: props.accessLogDelivery,
      distribution: this.distribution,
    }).delivery;
    this.originBucketPolicies = local(
      this,
      'origin-bucket-policies',
      origins.bucketPolicies(this.distribution, rollOut),
      "What the buckets of S3 origins need. No data sources: they would be read anew, and the buckets' policies planned anew, with each new version of the function, which changes the distribution.",
    );
  }
}

function hasSome(origins: DistributionProps['origins']): Condition {
  return isExpression(origins) ? hcl`length(${origins}) > 0` : Object.keys(origins).length > 0;
}

/** The actions after which a request goes on to an origin. */
const FORWARDING: readonly string[] = ACTION_NAMES.filter((name) => actions[name].needsOrigin);

function noneForwards(routes: DistributionProps['routes']): Condition {
  if (isExpression(routes)) {
    return hcl`alltrue([for route in coalesce(${routes}, []) : !contains(${FORWARDING}, route.action)])`;
  }
  return ((routes ?? []) as RouteInput[]).every(({ action }) => !FORWARDING.includes(action));
}

function aliasesHaveCertificate({ aliases, certificateArn }: DistributionProps): Condition {
  if (Token.isUnresolved(aliases)) return hcl`length(${aliases}) == 0 || ${certificateArn} != null`;
  return aliases.length === 0 ? true : isSet(certificateArn);
}
