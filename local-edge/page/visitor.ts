/** The Statsig user of a visitor whom somebody typed, as the handler makes it of a request. */
import type { StatsigUser } from '@statsig/client-core';
import { readUser } from '../../handler/explain/user';
import type { CloudFrontHeaders } from '../../handler/src/cloudfront';
import { readStableId, stableIdCookieName } from '../../handler/src/identity/stable-id';
import { userFinder } from '../../handler/src/identity/user';
import type { Settings } from '../../handler/src/settings';
import { loadSticky } from '../../handler/src/sticky';
import type { KeptGroups } from '../../handler/src/sticky/kept';
import type { TypedVisitor } from './api';
import { PageError } from './page-error';

export interface Visitor {
  user: StatsigUser;
  /** Null where nobody keeps groups. */
  groups: KeptGroups | null;
}

/** @throws {PageError} for what is no visitor */
export type ReadVisitor = (typed: TypedVisitor) => Visitor;

/** No address of anybody's (RFC 5737), so of no country. */
const NOBODYS_ADDRESS = '192.0.2.1';

export function visitorReader(settings: Settings): ReadVisitor {
  const { clientKey, identity, stickyExperiments, stickyKeys } = settings;
  const findUser = userFinder(identity, () => {});
  const sticky = loadSticky(stickyExperiments, stickyKeys, () => {});
  const cookieName = stableIdCookieName(clientKey);
  return (typed) => {
    const headers = headersOf(typed);
    const request = {
      clientIp: typed.ip || NOBODYS_ADDRESS,
      method: 'GET',
      uri: '/',
      querystring: '',
      headers,
    };
    const stableId = typed.stableID || readStableId(headers, cookieName).value;
    const found = findUser(request, stableId);
    const more = typed.more.trim() === '' ? {} : moreOf(typed.more);
    const { userID, email } = typed;
    return {
      user: {
        ...found,
        ...more,
        ...(userID !== '' && { userID }),
        ...(typed.country !== '' && { country: typed.country.toUpperCase() }),
        ...(email !== '' && { email }),
        customIDs: { ...found.customIDs, ...more.customIDs },
      },
      groups: sticky?.groupsOf(headers, null) ?? null,
    };
  };
}

function headersOf({ userAgent, cookie }: TypedVisitor): CloudFrontHeaders {
  return {
    ...(userAgent !== '' && { 'user-agent': [{ key: 'User-Agent', value: userAgent }] }),
    ...(cookie !== '' && { cookie: [{ key: 'Cookie', value: cookie }] }),
  };
}

function moreOf(json: string): StatsigUser {
  const read = readUser(json);
  if ('user' in read) return read.user;
  throw new PageError(
    `The field “More of the user” ${read.problem}. It takes fields of a Statsig user, such as {"custom": {"plan": "pro"}}.`,
  );
}
