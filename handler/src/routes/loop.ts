/** Redirects that lead back to where they started would keep the browser going until it gives up. */
import { Evaluations } from '../evaluations';
import type { ActionContext, MatchedRoute } from './action';

/** Browsers follow about twenty. */
const MAX_HOPS = 10;

/**
 * Follows a redirect as the viewer would, within this site.
 * @param host the site's own host, for targets that name it.
 * @param next where a path of this site redirects the same viewer to, or null when it does not.
 * @returns whether it comes back to a path that it has been to, or does not end.
 */
export function isLoop(
  from: string,
  location: string,
  host: string,
  next: (path: string) => string | null,
): boolean {
  const been = new Set([from]);
  let path = pathOnSite(location, host);
  while (path !== null) {
    if (been.has(path) || been.size > MAX_HOPS) return true;
    been.add(path);
    const onwards = next(path);
    path = onwards === null ? null : pathOnSite(onwards, host);
  }
  return false;
}

/** The path of an address on this site, or null for one elsewhere. */
function pathOnSite(location: string, host: string): string | null {
  // Through URL, because a viewer may write the host in capitals.
  const site = new URL(`https://${host}`);
  const url = new URL(location, site);
  return url.host === site.host ? url.pathname : null;
}

/** Follows a redirect through the routes as the same viewer would, without leaving exposures. */
export function leadsBack(
  matched: MatchedRoute,
  { request, user, snapshot, findRoute }: ActionContext,
): boolean {
  const statsig = new Evaluations(snapshot, user, null);
  const locationAt = (at: MatchedRoute | null, uri: string) =>
    at?.action.location?.(at, { request: { ...request, uri }, statsig }) ?? null;
  const location = locationAt(matched, request.uri);
  const host = request.headers.host?.[0]?.value ?? '';
  return (
    location !== null &&
    isLoop(request.uri, location, host, (uri) =>
      locationAt(findRoute({ method: request.method, uri }), uri),
    )
  );
}
