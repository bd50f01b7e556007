import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { type IResolvable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { type AlarmProps, alarmArguments } from './alarm';
import { member } from './inputs/member';
import type { AlarmsInput } from './statsig-edge-inputs';
import { both, choose, isSet } from './terraform/condition';
import { explain, section } from './terraform/explain';
import { bare, hcl } from './terraform/expression';

/** What CloudFront counts, with the input that is its threshold. */
const COUNTED = {
  LambdaExecutionError: 'lambdaExecutionError',
  LambdaValidationError: 'lambdaValidationError',
  LambdaLimitExceededErrors: 'lambdaLimitExceededErrors',
  '5xxErrorRate': 'serverErrorRate',
} as const satisfies Record<string, keyof AlarmsInput>;

/**
 * Alarms on what viewers get, one for each threshold that is not 0.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export class CloudFrontAlarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    section(this, 'alarms.tf', 'Alarms');
    const there = both(props.create, isSet(props.alarms));
    if (there === false) return;
    const alarms = props.alarms as AlarmsInput | IResolvable;
    const metric = Token.asString(bare('each.key'));
    const distributionId = props.monitored.id;
    const alarm = new CloudwatchMetricAlarm(this, 'alarm', {
      ...alarmArguments(props),
      alarmName: `${props.name}-${metric}`,
      alarmDescription: `${metric} of the distribution ${distributionId}. What to look at: npx statsig-edge doctor ${distributionId}; npx statsig-edge logs ${props.name} --errors`,
      namespace: 'AWS/CloudFront',
      metricName: metric,
      dimensions: { DistributionId: distributionId, Region: 'Global' },
      statistic: String(hcl`${metric} == "5xxErrorRate" ? "Average" : "Sum"`),
      period: Token.asNumber(member(alarms, 'period')),
      evaluationPeriods: Token.asNumber(member(alarms, 'evaluationPeriods')),
      threshold: Token.asNumber(bare('each.value')),
      lifecycle: { precondition: props.monitored.isKnown() },
    });
    const thresholds = Object.fromEntries(
      Object.entries(COUNTED).map(([name, input]) => [name, member(alarms, input)]),
    );
    const forEach = choose(
      there,
      () => hcl`{ for metric, threshold in ${thresholds} : metric => threshold if threshold > 0 }`,
      () => ({}),
    );
    alarm.addOverride('for_each', forEach);
    explain(alarm, {
      provider: 'The metrics of CloudFront, which is global, are in us-east-1.',
      statistic: 'CloudFront offers one for each metric.',
      treat_missing_data: 'Without requests nothing is counted.',
    });
  }
}
