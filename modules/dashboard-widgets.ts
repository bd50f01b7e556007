/**
 * Widgets of a dashboard, as lists in Terraform's language.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
import type { IResolvable } from 'cdktf';
import type { MetricName } from '../handler/src/metrics';
import { NAMESPACE, replicaName } from './replica-metrics';
import type { Condition } from './terraform/condition';
import { bare, hcl } from './terraform/expression';

type Stat = 'Sum' | 'Average';

interface DistributionChart {
  readonly title: string;
  readonly stat: Stat;
  readonly metrics: readonly string[];
}

interface FunctionChart {
  readonly title: string;
  readonly stat: Stat;
  readonly metric: MetricName | 'SpecsAge';
}

const BASIC: readonly DistributionChart[] = [
  { title: 'Requests', stat: 'Sum', metrics: ['Requests'] },
  {
    title: 'Requests that the function failed',
    stat: 'Sum',
    metrics: ['LambdaExecutionError', 'LambdaValidationError', 'LambdaLimitExceededErrors'],
  },
  {
    title: 'Answers with an error, percent',
    stat: 'Average',
    metrics: ['5xxErrorRate', '4xxErrorRate'],
  },
];

const ADDITIONAL: readonly DistributionChart[] = [
  { title: 'Cache hits, percent', stat: 'Average', metrics: ['CacheHitRate'] },
  { title: 'Latency of the origin, milliseconds', stat: 'Average', metrics: ['OriginLatency'] },
  {
    title: 'Answers with an error that the function may cause, percent',
    stat: 'Average',
    metrics: ['502ErrorRate', '503ErrorRate'],
  },
];

export const FUNCTION_CHARTS: readonly FunctionChart[] = [
  { title: 'Seconds since the specs were confirmed', stat: 'Average', metric: 'SpecsAge' },
  { title: 'Loads of the specs that failed', stat: 'Sum', metric: 'SpecsLoadFailures' },
  { title: 'Defaults given', stat: 'Sum', metric: 'DefaultsGiven' },
  { title: 'Decisions that failed', stat: 'Sum', metric: 'DecisionsFailed' },
  { title: 'New execution environments', stat: 'Sum', metric: 'ColdStarts' },
  { title: 'Exposures lost', stat: 'Sum', metric: 'ExposuresLost' },
];

/** @param additional Whether CloudFront's additional metrics are turned on. */
export function distributionCharts(additional: Condition): IResolvable {
  if (typeof additional === 'boolean')
    return hcl`${additional ? [...BASIC, ...ADDITIONAL] : BASIC}`;
  return hcl`concat(\n${BASIC},\n${additional} ? ${ADDITIONAL} : []\n)`;
}

/** One for each chart. */
export function cloudFrontWidgets(charts: IResolvable, distributionId: string): IResolvable {
  const dimensions = ['DistributionId', distributionId, 'Region', 'Global'];
  const metric = ['AWS/CloudFront', bare('metric'), ...dimensions];
  return hcl`[for chart in ${charts} : ${chartOf(hcl`[for metric in chart.metrics : ${metric}]`)}]`;
}

/** One for each chart, in which each Region has a line. */
export function functionWidgets(
  charts: IResolvable,
  name: string,
  regions: string[] | IResolvable | undefined,
): IResolvable {
  const inRegion = { region: bare('region'), label: bare('region') };
  const metric = [NAMESPACE, bare('chart.metric'), 'Function', replicaName(name), inRegion];
  return hcl`[for chart in ${charts} : ${chartOf(hcl`[for region in ${regions} : ${metric}]`)}]`;
}

/** Of `chart`, in a loop. */
function chartOf(metrics: IResolvable) {
  return {
    type: 'metric',
    width: 8,
    height: 6,
    properties: {
      title: bare('chart.title'),
      region: 'us-east-1',
      stat: bare('chart.stat'),
      period: 300,
      metrics,
    },
  };
}

/** A query for each Region, since none can span several. In Lambda's JSON format the handler's line is its `message`. */
export function logWidgets(group: string, regions: string[] | IResolvable | undefined) {
  const query = [
    `SOURCE '${group}'`,
    'fields tolower(level) as severity, coalesce(message.message, message) as what, coalesce(message.reason, reason) as why',
    'filter severity in ["warn", "error"]',
    'stats count(*) as lines, max(@timestamp) as last by severity, what, why',
    'sort lines desc',
    'limit 50',
  ].join(' | ');
  const properties = {
    title: hcl`"Warnings and errors in \${region}"`,
    region: bare('region'),
    view: 'table',
    query,
  };
  return hcl`[for region in ${regions} : ${{ type: 'log', width: 24, height: 6, properties }}]`;
}
