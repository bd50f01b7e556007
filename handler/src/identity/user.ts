/** The Statsig user that a request stands for. */
import type { StatsigUser } from '@statsig/client-core';
import type { CloudFrontHeaders, CloudFrontRequest } from '../cloudfront';
import { decodeCookie, findCookie } from '../cookies';
import { lazily } from '../lazily';
import type { Log } from '../log';
import type { IdentitySettings } from '../settings/identity';
import type { ReadKnown } from './known';
import { isMadeAtRandom } from './stable-id';

export type FindUser = (request: CloudFrontRequest, stableId: string) => StatsigUser;

/** Statsig's own limit for an id; a longer one is not an id. */
const MAX_ID_LENGTH = 1_000;

export function userFinder(identity: IdentitySettings, log: Log): FindUser {
  const { token, attributes, anonymousUserId } = identity;
  const readKnown = token === null && attributes.length === 0 ? null : knownReader(identity, log);
  return (request, stableId) => {
    const { headers } = request;
    const { customIDs, ...others } = readKnown?.(request) ?? {};
    const userAgent = headers['user-agent']?.[0]?.value;
    const country = countryOf(headers, identity);
    // What a viewer can write makes nobody who a token is asked of.
    const said = token === null ? saidUserId(headers, identity) : others.userID;
    const anonymous =
      anonymousUserId === 'stableID' && isMadeAtRandom(stableId) ? stableId : undefined;
    return {
      ...others,
      userID: said !== undefined && isId(said) ? said : anonymous,
      customIDs: { ...customIDs, stableID: stableId },
      ip: request.clientIp,
      ...(userAgent !== undefined && { userAgent }),
      ...(country !== null && { country }),
    };
  };
}

/** Not imported: most deployments have neither a token nor attributes. */
function knownReader(identity: IdentitySettings, log: Log): ReadKnown | null {
  const load = () => {
    const known: typeof import('./known') = require('@statsig-edge/handler/known');
    return known.knownReader(identity, log);
  };
  return lazily(
    load,
    null,
    log,
    'Nothing is known of visitors but their ids: known.cjs cannot be loaded',
  );
}

function saidUserId(headers: CloudFrontHeaders, identity: IdentitySettings): string | undefined {
  const inHeader = identity.userIdHeader === null ? [] : (headers[identity.userIdHeader] ?? []);
  // One that cannot be used does not hide a good one behind it.
  const fromHeader = inHeader.find(({ value }) => isId(value));
  if (fromHeader !== undefined) return fromHeader.value;
  if (identity.userIdCookie === null) return undefined;
  const fromCookie = findCookie(headers, identity.userIdCookie, (value) =>
    isId(decodeCookie(value)),
  );
  return fromCookie === null ? undefined : decodeCookie(fromCookie);
}

function isId(text: string): boolean {
  return text !== '' && text.length <= MAX_ID_LENGTH;
}

function countryOf(headers: CloudFrontHeaders, identity: IdentitySettings): string | null {
  const value = identity.countryHeader && headers[identity.countryHeader]?.[0]?.value;
  return value && /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : null;
}

/** Whether any visitor can have a `userID`. */
export function hasUserIds(identity: IdentitySettings): boolean {
  const { anonymousUserId, userIdCookie, userIdHeader, token } = identity;
  return (
    anonymousUserId === 'stableID' ||
    userIdCookie !== null ||
    userIdHeader !== null ||
    token !== null
  );
}
