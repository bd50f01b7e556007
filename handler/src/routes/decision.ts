/** Decides by the settings' routes. */
import type { StatsigUser } from '@statsig/serverless-client';
import type { CloudFrontRequest } from '../cloudfront';
import type { Decision, EdgeContext, FindDecision, LoadedSpecs, Outcome } from '../decision';
import { Evaluations } from '../evaluations';
import { type Log, messageOf } from '../log';
import type { Settings } from '../settings';
import { type FindRoute, type MatchedRoute, routeFinder } from '.';
import { act, locationOf } from './act';
import { bootstrap, unavailable } from './bootstrap';
import { isLoop } from './loop';
import { failure } from './respond';
import { evaluate } from './subject';

export function routeDecisions(
  { routes, clientKey }: Pick<Settings, 'routes' | 'clientKey'>,
  log: Log,
): FindDecision {
  const findRoute = routeFinder(routes);
  return (request) => {
    const matched = findRoute(request);
    return matched === null ? null : decisionOf(matched, request, { findRoute, clientKey, log });
  };
}

interface Surroundings {
  findRoute: FindRoute;
  clientKey: string;
  log: Log;
}

function decisionOf(
  matched: MatchedRoute,
  request: CloudFrontRequest,
  { findRoute, clientKey, log }: Surroundings,
): Decision {
  const { action, path } = matched.route;
  return {
    decide: (context, specs) => {
      if (action === 'respond' || action === 'bootstrap') {
        return respond(matched, context, specs, clientKey);
      }
      if (action === 'redirect' && leadsBack(matched, context, specs, findRoute)) {
        log('warn', 'A redirect would lead back to where it starts; the request passes', {
          route: path,
          uri: request.uri,
        });
        return request;
      }
      return act(matched, evaluate(matched.route, context.statsig), context.user, request);
    },
    orElse: (error) => {
      const reason = messageOf(error);
      log('error', 'A route failed; its default answers', { route: path, action, reason });
      if (action === 'respond') return failure(reason);
      return action === 'bootstrap' ? unavailable(reason) : request;
    },
  };
}

function respond(
  matched: MatchedRoute,
  { request, user, statsig }: EdgeContext,
  { snapshot, problem }: LoadedSpecs,
  clientKey: string,
): Outcome {
  const isBootstrap = matched.route.action === 'bootstrap';
  if (snapshot === null) {
    const reason = problem ?? 'the specs are still being loaded';
    return isBootstrap ? unavailable(reason) : failure(reason);
  }
  return isBootstrap
    ? bootstrap(snapshot, user, clientKey)
    : act(matched, evaluate(matched.route, statsig), user, request);
}

/** Follows the redirect through the routes as the same viewer would, without leaving exposures. */
function leadsBack(
  matched: MatchedRoute,
  { request, user }: { request: CloudFrontRequest; user: StatsigUser },
  { snapshot }: LoadedSpecs,
  findRoute: FindRoute,
): boolean {
  const evaluations = new Evaluations(snapshot, user, null);
  const locationAt = (at: MatchedRoute | null, uri: string) =>
    at?.route.action === 'redirect'
      ? locationOf(at, evaluate(at.route, evaluations), { ...request, uri })
      : null;
  const location = locationAt(matched, request.uri);
  const host = request.headers.host?.[0]?.value ?? '';
  return (
    location !== null &&
    isLoop(request.uri, location, host, (uri) =>
      locationAt(findRoute({ method: request.method, uri }), uri),
    )
  );
}
