/** Redirects that lead back to where they started would keep the browser going until it gives up. */
import type { CloudFrontRequest } from '../cloudfront';
import type { ActionContext, MatchedRoute } from './action';
import { normalPath } from './normal-path';

/** Browsers follow about twenty. */
const MAX_HOPS = 20;

/** Where a viewer is. */
export interface Place {
  host: string;
  uri: string;
  /** Without the `?`. */
  querystring: string;
}

/**
 * Follows redirects as the viewer would, to other hosts, too: they may be names of this same site, with the same routes.
 * @param next where a place redirects the viewer to, or null when it does not.
 * @returns whether they come back to a place on the viewer's host, or come there again and again and do not end. What
 * happens on another host alone is of no account, because that may be another site.
 */
export function isLoop(from: Place, next: (place: Place) => string | null): boolean {
  const been = new Set<string>();
  let returns = 0;
  for (let place = from; been.size <= MAX_HOPS; ) {
    const address = addressOf(place);
    if (been.has(address)) return place.host === from.host;
    been.add(address);
    const location = next(place);
    if (location === null) return false;
    place = placeOf(location, place.host);
    if (place.host === from.host) returns += 1;
  }
  return returns > 1;
}

/** Where an address leads a viewer who is on `host`, in one spelling. */
export function placeOf(location: string, host: string): Place {
  const url = new URL(location, `https://${host}`);
  return { host: url.host, uri: normalPath(url.pathname), querystring: url.search.slice(1) };
}

/** Through URL, because a viewer may write the host in capitals. */
export function placeOfRequest({ headers, uri, querystring }: CloudFrontRequest): Place {
  const { host } = new URL(`https://${headers.host?.[0]?.value}`);
  return { host, uri: normalPath(uri), querystring };
}

function addressOf({ host, uri, querystring }: Place): string {
  return `${host}${uri}?${querystring}`;
}

/** Follows a redirect through the routes as the same viewer would, without leaving exposures. */
export function leadsBack(
  matched: MatchedRoute,
  { request, statsig: asked, findRoute }: ActionContext,
): boolean {
  const statsig = asked.unexposed();
  const start = placeOfRequest(request);
  return isLoop(start, (place) => {
    const { uri, querystring } = place;
    // Stryker disable next-line ConditionalExpression: the route is the same one, found once more
    const at = place === start ? matched : findRoute({ method: request.method, uri });
    const headers = { ...request.headers, host: [{ value: place.host }] };
    return (
      at?.action.location?.(at, {
        request: { ...request, uri, querystring, headers },
        statsig,
      }) ?? null
    );
  });
}
