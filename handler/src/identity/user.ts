/** The Statsig user that a request stands for. */
import type { StatsigUser } from '@statsig/client-core';
import type { CloudFrontHeaders, CloudFrontRequest } from '../cloudfront';
import { decodeCookie, findCookie } from '../cookies';
import type { IdentitySettings } from '../settings/identity';
import { isMadeAtRandom } from './stable-id';

/** Statsig's own limit for an id; a longer one is not an id. */
const MAX_ID_LENGTH = 1_000;

export function userOf(
  request: CloudFrontRequest,
  stableId: string,
  identity: IdentitySettings,
): StatsigUser {
  const { headers } = request;
  const userAgent = headers['user-agent']?.[0]?.value;
  const country = countryOf(headers, identity);
  return {
    userID:
      userIdOf(headers, identity) ??
      (identity.anonymousUserId === 'stableID' && isMadeAtRandom(stableId) ? stableId : undefined),
    customIDs: { stableID: stableId },
    ip: request.clientIp,
    ...(userAgent !== undefined && { userAgent }),
    ...(country !== null && { country }),
  };
}

function userIdOf(headers: CloudFrontHeaders, identity: IdentitySettings): string | null {
  const fromHeader = identity.userIdHeader && headers[identity.userIdHeader]?.[0]?.value;
  const fromCookie = identity.userIdCookie && findCookie(headers, identity.userIdCookie);
  const id = fromHeader || (fromCookie && decodeCookie(fromCookie)) || null;
  return id !== null && id.length <= MAX_ID_LENGTH ? id : null;
}

function countryOf(headers: CloudFrontHeaders, identity: IdentitySettings): string | null {
  const value = identity.countryHeader && headers[identity.countryHeader]?.[0]?.value;
  return value && /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : null;
}

/** Whether any visitor can have a `userID`. */
export function hasUserIds(identity: IdentitySettings): boolean {
  const { anonymousUserId, userIdCookie, userIdHeader } = identity;
  return anonymousUserId === 'stableID' || userIdCookie !== null || userIdHeader !== null;
}
