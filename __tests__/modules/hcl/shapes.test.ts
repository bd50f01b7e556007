import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { describe, expect, it } from '@jest/globals';
import { synthesizeHcl } from '../../support/modules/synthesize';

describe('what is a map and what a block', () => {
  it('is known of every block of a name, where the first lacks what others have', () => {
    const hcl = synthesizeHcl((stack) => {
      new CloudwatchMetricAlarm(stack, 'alarm', {
        alarmName: 'alarm',
        comparisonOperator: 'GreaterThanThreshold',
        evaluationPeriods: 1,
        metricQuery: [
          { id: 'sum', expression: 'a + 1' },
          {
            id: 'a',
            metric: { metricName: 'A', period: 60, stat: 'Sum', dimensions: { of: 'b' } },
          },
        ],
      });
    });
    expect(hcl).toMatch(/ {2}metric_query \{\n[^}]* {4}metric \{\n[^}]* {6}dimensions = \{/);
  });
});
