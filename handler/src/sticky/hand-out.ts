/** How the cookie comes to the visitor. */
import type { CloudFrontRequest, CloudFrontResponse } from '../cloudfront';
import { isResponse, type Outcome } from '../decision';
import { COOKIE_MAX_AGE_SECONDS, withCookie } from '../for-one-visitor';
import { STICKY_COOKIE, STICKY_HEADER } from '../http-names';
import { isCookie } from './cookie';

/** Hands the cookie out with an answer that is made here, and tells viewer-response of it for any other. */
export function handOut(outcome: Outcome, cookie: string): Outcome {
  if (isResponse(outcome)) return withCookie(outcome, setCookie(cookie));
  const header = [{ key: 'X-Statsig-Sticky', value: cookie }];
  return { ...outcome, headers: { ...outcome.headers, [STICKY_HEADER]: header } };
}

/** On viewer-response. */
export function setOnResponse(
  { headers }: CloudFrontRequest,
  response: CloudFrontResponse,
): CloudFrontResponse {
  const cookie = headers[STICKY_HEADER]?.[0]?.value ?? '';
  // Where viewer-request did not run, the header is the viewer's own; so is the cookie, and what it says is signed.
  return isCookie(cookie) ? withCookie(response, setCookie(cookie)) : response;
}

function setCookie(cookie: string): string {
  return `${STICKY_COOKIE}=${cookie}; Path=/; Max-Age=${COOKIE_MAX_AGE_SECONDS}; Secure; HttpOnly; SameSite=Lax`;
}
