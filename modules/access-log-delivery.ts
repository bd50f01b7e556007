import type { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudwatchLogDelivery } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery';
import { CloudwatchLogDeliveryDestination } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination';
import { CloudwatchLogDeliverySource } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-source';
import { type IResolvable, type TerraformProvider, Token } from 'cdktf';
import { Construct } from 'constructs';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { AccessLogDeliveryInput, S3DeliveryConfigurationInput } from './statsig-edge-inputs';
import { snakeCaseKeys } from './terraform/block';
import { both, type Condition, choose, isSet } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl, isExpression, textOf, textsOf } from './terraform/expression';
import { Optional } from './terraform/optional';

export interface AccessLogDeliveryProps extends Pick<ResolvedInputs, 'name' | 'tags'> {
  /** Whether there is a distribution. */
  readonly there: Condition;
  readonly delivery: ResolvedInputs['accessLogDelivery'];
  readonly distribution: Optional<CloudfrontDistribution>;
  /** Provider for us-east-1, where CloudFront's logs are delivered from. */
  readonly usEast1: TerraformProvider;
}

/**
 * Access logs of a distribution, delivered by CloudWatch.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export class AccessLogDelivery extends Construct {
  readonly delivery: Optional<CloudwatchLogDelivery>;

  constructor(scope: Construct, id: string, props: AccessLogDeliveryProps) {
    super(scope, id);
    section(this, 'access-logs.tf', 'Access logs of the distribution');
    const there = both(props.there, isSet(props.delivery));
    const common = {
      provider: props.usEast1,
      tags: Token.asStringMap(props.tags),
    };
    const of = props.delivery as AccessLogDeliveryInput | IResolvable;
    const source = new Optional(
      there,
      (meta) =>
        new CloudwatchLogDeliverySource(this, 'source', {
          ...meta,
          ...common,
          name: props.name,
          logType: 'ACCESS_LOGS',
          resourceArn: props.distribution.get('arn'),
        }),
    ).because({
      provider: 'The logs of CloudFront, which is global, are delivered from us-east-1.',
    });
    const destination = new Optional(
      there,
      (meta) =>
        new CloudwatchLogDeliveryDestination(this, 'destination', {
          ...meta,
          ...common,
          name: props.name,
          outputFormat: textOf(member(of, 'outputFormat')),
          deliveryDestinationConfiguration: [
            { destinationResourceArn: String(member(of, 'destinationResourceArn')) },
          ],
        }),
    );
    this.delivery = new Optional(
      there,
      (meta) =>
        new CloudwatchLogDelivery(this, 'delivery', {
          ...meta,
          ...common,
          deliverySourceName: source.get('name'),
          deliveryDestinationArn: destination.get('arn'),
          recordFields: textsOf(member(of, 'recordFields')),
          fieldDelimiter: textOf(member(of, 'fieldDelimiter')),
          s3DeliveryConfiguration: inBucket(member(of, 's3DeliveryConfiguration')),
        }),
    );
  }
}

/** An attribute with a list of one, or null. */
function inBucket(
  configuration: S3DeliveryConfigurationInput | IResolvable | null | undefined,
): IResolvable | undefined {
  const isThere = isSet(configuration);
  if (isThere === false) return undefined;
  const whole = isExpression(configuration)
    ? configuration
    : snakeCaseKeys(configuration as S3DeliveryConfigurationInput);
  return choose(
    isThere,
    () => hcl`[${whole}]`,
    () => null,
  ) as IResolvable;
}
