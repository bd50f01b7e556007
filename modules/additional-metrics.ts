import { CloudfrontMonitoringSubscription } from '@cdktf/provider-aws/lib/cloudfront-monitoring-subscription';
import { Construct } from 'constructs';
import type { ResolvedInputs } from './inputs/resolve';
import type { MonitoredDistribution } from './monitored-distribution';
import { both, type Condition } from './terraform/condition';
import { section } from './terraform/explain';
import { Optional } from './terraform/optional';

export interface AdditionalMetricsProps
  extends Pick<ResolvedInputs, 'create' | 'additionalMetrics'> {
  readonly monitored: MonitoredDistribution;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.distributions-additional */
export class AdditionalMetrics extends Construct {
  constructor(scope: Construct, id: string, props: AdditionalMetricsProps) {
    super(scope, id);
    section(this, 'dashboard.tf', 'Dashboard');
    new Optional(
      both(props.create, props.additionalMetrics as Condition),
      (meta) =>
        new CloudfrontMonitoringSubscription(this, 'subscription', {
          ...meta,
          distributionId: props.monitored.id,
          monitoringSubscription: {
            realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: 'Enabled' },
          },
          lifecycle: { precondition: props.monitored.isKnown() },
        }),
    );
  }
}
