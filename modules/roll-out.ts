import { CloudfrontContinuousDeploymentPolicy } from '@cdktf/provider-aws/lib/cloudfront-continuous-deployment-policy';
import type { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { type IResolvable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { member, memberOrNull } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type {
  RollOutInput,
  SessionStickinessConfigInput,
  SingleHeaderConfigInput,
  SingleWeightConfigInput,
} from './statsig-edge-inputs';
import { blocksFor, hoistDynamicBlocks } from './terraform/block';
import {
  both,
  type Condition,
  choose,
  chooseText,
  either,
  isEqual,
  isSet,
  isUnset,
} from './terraform/condition';
import { section } from './terraform/explain';
import { hcl, isExpression } from './terraform/expression';
import { local } from './terraform/local';
import { type Count, Optional } from './terraform/optional';
import { requirement } from './terraform/requirement';

export interface RollOutProps extends Pick<ResolvedInputs, 'create' | 'rollOut' | 'httpVersion'> {
  readonly createDistribution: Condition;
  readonly lambda: Optional<LambdaFunction>;
  /** Makes the distribution with the newest version, like the other one in everything else. */
  readonly stage: (scope: Construct, meta: Count) => CloudfrontDistribution;
}

class Policy extends CloudfrontContinuousDeploymentPolicy {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return hoistDynamicBlocks(super.synthesizeAttributes());
  }
}

/**
 * A new version of the function on some requests.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment.html
 */
export class RollOut extends Construct {
  readonly there: Condition;
  readonly staging: Optional<CloudfrontDistribution>;
  readonly policy: Optional<CloudfrontContinuousDeploymentPolicy>;
  readonly #liveVersion: string | IResolvable | null;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RollOutProps,
  ) {
    super(scope, id);
    section(this, 'roll-out.tf', 'Roll-out: a new version on some requests');
    this.there = both(props.create, isSet(props.rollOut));
    this.#liveVersion = local(
      this,
      'live-version',
      memberOrNull<RollOutInput, 'liveVersion'>(props.rollOut, 'liveVersion'),
    );
    this.staging = new Optional(this.there, (meta) => props.stage(this, meta));
    this.policy = new Optional(this.there, (meta) => {
      const rollOut = props.rollOut as RollOutInput | IResolvable;
      const header = member(rollOut, 'singleHeaderConfig');
      const weight = member(rollOut, 'singleWeightConfig');
      return new Policy(this, 'policy', {
        ...meta,
        enabled: isSet(this.#liveVersion),
        stagingDistributionDnsNames: [{ items: [this.staging.get('domain_name')], quantity: 1 }],
        trafficConfig: [
          {
            type: String(
              choose(
                isSet(header),
                () => 'SingleHeader',
                () => 'SingleWeight',
              ),
            ),
            singleHeaderConfig: blocksFor(
              'single_header_config',
              oneOrNone<SingleHeaderConfigInput>(header),
              (config) => ({
                header: String(member(config, 'header')),
                value: String(member(config, 'value')),
              }),
            ),
            singleWeightConfig: blocksFor(
              'single_weight_config',
              oneOrNone<SingleWeightConfigInput>(weight),
              weightConfig,
            ),
          },
        ],
        lifecycle: { precondition: requirements(props) },
      });
    }).because({
      enabled: 'Without another version to try all requests go to the one distribution.',
    });
  }

  /** ARN of the version that answers all other requests. To be asked only where the function is there. */
  get liveArn(): string {
    const { lambda } = this.props;
    return String(
      chooseText(
        isSet(this.#liveVersion),
        () => `${lambda.get('arn')}:${this.#liveVersion}`,
        () => lambda.get('qualified_arn'),
      ),
    );
  }
}

function weightConfig(config: SingleWeightConfigInput | IResolvable) {
  return {
    weight: Token.asNumber(member(config, 'weight')),
    sessionStickinessConfig: blocksFor(
      'session_stickiness_config',
      oneOrNone<SessionStickinessConfigInput>(member(config, 'sessionStickinessConfig')),
      (stickiness) => ({
        idleTtl: Token.asNumber(member(stickiness, 'idleTtl')),
        maximumTtl: Token.asNumber(member(stickiness, 'maximumTtl')),
      }),
    ),
  };
}

function requirements({ createDistribution, httpVersion, rollOut }: RollOutProps) {
  // Said again, because a plain value may stand beside a roll_out that Terraform decides on.
  const isLeftOut = isUnset(rollOut);
  return [
    ...requirement(
      either(createDistribution, isLeftOut),
      'A roll_out is about the distribution that is created here: with create_distribution set to false, set up a staging distribution where yours is.',
    ),
    ...requirement(
      either(either(isEqual(httpVersion, 'http2'), isEqual(httpVersion, 'http1.1')), isLeftOut),
      'CloudFront has no continuous deployment for HTTP/3: set http_version to http2, in an apply before that of the roll_out, or remove roll_out.',
    ),
  ];
}

/** An attribute that may be null, as a list. */
function oneOrNone<T>(value: T | IResolvable | null | undefined): T[] | IResolvable {
  if (isExpression(value)) return hcl`${value}[*]`;
  return isSet(value) === true ? [value as T] : [];
}
