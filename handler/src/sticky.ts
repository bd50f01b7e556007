/** Groups that visitors keep: which those are is known in sticky/, not in the bundle. */
import { type Log, messageOf } from './log';
import type { Sticky } from './sticky/loaded';

/** Null where nobody keeps groups. */
export function loadSticky(
  experiments: readonly string[] | null,
  keys: readonly string[] | null,
  log: Log,
): Sticky | null {
  if (experiments === null || keys === null) return null;
  try {
    // Not imported: most deployments have none.
    const sticky: typeof import('./sticky/index') = require('@statsig-edge/handler/sticky');
    return sticky.stickyGroups(experiments, keys);
  } catch (error) {
    const reason = messageOf(error);
    log('error', 'Nobody keeps a group: sticky.cjs cannot be loaded', { reason });
    return null;
  }
}
