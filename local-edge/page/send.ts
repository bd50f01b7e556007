/** Sends a request to the edge as a visitor whom somebody typed. */
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import type { Settings } from '../../handler/src/settings';
import { messageOf } from '../error-message';
import { REGION_HEADER } from '../region';
import { repeat } from '../start/repeat';
import type { TypedVisitor } from './api';
import { PageError } from './page-error';
import { belowPage } from './page-path';

/**
 * The answer as `curl -i` shows it.
 * @param region empty for the first
 * @throws {PageError} for what cannot be sent
 */
export type Send = (visitor: TypedVisitor, path: string, region: string) => Promise<string>;

export function sender(settings: Settings, port: number): Send {
  return async (visitor, path, region) => {
    if (!path.startsWith('/') || belowPage(path) !== null) {
      throw new PageError(
        `The path is ${JSON.stringify(path)}; it takes one of the distribution's, such as /pricing?a=1.`,
      );
    }
    const headers = Object.entries({
      Host: `localhost:${port}`,
      ...headersOf(visitor, settings),
      [REGION_HEADER]: region,
    });
    const given = headers.filter(([, value]) => value !== '').flat();
    try {
      return await repeat({ method: 'GET', target: path, headers: given }, port);
    } catch (error) {
      throw new PageError(`The request could not be sent: ${messageOf(error)}.`);
    }
  };
}

/** As the settings find the visitor in a request; empty ones are not sent. */
function headersOf(
  { userID, stableID, country, cookie, userAgent }: TypedVisitor,
  { clientKey, identity }: Settings,
): Record<string, string> {
  const { userIdCookie, userIdHeader, countryHeader } = identity;
  const cookieOf = (name: string | null, value: string) =>
    name === null || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`];
  const cookies = [
    ...cookieOf(userIdCookie, userID),
    ...cookieOf(stableIdCookieName(clientKey), stableID),
    ...(cookie === '' ? [] : [cookie]),
  ];
  return {
    Cookie: cookies.join('; '),
    'User-Agent': userAgent,
    ...(userIdHeader !== null && { [userIdHeader]: userID }),
    ...(countryHeader !== null && { [countryHeader]: country }),
  };
}
