/** The sticky id of new visitors whose request nothing decides on. */
import type { CloudFrontRequest } from '../cloudfront';
import { READING_METHODS } from '../http-names';
import { isAsset } from '../routes';
import type { IdentitySettings } from '../settings/identity';
import { mayKeepId, passIdOn, readStableId } from './stable-id';

/** The request as it goes on: with an id, if it asks for a page and its visitor is new. */
export function withIdForPage(
  request: CloudFrontRequest,
  cookieName: string,
  identity: IdentitySettings,
): CloudFrontRequest {
  // What a page asks for comes after it, with its cookie: without one, each of them would get an id of its own.
  if (!isReading(request.method) || isAsset(request.uri)) return request;
  const { value, isNew } = readStableId(request.headers, cookieName);
  return isNew && mayKeepId(request.headers, identity)
    ? passIdOn(request, cookieName, value)
    : request;
}

function isReading(method: string): boolean {
  return (READING_METHODS as readonly string[]).includes(method);
}
