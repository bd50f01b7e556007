/** The settings' routes, made ready once: patterns compiled, names collected. */
import type { CloudFrontRequest } from '../cloudfront';
import type { Route } from '../settings';
import type { Wanted } from '../specs-snapshot';
import { type PathMatch, pathPattern } from './path-pattern';
import { subjectKey } from './subject';

export interface MatchedRoute extends PathMatch {
  route: Route;
}

/** The route for a request, or null when it passes untouched. */
export type FindRoute = (request: Pick<CloudFrontRequest, 'method' | 'uri'>) => MatchedRoute | null;

export function routeFinder(routes: Route[]): FindRoute {
  const ready = routes.map((route) => ({ route, matchPath: pathPattern(route.path) }));
  return ({ method, uri }) => {
    for (const { route, matchPath } of ready) {
      if (!route.assets && isAsset(uri)) continue;
      const match = matchPath(uri);
      if (match === null) continue;
      // The first whose path matches wins; what it does not do for this method, no later one does.
      return route.action !== 'pass' && route.methods.includes(method) ? { route, ...match } : null;
    }
    return null;
  };
}

/** What the routes will ask a snapshot for. */
export function wantedBy(routes: Route[]): Wanted {
  return {
    keys: routes.map(subjectKey).filter((key) => key !== null),
    rest: routes.some((route) => route.action === 'bootstrap'),
  };
}

/** A path that ends in a file's name, other than a page's. */
function isAsset(uri: string): boolean {
  const file = uri.slice(uri.lastIndexOf('/') + 1);
  return file.includes('.') && !/\.html?$/i.test(file);
}
