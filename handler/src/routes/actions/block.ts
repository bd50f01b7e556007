import type { CloudFrontRequest, CloudFrontResult } from '../../cloudfront';
import { METHODS } from '../../http-names';
import type { Action, MatchedRoute } from '../action';
import { noStore } from '../json';
import { leadsBack, placeOfRequest } from '../loop';
import { redirectTo } from '../redirect-to';
import { evaluate } from '../subject';
import { fillSplat, redirectLocation } from '../target';

export const block: Action<{ gate: string; status: number }> = {
  subject: 'gate',
  parameter: 'none',
  needsOrigin: true,
  fields: ['off', 'status', 'hosts'],
  required: [],
  target: 'address',
  // A form that is sent must not pass where the page is refused.
  methods: METHODS,

  decide(matched, context) {
    const { request, statsig } = context;
    const { value } = evaluate(matched.route, statsig);
    if (value === true || isWhereOthersGo(matched, request)) return request;
    return leadsBack(matched, context) ? CLOSED : refusal(matched, request.querystring);
  },

  location(matched, { request, statsig }) {
    const { value } = evaluate(matched.route, statsig);
    if (value === true || isWhereOthersGo(matched, request)) return null;
    const { headers } = refusal(matched, request.querystring);
    return headers?.location?.[0]?.value ?? null;
  },

  // The gate was not evaluated, so that its default decides.
  orElse: (_reason, matched, request) =>
    matched.route.default === 'true' || isWhereOthersGo(matched, request)
      ? request
      : refusal(matched, ''),
};

/** The page that `off` leads to is open to everybody: else a visitor would be led there for ever. */
function isWhereOthersGo({ route, splat }: MatchedRoute, request: CloudFrontRequest): boolean {
  if (route.off === null) return false;
  try {
    const here = placeOfRequest(request).host;
    const { host, pathname } = new URL(fillSplat(route.off, splat), `https://${here}`);
    // In no other spelling: the origin may read it as one of the pages that are not open.
    return host === here && pathname === request.uri;
  } catch {
    return false;
  }
}

/** Where nobody can be sent. */
const CLOSED: CloudFrontResult = { status: '403', headers: noStore() };

function refusal(
  { route, splat }: MatchedRoute<{ status: number }>,
  querystring: string,
): CloudFrontResult {
  if (route.off === null) return { status: String(route.status), headers: noStore() };
  // What the settings say was checked when the function started; what the viewer's path adds to it may be too long.
  try {
    const target = fillSplat(route.off, splat);
    return redirectTo(redirectLocation(target, { querystring }, route.hosts), route.status);
  } catch {
    return CLOSED;
  }
}
