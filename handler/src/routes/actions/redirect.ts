import type { CloudFrontRequest } from '../../cloudfront';
import { READING_METHODS } from '../../http-names';
import type { Action, LocationContext, MatchedRoute } from '../action';
import { leadsBack, placeOf, placeOfRequest } from '../loop';
import { redirectTo } from '../redirect-to';
import { evaluate } from '../subject';
import { redirectLocation, targetOf } from '../target';

export const redirect: Action<{ status: number }> = {
  subject: 'any',
  parameter: 'required',
  needsOrigin: false,
  fields: ['on', 'off', 'status', 'hosts'],
  required: ['on', 'off'],
  target: 'address',
  methods: READING_METHODS,

  decide(matched, context) {
    const { request, statsig, log } = context;
    if (leadsBack(matched, context)) {
      log('warn', 'A redirect would lead back to where it starts; the request passes', {
        route: matched.route.path,
        uri: request.uri,
      });
      return request;
    }
    const location = locationOf(matched, { request, statsig });
    return location === null ? request : redirectTo(location, matched.route.status);
  },

  location: locationOf,

  orElse: (_reason, _matched, request) => request,
};

function locationOf(
  { route, splat }: MatchedRoute,
  { request, statsig }: LocationContext,
): string | null {
  const target = targetOf(route, splat, evaluate(route, statsig));
  if (target === null) return null;
  const location = redirectLocation(target, request, route.hosts);
  return isThere(target, request) ? null : location;
}

/** `/?v=b` leads a viewer no further who is there. */
function isThere(target: string, request: CloudFrontRequest): boolean {
  const here = placeOfRequest(request);
  const there = placeOf(target, here.host);
  const has = here.querystring.split('&');
  return (
    there.host === here.host &&
    there.uri === here.uri &&
    there.querystring.split('&').every((pair) => pair === '' || has.includes(pair))
  );
}
