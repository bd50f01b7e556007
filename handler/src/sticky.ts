/** Groups that visitors keep: which those are is known in sticky/, not in the bundle. */
import { lazily } from './lazily';
import type { Log } from './log';
import type { Sticky } from './sticky/loaded';

/** Null where nobody keeps groups. */
export function loadSticky(
  experiments: readonly string[] | null,
  keys: readonly string[] | null,
  log: Log,
): Sticky | null {
  if (experiments === null || keys === null) return null;
  const load = () => {
    // Not imported: most deployments have none.
    const sticky: typeof import('./sticky/index') = require('@statsig-edge/handler/sticky');
    return sticky.stickyGroups(experiments, keys);
  };
  return lazily(load, null, log, 'Nobody keeps a group: sticky.cjs cannot be loaded');
}
