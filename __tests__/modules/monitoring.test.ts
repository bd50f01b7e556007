import { describe, expect, it } from '@jest/globals';
import { REGIONS } from '../../local-edge/store/regions';
import { EDGE_REGIONS } from '../../modules/inputs/monitoring';
import type { StatsigEdgeInputs } from '../../modules/statsig-edge-inputs';
import { plain, withVariables } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:on-call';
const US_EAST_1 = 'aws.us_east_1';

const alarmsOf = (inputs: Partial<StatsigEdgeInputs>) => {
  const alarms = Object.values(plain(inputs).resource.aws_cloudwatch_metric_alarm ?? {});
  return {
    cloudFront: alarms.find(({ namespace }) => namespace === 'AWS/CloudFront'),
    specs: alarms.find(({ metric_query }) => metric_query !== undefined),
  };
};

describe('the alarms', () => {
  it('are about the distribution that is created, in us-east-1', () => {
    const { cloudFront } = alarmsOf({ alarms: { alarmActions: [TOPIC] }, tags: { team: 'web' } });
    expect(cloudFront).toMatchObject({
      provider: US_EAST_1,
      alarm_name: 'statsig-edge-${each.key}',
      metric_name: '${each.key}',
      dimensions: {
        DistributionId: expect.stringMatching(/^\$\{aws_cloudfront_distribution\..*\.id\}$/),
        Region: 'Global',
      },
      comparison_operator: 'GreaterThanOrEqualToThreshold',
      threshold: '${each.value}',
      treat_missing_data: 'notBreaching',
      alarm_actions: [TOPIC],
      ok_actions: [],
      tags: { team: 'web' },
    });
    expect(String(cloudFront?.for_each).replace(/\s+/g, ' ')).toBe(
      '${{ for metric, threshold in { LambdaExecutionError = 5 LambdaValidationError = 1 LambdaLimitExceededErrors = 5 "5xxErrorRate" = 5 } : metric => threshold if threshold > 0 }}',
    );
  });

  it('tell of specs that failed to load for so long, and were never loaded', () => {
    const { specs } = alarmsOf({ alarms: { specsUnconfirmedMinutes: 30 } });
    const counted = (id: string, metric_name: string) => ({
      id,
      metric: {
        namespace: 'StatsigEdge',
        metric_name,
        // As Lambda@Edge calls the function wherever it runs it.
        dimensions: { Function: 'us-east-1.statsig-edge' },
        stat: 'Sum',
        period: '${30 * 60}',
      },
    });
    expect(specs).toMatchObject({
      provider: US_EAST_1,
      evaluation_periods: 1,
      threshold: 1,
      treat_missing_data: 'notBreaching',
      metric_query: [
        expect.objectContaining({ return_data: true }),
        counted('loads', 'SpecsLoads'),
        counted('failures', 'SpecsLoadFailures'),
      ],
    });
  });

  it('are none unless they are asked for, and none about specs for 0 minutes', () => {
    expect(alarmsOf({})).toEqual({ cloudFront: undefined, specs: undefined });
    const { cloudFront, specs } = alarmsOf({ alarms: { specsUnconfirmedMinutes: 0 } });
    expect(cloudFront).toBeDefined();
    expect(specs).toBeUndefined();
  });

  it('are about a distribution of your own where none is created', () => {
    const { cloudFront } = alarmsOf({
      alarms: {},
      createDistribution: false,
      monitoredDistribution: { id: 'E2EXAMPLE' },
    });
    expect(cloudFront?.dimensions).toEqual({ DistributionId: 'E2EXAMPLE', Region: 'Global' });
  });

  it.each<Partial<StatsigEdgeInputs>>([
    { alarms: {}, createDistribution: false },
    { alarms: {}, monitoredDistribution: { id: 'E2EXAMPLE' } },
    { dashboard: {}, createDistribution: false },
    { additionalMetrics: true, createDistribution: false },
  ])('are refused where it is not said what they are about: %j', (inputs) => {
    expect(() => plain(inputs)).toThrow(/^What CloudFront counts, it counts of a distribution/);
  });

  it('about specs need the metrics of the function', () => {
    expect(() => plain({ alarms: {}, metrics: false })).toThrow(/set metrics to true/);
  });

  it('are what Terraform decides with variables', () => {
    const { resource } = withVariables();
    const alarms = Object.values(resource.aws_cloudwatch_metric_alarm ?? {});
    const forEach = alarms.map(({ for_each }) => String(for_each ?? ''));
    expect(forEach).toContainEqual(
      expect.stringMatching(/^\$\{var\.create && var\.alarms != null \? \{ for .* : \{\}\}$/s),
    );
  });
});

describe('the alarms about sync', () => {
  const REGIONAL = 'arn:aws:sns:eu-west-1:123456789012:on-call';
  const made = (inputs: Partial<StatsigEdgeInputs>) =>
    Object.values(plain(inputs).resource.aws_cloudwatch_metric_alarm ?? {});

  it('are in the Region of the bucket, where it runs', () => {
    const alarms = made({ sync: {}, alarms: { syncAlarmActions: [REGIONAL] } });
    const ofSync = alarms.filter(({ alarm_actions }) => String(alarm_actions) === REGIONAL);
    expect(ofSync).toEqual([
      expect.objectContaining({
        alarm_name: 'statsig-edge-SyncFailed',
        namespace: 'AWS/SQS',
        treat_missing_data: 'notBreaching',
      }),
      expect.objectContaining({
        alarm_name: 'statsig-edge-SyncUnconfirmed',
        metric_name: 'SpecsConfirmed',
        comparison_operator: 'LessThanThreshold',
        // Of a function that does not run there is no metric.
        treat_missing_data: 'breaching',
        period: '${max(15, 2 * 1) * 60}',
      }),
    ]);
    for (const alarm of ofSync) expect(alarm).not.toHaveProperty('provider');
  });

  it('are none without sync, and none about confirmations for 0 minutes', () => {
    const names = (inputs: Partial<StatsigEdgeInputs>) =>
      made(inputs).map(({ alarm_name }) => alarm_name);
    expect(names({ alarms: {} })).not.toContain('statsig-edge-SyncFailed');
    const alarms = names({ sync: {}, alarms: { specsUnconfirmedMinutes: 0 } });
    expect(alarms).toContain('statsig-edge-SyncFailed');
    expect(alarms).not.toContain('statsig-edge-SyncUnconfirmed');
  });
});

describe('the dashboard', () => {
  const body = (inputs: Partial<StatsigEdgeInputs>) =>
    String(only(plain(inputs).resource, 'aws_cloudwatch_dashboard').dashboard_body);

  it('has the metrics of every Region that Lambda@Edge runs in, unless you say', () => {
    expect([...EDGE_REGIONS].sort()).toEqual([...REGIONS].sort());
    const all = body({ dashboard: {} });
    for (const region of REGIONS) expect(all).toContain(`"${region}"`);
    const some = body({ dashboard: { regions: ['eu-west-1'], logRegions: [] } });
    expect(some).toContain('for region in ["eu-west-1"]');
    expect(some).not.toContain('sa-east-1');
  });

  it("shows CloudFront's additional metrics where they are turned on", () => {
    const charts = (inputs: Partial<StatsigEdgeInputs>) => JSON.stringify(plain(inputs).locals);
    expect(charts({ dashboard: {} })).not.toContain('OriginLatency');
    const inputs = { dashboard: {}, additionalMetrics: true };
    expect(charts(inputs)).toContain('OriginLatency');
    expect(only(plain(inputs).resource, 'aws_cloudfront_monitoring_subscription')).toMatchObject({
      distribution_id: expect.stringMatching(/^\$\{aws_cloudfront_distribution\./),
    });
  });

  it('asks each log group for warnings and errors, in both formats of the log', () => {
    const query = body({ dashboard: {}, logGroupName: '/edge/logs' });
    expect(query).toContain("SOURCE '/edge/logs'");
    expect(query).toContain('coalesce(message.message, message)');
  });
});
