/** Decides by the settings' routes. */
import type { FindDecision } from '../decision';
import { Evaluations } from '../evaluations';
import { type Log, messageOf } from '../log';
import { type RouteSettings, routeFinder } from '.';
import type { Route } from './route';

export function routeDecisions({ routes, killSwitchGate }: RouteSettings, log: Log): FindDecision {
  const findRoute = routeFinder(routes);
  return (request) => {
    const matched = findRoute(request);
    if (matched === null) return null;
    const { action, route } = matched;
    return {
      route: route.path,
      decide: ({ user, statsig }, { snapshot }) => {
        const isOff =
          killSwitchGate !== null &&
          new Evaluations(snapshot, user, null).checkGate(killSwitchGate);
        return action.decide(matched, {
          ...{ request, user, findRoute, log },
          ...(isOff
            ? { statsig: new Evaluations(null, user, null), snapshot: null }
            : { statsig, snapshot }),
        });
      },
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
