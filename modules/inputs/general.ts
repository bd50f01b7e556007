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
  tags: {
    type: map(text),
    description:
      'Tags of every resource that can have them. The function has none, because Lambda@Edge does not support function tags.',
    default: {},
  },
} as const satisfies Inputs;
