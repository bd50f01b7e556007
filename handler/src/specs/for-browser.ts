/** The part of the handler that a browser starts from; not imported, because most deployments start none. */
import { lazily } from '../lazily';
import type { Log } from '../log';
import type { Specs } from '.';
import type { SpecKey } from './graph';

export function forBrowser(): typeof import('./browser') {
  return require('@statsig-edge/handler/browser');
}

/** What fails here fails again where somebody waits for it. */
export function neededByBrowser(specs: Specs, keys: ReadonlySet<SpecKey>, log: Log): SpecKey[] {
  return lazily(
    () => forBrowser().neededByBrowser(specs, keys),
    [],
    log,
    'No browser can start from here: browser.cjs cannot be loaded',
  );
}
