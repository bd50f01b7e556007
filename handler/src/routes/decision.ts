/** Decides by the settings' routes. */
import type { FindDecision } from '../decision';
import { type Log, messageOf } from '../log';
import { routeFinder } from '.';
import type { Route } from './route';

export function routeDecisions(
  { routes, clientKey }: { routes: readonly Route[]; clientKey: string },
  log: Log,
): FindDecision {
  const findRoute = routeFinder(routes);
  return (request) => {
    const matched = findRoute(request);
    if (matched === null) return null;
    const { action, route } = matched;
    return {
      route: route.path,
      decide: ({ user, statsig }, { snapshot }) =>
        action.decide(matched, {
          ...{ request, user, statsig, snapshot },
          ...{ clientKey, findRoute, log },
        }),
      orElse: (error) => {
        const reason = messageOf(error);
        log('error', 'A route failed; its default answers', {
          route: route.path,
          action: (route as Route).action,
          reason,
        });
        return action.orElse(reason, matched, request);
      },
    };
  };
}
