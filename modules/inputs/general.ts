import { type Inputs, matches } from './input';
import { bool, map, text } from './type';

export const general = {
  create: {
    type: bool,
    description:
      'Controls if resources are created. False creates nothing, and reads nothing from AWS.',
    default: true,
  },
  name: {
    type: text,
    description: 'Name of the function and of its role; every other name begins with it.',
    default: 'statsig-edge',
    rules: [
      matches(
        // A bucket's name is the name, a hyphen and the 12 digits of the account, in at most 63 characters; a role's has 64.
        /^[a-z][a-z0-9-]{0,46}[a-z0-9]$/,
        'The name becomes part of the names of a bucket and a role: use 2 to 48 lower-case letters, digits and hyphens, a letter first and no hyphen last.',
      ),
    ],
  },
  account_id: {
    type: text,
    description:
      'ID of the AWS account, for the name of the bucket and the policy of the role. Left out: AWS is asked, and the answer kept.',
    default: null,
    rules: [matches(/^[0-9]{12}$/, 'The account_id must have 12 digits.')],
  },
  tags: {
    type: map(text),
    description:
      'Tags of every resource but the function, because Lambda@Edge does not support function tags, and the object with the specs, for which S3 takes ten at most.',
    default: {},
  },
} as const satisfies Inputs;
