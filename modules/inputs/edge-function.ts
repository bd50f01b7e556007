import { type Inputs, matches, oneOf, wholeNumber } from './input';
import { bool, number, text } from './type';

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const RETENTION_DAYS: readonly number[] = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];
const RETENTION_DAYS_LIST = RETENTION_DAYS.join(', ');

export const edgeFunction = {
  runtime: {
    type: text,
    description: "The function's runtime. `nodejs24.x` needs version 6 of the AWS provider.",
    default: 'nodejs22.x',
    rules: [
      oneOf(
        ['nodejs22.x', 'nodejs24.x'],
        'The handler is JavaScript for nodejs22.x or nodejs24.x; older runtimes are deprecated.',
      ),
    ],
  },
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge
  timeout: {
    type: number,
    description: 'Seconds after which a request is given up.',
    default: 5,
    rules: [
      wholeNumber(
        1,
        5,
        'The timeout is from 1 to 5 seconds: CloudFront refuses to attach a function with a longer one to viewer events.',
      ),
    ],
  },
  memory_size: {
    type: number,
    description: "The function's memory in MB.",
    default: 128,
    rules: [
      wholeNumber(
        128,
        128,
        'The memory_size is 128 MB: CloudFront refuses to attach a function with more to viewer events, and Lambda has none with less.',
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
        hcl: `contains([${RETENTION_DAYS_LIST}], it)`,
        message: `CloudWatch knows these log_retention_days: ${RETENTION_DAYS_LIST} (0 is for ever).`,
      },
    ],
  },
  delete_timeout: {
    type: text,
    description:
      'How long a destroy tries to delete the function, such as `2h`. AWS removes its replicas some hours after the last distribution let go of it, and refuses until then.',
    default: '3h',
    rules: [matches(/^([0-9]+[hms])+$/, 'Write the delete_timeout as 90m, 3h or 1h30m.')],
  },
  skip_destroy: {
    type: bool,
    description: 'Leave the function where it is on destroy, instead of waiting for its replicas.',
    default: false,
  },
} as const satisfies Inputs;
