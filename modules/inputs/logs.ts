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
      'Log group that the function writes to, in every Region it runs in; left out: Lambda@Edge names it `/aws/lambda/us-east-1.` and the name of the function.',
    default: null,
    rules: [
      // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
      matches(
        /^[A-Za-z0-9_/.#-]{1,512}$/,
        'A log_group_name has 1 to 512 letters, digits and characters of _ - / . #.',
      ),
    ],
  },
  log_retention_days: {
    type: number,
    description:
      'How long the log group in us-east-1 is kept. Lambda@Edge writes to a group of the same name in every other Region it runs in, and keeps it for ever unless told otherwise there.',
    default: 30,
    rules: [
      {
        holds: (days: number) => RETENTION_DAYS.includes(days),
        hcl: (it) => `contains([${RETENTION_DAYS_LIST}], ${it})`,
        message: `CloudWatch knows these log_retention_days: ${RETENTION_DAYS_LIST} (0 is for ever).`,
      },
    ],
  },
  log_kms_key_arn: {
    type: text,
    description:
      "KMS key in us-east-1 that the log group there is encrypted with; left out: CloudWatch's own. The key's policy has to let CloudWatch Logs use it.",
    default: null,
    rules: [
      matches(
        /^arn:aws:kms:us-east-1:[0-9]{12}:key\/[A-Za-z0-9-]+$/,
        'The log group is in us-east-1, so that log_kms_key_arn has to be arn:aws:kms:us-east-1:ACCOUNT:key/ID.',
      ),
    ],
  },
  create_log_groups: {
    type: bool,
    description:
      'Whether the function may make its log group in Regions that have none. With false it logs only where you made the group yourself.',
    default: true,
  },
} as const satisfies Inputs;
