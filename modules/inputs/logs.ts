import { hasShape, isNotBegunWith, ofAttribute } from './check';
import { type Inputs, matches, oneOf } from './input';
import { bool, number, object, text } from './type';

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const RETENTION_DAYS: readonly number[] = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];
const RETENTION_DAYS_LIST = RETENTION_DAYS.join(', ');

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
const LOG_GROUP = hasShape(/^[A-Za-z0-9_/.#-]{1,512}$/);

export const logs = {
  existing_log_group: {
    // An object, because whether it is given has to be known at plan, and the name of a group yet to be made is not.
    type: object('ExistingLogGroupInput', {
      name: { type: text, description: 'Name of the log group.' },
    }),
    description:
      'Existing log group in us-east-1 that the function writes to, and in every other Region to one of the same name. It is not changed. Left out: one is created.',
    default: null,
    rules: [
      {
        ...ofAttribute('name', LOG_GROUP),
        message:
          'The existing_log_group must be named by 1 to 512 letters, digits and characters of _ - / . #.',
      },
    ],
  },
  log_group_name: {
    type: text,
    description:
      'Name of the log group that the function writes to, in every Region that it runs in. Left out: the name that Lambda@Edge gives it, `/aws/lambda/us-east-1.` and the name of the function.',
    default: null,
    rules: [
      {
        ...LOG_GROUP,
        message:
          'The log_group_name must have 1 to 512 letters, digits and characters of _ - / . #.',
      },
      {
        ...isNotBegunWith('aws/'),
        message:
          'CloudWatch keeps log groups whose names begin with aws/ for AWS. Write the log_group_name with a slash before it: /aws/….',
      },
    ],
  },
  log_retention_days: {
    type: number,
    description:
      'Number of days that the log group in us-east-1 keeps its events; 0 keeps them forever. In every other Region that the function runs in, a log group of the same name keeps its events forever, unless sync is on, which gives it the same, or you set a retention there.',
    default: 30,
    rules: [
      {
        holds: (days: number) => RETENTION_DAYS.includes(days),
        hcl: (it) => `contains([${RETENTION_DAYS_LIST}], ${it})`,
        message: `The log_retention_days must be one of those that CloudWatch offers: ${RETENTION_DAYS_LIST} (0 is forever).`,
      },
    ],
  },
  log_group_class: {
    type: text,
    description:
      'Class of the log group in us-east-1: `STANDARD`, or `INFREQUENT_ACCESS` at half the price, which makes no metrics of log lines. Another class makes another group. Left out: `STANDARD`.',
    default: null,
    rules: [
      oneOf(
        ['STANDARD', 'INFREQUENT_ACCESS'],
        'The log_group_class must be STANDARD or INFREQUENT_ACCESS; Lambda writes to no other.',
      ),
    ],
  },
  log_format: {
    type: text,
    description:
      "Format of the function's log: `Text`, in which the handler's own lines are JSON already, or `JSON`, in which Lambda puts each line into an object of its own. Left out: `Text`, or whatever the function has.",
    default: null,
    rules: [oneOf(['Text', 'JSON'], 'The log_format must be Text or JSON.')],
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
