/** The settings' routes, made ready once: patterns compiled, names collected. */
import type { SpecKey } from '../specs/graph';
import { keysOf } from '../specs/names';
import type { Wanted } from '../specs-snapshot';
import type { Action, FindRoute } from './action';
import { actions } from './actions';
import { normalEscapes, normalPath } from './normal-path';
import { pathPattern } from './path-pattern';
import type { Route } from './route';
import { subjectKey } from './subject';

export interface RouteSettings {
  routes: readonly Route[];
  killSwitchGate: string | null;
}

export function routeFinder(routes: readonly Route[]): FindRoute {
  const ready = routes.map((route) => {
    const action: Action = actions[route.action];
    return { route, action, matchPath: pathPattern(normalEscapes(route.path)) };
  });
  return ({ method, uri }) => {
    const path = normalPath(uri);
    for (const { route, action, matchPath } of ready) {
      if (!route.assets && isAsset(path)) continue;
      const match = matchPath(path);
      if (match === null) continue;
      // The first whose path matches wins; what it does not do for this method, no later one does.
      return action.decide !== null && route.methods.includes(method)
        ? { route, action, splat: match.splat }
        : null;
    }
    return null;
  };
}

/** What the routes will ask a snapshot for. */
export function wantedBy({ routes, killSwitchGate }: RouteSettings): Wanted {
  const killSwitch: SpecKey[] = killSwitchGate === null ? [] : [`gate:${killSwitchGate}`];
  const forBrowser = routes.filter(({ action }) => actions[action].subject === 'all').map(keysOf);
  return {
    keys: [
      ...routes.map(subjectKey).filter((key) => key !== null),
      ...forBrowser.flatMap((keys) => keys ?? []),
      ...killSwitch,
    ],
    rest: forBrowser.includes(null),
    browser: forBrowser.length > 0,
  };
}

/** A path that ends in a file's name, other than a page's. */
export function isAsset(path: string): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return file.includes('.') && !/\.html?$/i.test(file);
}
