import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { type IResolvable, type Precondition, Token } from 'cdktf';
import { Construct } from 'constructs';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import { NAMESPACE } from './replica-metrics';
import { unconfirmedIsWanted } from './specs-alarm';
import type { AlarmsInput, SyncInput } from './statsig-edge-inputs';
import { both, type Condition, isSet } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl, listOf } from './terraform/expression';
import { Optional } from './terraform/optional';

export interface SyncAlarmsProps
  extends Pick<ResolvedInputs, 'create' | 'name' | 'tags' | 'alarms' | 'sync'> {
  readonly lambda: Optional<LambdaFunction>;
  readonly deadLetters: Optional<SqsQueue>;
}

/** Alarms in the Region of the bucket, where the sync function runs, whether or not anybody visits the site. */
export class SyncAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SyncAlarmsProps,
  ) {
    super(scope, id);
    section(this, 'alarms.tf', 'Alarms');
    const there = both(both(props.create, isSet(props.sync)), isSet(props.alarms));
    this.#onConfirmations(there);
    this.#onFailedEvents(there);
  }

  #onConfirmations(there: Condition): void {
    const { props } = this;
    new Optional(both(there, unconfirmedIsWanted(props.alarms)), (meta) => {
      const minutes = member(this.#alarms, 'specsUnconfirmedMinutes');
      const every = member(props.sync as SyncInput | IResolvable, 'everyMinutes');
      return new CloudwatchMetricAlarm(this, 'sync-unconfirmed', {
        ...meta,
        ...this.#common(),
        alarmName: `${props.name}-SyncUnconfirmed`,
        alarmDescription: `The sync function did not find out for ${minutes} minutes that the bucket has Statsig's newest specs. What to look at: the log group /aws/lambda/${props.lambda.get('function_name')}`,
        namespace: NAMESPACE,
        metricName: 'SpecsConfirmed',
        dimensions: { Function: props.lambda.get('function_name') },
        statistic: 'Sum',
        period: Token.asNumber(hcl`max(${minutes}, 2 * ${every}) * 60`),
        comparisonOperator: 'LessThanThreshold',
        threshold: 1,
        treatMissingData: 'breaching',
      });
    }).because({
      period: 'No shorter than two looks at Statsig.',
      treat_missing_data: 'A function that does not run says nothing.',
    });
  }

  #onFailedEvents(there: Condition): void {
    const { props } = this;
    const region = new Optional(there, (meta) => new DataAwsRegion(this, 'bucket', meta));
    new Optional(
      there,
      (meta) =>
        new CloudwatchMetricAlarm(this, 'sync-failed', {
          ...meta,
          ...this.#common(),
          alarmName: `${props.name}-SyncFailed`,
          alarmDescription: `The sync function ended without an answer; the event and the reason are in the queue ${props.deadLetters.get('name')}, for 14 days. The alarm ends when the queue is empty.`,
          namespace: 'AWS/SQS',
          metricName: 'ApproximateNumberOfMessagesVisible',
          dimensions: { QueueName: props.deadLetters.get('name') },
          statistic: 'Maximum',
          period: 300,
          comparisonOperator: 'GreaterThanOrEqualToThreshold',
          threshold: 1,
          treatMissingData: 'notBreaching',
          lifecycle: {
            precondition: [tellsTopicsOf(region, member(this.#alarms, 'syncAlarmActions'))],
          },
        }),
    );
  }

  get #alarms(): AlarmsInput | IResolvable {
    return this.props.alarms as AlarmsInput | IResolvable;
  }

  #common() {
    return {
      evaluationPeriods: 1,
      alarmActions: listOf(member(this.#alarms, 'syncAlarmActions')),
      tags: Token.asStringMap(this.props.tags),
    };
  }
}

function tellsTopicsOf(
  region: Optional<DataAwsRegion>,
  topics: string[] | IResolvable | undefined,
): Precondition {
  return {
    condition: hcl`alltrue([for topic in ${topics} : split(":", topic)[3] == ${region.get('id')}])`,
    errorMessage:
      'The sync function and its alarms are in the Region of the bucket, and an alarm tells SNS topics of its own Region only: the sync_alarm_actions of the alarms must be topics there.',
  };
}
