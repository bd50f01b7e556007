import { type Inputs, matches } from './input';
import { bool, number, text } from './type';

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const RETENTION_DAYS: readonly number[] = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];
const RETENTION_DAYS_LIST = RETENTION_DAYS.join(', ');

export const logs = {
  log_group_name: {
    type: text,
    description:
      'Name of the log group that the function writes to, in every Region that it runs in. Left out: the name that Lambda@Edge gives it, `/aws/lambda/us-east-1.` and the name of the function.',
    default: null,
    rules: [
      // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
      matches(
        /^[A-Za-z0-9_/.#-]{1,512}$/,
        'The log_group_name must have 1 to 512 letters, digits and characters of _ - / . #.',
      ),
    ],
  },
  log_retention_days: {
    type: number,
    description:
      'Number of days that the log group in us-east-1 keeps its events; 0 keeps them forever. In every other Region that the function runs in, a log group of the same name keeps its events forever unless you set a retention there.',
    default: 30,
    rules: [
      {
        holds: (days: number) => RETENTION_DAYS.includes(days),
        hcl: (it) => `contains([${RETENTION_DAYS_LIST}], ${it})`,
        message: `The log_retention_days must be one of those that CloudWatch offers: ${RETENTION_DAYS_LIST} (0 is forever).`,
      },
    ],
  },
  log_kms_key_arn: {
    type: text,
    description:
      "ARN of the KMS key in us-east-1 that encrypts the log group there. The key's policy must allow CloudWatch Logs to use it. Left out: CloudWatch's own key.",
    default: null,
    rules: [
      matches(
        /^arn:aws:kms:us-east-1:[0-9]{12}:key\/[A-Za-z0-9-]+$/,
        'The log group is in us-east-1, so log_kms_key_arn must be arn:aws:kms:us-east-1:ACCOUNT:key/ID.',
      ),
    ],
  },
  create_log_groups: {
    type: bool,
    description:
      'Controls if the function may create its log group in Regions that have none. False: it logs only in Regions where you created the log group.',
    default: true,
  },
} as const satisfies Inputs;
