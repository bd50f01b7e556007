/** The visitor's sticky id, in the cookie that Statsig's browser SDK keeps it in, so that both see the same bucket. */
import { randomUUID } from 'node:crypto';
import type { CloudFrontHeaders, CloudFrontRequest, CloudFrontResponse } from '../cloudfront';
import { decodeCookie, findCookie } from '../cookies';
import { djb2 } from '../djb2';
import type { IdentitySettings } from '../settings';

export interface StableId {
  value: string;
  /** The visitor came without one, and it is ours to hand out. */
  isNew: boolean;
}

/**
 * Tells the viewer-response event, and the origin where its policy forwards headers, which id a new visitor was
 * given: the cookie on the request looks the same for new and returning visitors.
 */
const NEW_ID_HEADER = 'x-statsig-stable-id';

/** A year, as in the browser SDK. */
const MAX_AGE_SECONDS = 31_536_000;

/** Ids that others made are taken as they are, as long as they can stand in a cookie and in a log. */
const USABLE_ID = /^[\w.:@-]{1,128}$/;

/**
 * The browser SDK's cookie for this client key.
 * @see https://docs.statsig.com/client/javascript-sdk (enableCookies)
 */
export function stableIdCookieName(clientKey: string): string {
  return `statsig.stable_id.${djb2(`k:${clientKey}`)}`;
}

export function readStableId(headers: CloudFrontHeaders, cookieName: string): StableId {
  const value = decodeCookie(findCookie(headers, cookieName) ?? '');
  return USABLE_ID.test(value) ? { value, isNew: false } : { value: randomUUID(), isNew: true };
}

/** Whether this visitor lets us keep the id. */
export function mayKeepId(headers: CloudFrontHeaders, identity: IdentitySettings): boolean {
  if (!identity.stableIdCookie) return false;
  if (identity.consentCookie === null) return true;
  const [name = '', value] = identity.consentCookie.split('=', 2);
  const sent = findCookie(headers, name);
  return sent !== null && (value === undefined || sent === value);
}

/** Puts a new visitor's id into the request that goes on, for the origin and for {@link setCookieOnResponse}. */
export function passIdOn(request: CloudFrontRequest, cookieName: string, id: string): void {
  request.headers[NEW_ID_HEADER] = [{ key: 'X-Statsig-Stable-Id', value: id }];
  request.headers.cookie = [
    ...(request.headers.cookie ?? []),
    { key: 'Cookie', value: `${cookieName}=${id}` },
  ];
}

/** A viewer has no business in sending our header. */
export function dropForgedId(headers: CloudFrontHeaders): void {
  if (NEW_ID_HEADER in headers) delete headers[NEW_ID_HEADER];
}

/** On viewer-response: hands a new visitor the cookie. */
export function setCookieOnResponse(
  request: CloudFrontRequest,
  response: CloudFrontResponse,
  cookieName: string,
): CloudFrontResponse {
  const id = request.headers[NEW_ID_HEADER]?.[0]?.value;
  if (id !== undefined) addSetCookie(response.headers, cookieName, id);
  return response;
}

export function addSetCookie(headers: CloudFrontHeaders, cookieName: string, id: string): void {
  headers['set-cookie'] = [
    ...(headers['set-cookie'] ?? []),
    {
      key: 'Set-Cookie',
      value: `${cookieName}=${id}; Path=/; Max-Age=${MAX_AGE_SECONDS}; Secure; SameSite=Lax`,
    },
  ];
}
