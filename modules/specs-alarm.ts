import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { type IResolvable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { type AlarmProps, alarmArguments } from './alarm';
import { member } from './inputs/member';
import { NAMESPACE, replicaName } from './replica-metrics';
import type { AlarmsInput } from './statsig-edge-inputs';
import { both, type Condition, isSet } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl, isExpression } from './terraform/expression';
import { Optional } from './terraform/optional';
import { requirement } from './terraform/requirement';

/**
 * An alarm when the function in us-east-1 asked for the specs, and never got them. Not on their age: an environment that
 * has just begun, with the specs of its zip, has none to tell, and one that was frozen for hours tells a large one.
 */
export class SpecsAlarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    section(this, 'alarms.tf', 'Alarms');
    const there = both(props.create, unconfirmedIsWanted(props.alarms));
    new Optional(there, (meta) => {
      const minutes = member(props.alarms as AlarmsInput | IResolvable, 'specsUnconfirmedMinutes');
      const count = (queryId: string, metricName: string) => ({
        id: queryId,
        metric: {
          namespace: NAMESPACE,
          metricName,
          dimensions: { Function: replicaName(props.name) },
          stat: 'Sum',
          period: Token.asNumber(hcl`${minutes} * 60`),
        },
      });
      return new CloudwatchMetricAlarm(this, 'alarm', {
        ...meta,
        ...alarmArguments(props),
        alarmName: `${props.name}-SpecsUnconfirmed`,
        alarmDescription: `The function could not load the specs for ${minutes} minutes in us-east-1, and answers from the last ones. What to look at: npx statsig-edge logs ${props.name} --errors`,
        evaluationPeriods: 1,
        threshold: 1,
        metricQuery: [
          {
            id: 'unconfirmed',
            label: 'Failed, and never succeeded',
            expression: 'IF(failures > 0 AND FILL(loads, 0) == 0, 1, 0)',
            returnData: true,
          },
          count('loads', 'SpecsLoads'),
          count('failures', 'SpecsLoadFailures'),
        ],
        lifecycle: {
          precondition: requirement(
            props.metrics as Condition,
            'That specs cannot be loaded is seen in the metrics of the function: set metrics to true, or specs_unconfirmed_minutes of the alarms to 0.',
          ),
        },
      });
    }).because({
      '.': "The function's metrics are in the Region that it ran in; the module makes nothing in others than us-east-1 and the bucket's.",
      treat_missing_data: 'Without requests nobody asks for specs.',
    });
  }
}

/** Whether somebody is to be told of specs that nobody confirmed. */
export function unconfirmedIsWanted(alarms: AlarmProps['alarms']): Condition {
  if (isExpression(alarms)) return hcl`try(${alarms}.specs_unconfirmed_minutes, 0) > 0`;
  if (isSet(alarms) === false) return false;
  const minutes = (alarms as AlarmsInput).specsUnconfirmedMinutes;
  return isExpression(minutes) ? hcl`${minutes} > 0` : Number(minutes) > 0;
}
