import { readFileSync } from 'node:fs';
import { type Inputs, matches, oneOf, wholeNumber } from './input';
import { bool, number, text } from './type';

/** An ES module that exports a function of that name, bundled or by hand. */
const EXPORTS_HANDLER = /\bexport\b[^;]*\bhandler\b/;
const NO_HANDLER =
  'The handler_file exports no handler. Bundle yours into one ES module that exports a function of that name.';

export const edgeFunction = {
  handler_file: {
    type: text,
    description:
      'Path of a bundle of your own, an ES module that exports `handler`; left out: the one that comes along.',
    default: null,
    check: (path: string) => {
      if (!EXPORTS_HANDLER.test(readFileSync(path, 'utf8'))) throw new Error(NO_HANDLER);
    },
    rules: [
      {
        hcl: (it) => `fileexists(${it})`,
        message:
          'There is no such handler_file. A relative path starts from the folder that Terraform runs in; an absolute one always works.',
      },
      {
        // Not `can`, which would take a file that is missing for one without a handler.
        hcl: (it) =>
          `try(length(regexall(${JSON.stringify(EXPORTS_HANDLER.source)}, file(${it}))) > 0, true)`,
        message: NO_HANDLER,
      },
    ],
  },
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
