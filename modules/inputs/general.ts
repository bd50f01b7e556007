import { type Inputs, matches } from './input';
import { bool, map, text } from './type';

export const general = {
  create: {
    type: bool,
    description: 'Whether anything is made at all.',
    default: true,
  },
  name: {
    type: text,
    description:
      'What the function and its role are called, and what the names of everything else begin with.',
    default: 'statsig-edge',
    rules: [
      matches(
        // A bucket's name is the name, a hyphen and the 12 digits of the account, in at most 63 characters; a role's has 64.
        /^[a-z][a-z0-9-]{0,46}[a-z0-9]$/,
        'The name becomes part of the name of a bucket and a role: use 2 to 48 lower-case letters, digits and hyphens, a letter first and no hyphen last.',
      ),
    ],
  },
  tags: {
    type: map(text),
    description:
      'Tags for everything that can carry them. A Lambda@Edge function cannot: AWS lists function tags among what is not supported.',
    default: {},
  },
} as const satisfies Inputs;
