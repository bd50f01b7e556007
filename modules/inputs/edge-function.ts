import { readFileSync } from 'node:fs';
import { type Inputs, matches, oneOf, wholeNumber } from './input';
import { bool, number, text } from './type';

/** An ES module that exports a function of that name, bundled or by hand. */
const EXPORTS_HANDLER = /\bexport\b[^;]*\bhandler\b/;
const NO_HANDLER =
  'The handler_file exports no handler. Bundle your code into one ES module that exports a function of that name.';

export const edgeFunction = {
  handler_file: {
    type: text,
    description:
      'Path of your own handler: one bundled ES module that exports `handler`. Left out: the handler that is included, which follows the routes.',
    default: null,
    check: (path: string) => {
      if (!EXPORTS_HANDLER.test(readFileSync(path, 'utf8'))) throw new Error(NO_HANDLER);
    },
    rules: [
      {
        hcl: (it) => `fileexists(${it})`,
        message:
          'There is no such handler_file. A relative path starts at the folder that Terraform runs in; an absolute path always works.',
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
    description:
      'Lambda runtime of the function. `nodejs24.x` needs version 6 of the AWS provider.',
    default: 'nodejs22.x',
    rules: [
      oneOf(
        ['nodejs22.x', 'nodejs24.x'],
        'The runtime must be nodejs22.x or nodejs24.x: the handler is JavaScript, and older runtimes are deprecated.',
      ),
    ],
  },
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge
  timeout: {
    type: number,
    description:
      'Number of seconds that one invocation may take, at most 5. After that Lambda ends it, and the viewer gets an error.',
    default: 5,
    rules: [
      wholeNumber(
        1,
        5,
        'The timeout must be a whole number from 1 to 5 seconds: CloudFront refuses a function with a longer timeout for viewer events.',
      ),
    ],
  },
  memory_size: {
    type: number,
    description:
      'Memory of the function in MB. For viewer events CloudFront allows 128 and no more.',
    default: 128,
    rules: [
      wholeNumber(
        128,
        128,
        'The memory_size must be 128: for viewer events CloudFront allows no more, and Lambda no less.',
      ),
    ],
  },
  delete_timeout: {
    type: text,
    description:
      'Time for which a destroy tries to delete the function, such as `2h`. AWS removes the replicas of the function some hours after the last distribution stopped using it, and refuses to delete the function before.',
    default: '3h',
    rules: [matches(/^([0-9]+[hms])+$/, 'Write the delete_timeout as 90m, 3h or 1h30m.')],
  },
  skip_destroy: {
    type: bool,
    description:
      'Controls if a destroy leaves the function in AWS. True does not wait for its replicas: delete the function by hand later.',
    default: false,
  },
} as const satisfies Inputs;
