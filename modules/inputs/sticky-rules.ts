/** How many experiments may keep their groups, and by how many keys: the handler's own checks are in handler/src/settings/plan.ts. */
import { MAX_STICKY_KEYS } from '../../handler/src/settings/plan';
import { MAX_ENTRIES } from '../../handler/src/sticky/cookie';
import { hasLength } from './check';
import type { Rule } from './input';

export const stickyExperimentsRules: readonly Rule[] = [
  {
    hcl: hasLength(1, MAX_ENTRIES).hcl,
    message: `The sticky_experiments must be 1 to ${MAX_ENTRIES} names, or be left out: each takes its place in a cookie.`,
    refuses: [],
  },
];

export const stickyKeysRules: readonly Rule[] = [
  {
    hcl: hasLength(1, MAX_STICKY_KEYS).hcl,
    message: `The sticky_keys must be 1 to ${MAX_STICKY_KEYS} keys, or be left out.`,
    refuses: [],
  },
];
