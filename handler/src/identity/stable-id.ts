/** The visitor's sticky id, in the cookie that Statsig's browser SDK keeps it in, so that both see the same bucket. */
import type {
  CloudFrontHeaders,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontResult,
} from '../cloudfront';
import { decodeCookie, findCookie } from '../cookies';
import { djb2 } from '../djb2';
import { COOKIE_MAX_AGE_SECONDS, withCookie } from '../for-one-visitor';
import { NEW_ID_HEADER } from '../http-names';
import type { IdentitySettings } from '../settings/identity';

export interface StableId {
  value: string;
  /** The visitor came without one, and it is ours to hand out. */
  isNew: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Ids that others made are taken as they are, as long as they can stand in a cookie and in a log: letters, digits and any
 * of `_.:@-`, each of them as it is or percent-encoded. Nothing is decoded to find out: what cannot be decoded is an
 * exception, each takes its time, and a viewer may send a thousand.
 */
const USABLE_ID = /^([\w.:@-]|%(2[de]|3[\da]|4[\da-f]|5[\daf]|6[1-9a-f]|7[\da])){1,128}$/i;

/**
 * The browser SDK's cookie for this client key.
 * @see https://docs.statsig.com/client/javascript-sdk (enableCookies)
 */
export function stableIdCookieName(clientKey: string): string {
  return `statsig.stable_id.${djb2(`k:${clientKey}`)}`;
}

export function readStableId(headers: CloudFrontHeaders, cookieName: string): StableId {
  // One that cannot be used, of an older page or another host of the domain, may stand before the good one.
  const found = findCookie(headers, cookieName, (value) => USABLE_ID.test(value));
  return found === null
    ? { value: crypto.randomUUID(), isNew: true }
    : { value: decodeCookie(found), isNew: false };
}

/** Whether the browser SDK or the handler made it: what looks otherwise may be what somebody signs in by. */
export function isMadeAtRandom(id: string): boolean {
  return UUID.test(id);
}

/** Whether this visitor lets us keep the id. */
export function mayKeepId(headers: CloudFrontHeaders, identity: IdentitySettings): boolean {
  return identity.stableIdCookie && hasConsent(headers, identity);
}

/** Whether this visitor lets us keep anything. */
export function hasConsent(headers: CloudFrontHeaders, identity: IdentitySettings): boolean {
  if (identity.consentCookie === null) return true;
  const equals = identity.consentCookie.indexOf('=');
  if (equals === -1) return findCookie(headers, identity.consentCookie) !== null;
  const name = identity.consentCookie.slice(0, equals);
  return findCookie(headers, name) === identity.consentCookie.slice(equals + 1);
}

/** The request that goes on with a new visitor's id in it, for the origin and for {@link setCookieOnResponse}. */
export function passIdOn(
  request: CloudFrontRequest,
  cookieName: string,
  id: string,
): CloudFrontRequest {
  const { headers } = request;
  return {
    ...request,
    headers: {
      ...headers,
      [NEW_ID_HEADER]: [{ key: 'X-Statsig-Stable-Id', value: id }],
      cookie: [...(headers.cookie ?? []), { key: 'Cookie', value: `${cookieName}=${id}` }],
    },
  };
}

/** On viewer-response: hands a new visitor the cookie. */
export function setCookieOnResponse(
  request: CloudFrontRequest,
  response: CloudFrontResponse,
  cookieName: string,
): CloudFrontResponse {
  const id = request.headers[NEW_ID_HEADER]?.[0]?.value;
  // Where viewer-request did not run, the header is the viewer's own.
  return id && isMadeAtRandom(id) ? withSetCookie(response, cookieName, id) : response;
}

export function withSetCookie<R extends CloudFrontResponse | CloudFrontResult>(
  response: R,
  cookieName: string,
  id: string,
): R {
  const value = `${cookieName}=${id}; Path=/; Max-Age=${COOKIE_MAX_AGE_SECONDS}; Secure; SameSite=Lax`;
  return withCookie(response, value);
}
