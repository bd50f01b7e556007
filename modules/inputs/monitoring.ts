import { allOf, type Check, hasShape, isWhole, ofAttribute, ofEvery } from './check';
import type { Inputs } from './input';
import { bool, number, object, text, texts } from './type';

/** An alarm tells topics of its own Region only, and CloudFront's metrics are in us-east-1. */
const TOPIC = hasShape(/^arn:aws:sns:us-east-1:[0-9]{12}:[A-Za-z0-9_-]+(\.fifo)?$/);

/** Where Lambda@Edge runs. @see https://aws.amazon.com/cloudfront/features/#Global_Edge_Network */
export const EDGE_REGIONS: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-west-1', 'eu-west-2', 'eu-central-1'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-south-1'],
  'sa-east-1',
];

const ANY_TOPIC = hasShape(/^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+(\.fifo)?$/);

const REGION = hasShape(/^[a-z]{2}(-[a-z]+)+-[0-9]$/);

const isPeriod: Check = {
  holds: (seconds: number) => seconds >= 60 && seconds <= 3_600 && seconds % 60 === 0,
  hcl: (it) => `${it} >= 60 && ${it} <= 3600 && ${it} % 60 == 0`,
};

const isThreshold: Check = {
  holds: (threshold: number) => threshold >= 0,
  hcl: (it) => `${it} >= 0`,
};

export const monitoring = {
  alarms: {
    type: object('AlarmsInput', {
      alarm_actions: {
        type: texts,
        description: 'ARNs of SNS topics in us-east-1 that are told when an alarm begins.',
        default: [],
      },
      ok_actions: {
        type: texts,
        description: 'ARNs of SNS topics in us-east-1 that are told when it is over.',
        default: [],
      },
      sync_alarm_actions: {
        type: texts,
        description:
          'ARNs of SNS topics in the Region of the bucket, for the alarms about sync, which are there.',
        default: [],
      },
      period: {
        type: number,
        description: "Number of seconds over which CloudFront's metrics are taken together.",
        default: 300,
      },
      evaluation_periods: {
        type: number,
        description: 'Number of such periods, one after another, that make an alarm.',
        default: 1,
      },
      lambda_execution_error: {
        type: number,
        description:
          'Requests in a period that CloudFront answered with 503, because the function failed, from which on there is an alarm. 0: none.',
        default: 5,
      },
      lambda_validation_error: {
        type: number,
        description:
          'Requests in a period that it answered with 502, because it refused what the function returned. 0: none.',
        default: 1,
      },
      lambda_limit_exceeded_errors: {
        type: number,
        description:
          'Requests in a period that it answered with 503, because too many ran at once, or one ran for too long. 0: none.',
        default: 5,
      },
      server_error_rate: {
        type: number,
        description: "Percentage of answers with a 5xx status, the origin's included. 0: none.",
        default: 5,
      },
      specs_unconfirmed_minutes: {
        type: number,
        description:
          'Number of minutes for which the function in us-east-1 may fail to load the specs, without ever succeeding, and with sync for which the bucket may not be compared with Statsig. 0: no such alarms.',
        default: 15,
      },
    }),
    description:
      "Alarms in us-east-1, on what CloudFront counts of the distribution and on the function's own metrics. Left out: none.",
    default: null,
    rules: [
      {
        ...allOf(
          ofAttribute('alarm_actions', ofEvery(TOPIC, 'topic')),
          ofAttribute('ok_actions', ofEvery(TOPIC, 'topic')),
        ),
        message:
          "CloudFront's metrics are in us-east-1, and alarms there tell SNS topics of that Region only: the alarm_actions and ok_actions of the alarms must be arn:aws:sns:us-east-1:ACCOUNT:NAME. Create the topic with the provider aws.us_east_1.",
      },
      {
        ...ofAttribute('sync_alarm_actions', ofEvery(ANY_TOPIC, 'topic')),
        message:
          'The sync_alarm_actions of the alarms must be SNS topics in the Region of the bucket, arn:aws:sns:REGION:ACCOUNT:NAME.',
      },
      {
        ...allOf(
          ofAttribute('period', isPeriod),
          ofAttribute('evaluation_periods', isWhole(1, 24)),
        ),
        message:
          'The period of the alarms must be 60 to 3600 seconds, a multiple of 60, and the evaluation_periods 1 to 24.',
      },
      {
        ...allOf(
          ofAttribute('lambda_execution_error', isThreshold),
          ofAttribute('lambda_validation_error', isThreshold),
          ofAttribute('lambda_limit_exceeded_errors', isThreshold),
          ofAttribute('server_error_rate', isThreshold),
          ofAttribute('specs_unconfirmed_minutes', isWhole(0, 1_440)),
        ),
        message:
          'The thresholds of the alarms must be 0, for no alarm, or more; specs_unconfirmed_minutes a whole number up to 1440.',
      },
    ],
  },
  dashboard: {
    type: object('DashboardInput', {
      regions: {
        type: texts,
        description:
          "Regions whose metrics of the function's are shown. It runs, and is counted, in the one nearest to the viewer.",
        default: EDGE_REGIONS,
      },
      log_regions: {
        type: texts,
        description:
          'Regions whose warnings and errors are listed, each by a query of its own, which costs what it scans. A query of CloudWatch cannot span Regions.',
        default: ['us-east-1'],
      },
    }),
    description:
      'Dashboard of CloudWatch, called by the name: what CloudFront counts, the metrics of the function by Region, and its warnings and errors. `{}` is one of every Region. Left out: none.',
    default: null,
    rules: [
      {
        ...allOf(
          ofAttribute('regions', ofEvery(REGION, 'region')),
          ofAttribute('log_regions', ofEvery(REGION, 'region')),
        ),
        message:
          'The regions and log_regions of the dashboard must be names of AWS Regions, such as eu-west-1.',
      },
    ],
  },
  monitored_distribution: {
    // An object, because whether it is given has to be known at plan, and the id of one yet to be made is not.
    type: object('MonitoredDistributionInput', {
      id: { type: text, description: 'ID of the distribution.' },
    }),
    description:
      'Distribution of your own, to which the function is attached: where create_distribution is false, alarms and dashboard are about it.',
    default: null,
    rules: [
      {
        ...ofAttribute('id', hasShape(/^[A-Z0-9]{5,20}$/)),
        message:
          'The monitored_distribution must be named by its ID, such as E2EXAMPLE: aws_cloudfront_distribution.….id.',
      },
    ],
  },
  additional_metrics: {
    type: bool,
    description:
      "Controls if CloudFront's additional metrics are turned on, such as cache hit rate and origin latency, which the dashboard then shows. They cost a fixed sum per distribution.",
    default: false,
  },
} as const satisfies Inputs;
