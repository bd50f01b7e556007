/** Sends a request to the edge as a visitor whom somebody typed. */
import { REGION_HEADER } from '../region';
import { repeat } from '../start/repeat';
import { type About, PAGE_PATH, type TypedVisitor } from './api';
import { PageError } from './page-error';

type Where = Pick<About, 'stableIdCookie' | 'userIdCookie'> & { port: number };

/**
 * The answer as `curl -i` shows it.
 * @throws {PageError} for what no browser would send
 */
export async function sendAs(
  { userID, stableID, cookie, userAgent }: TypedVisitor,
  path: string,
  region: string,
  { port, stableIdCookie, userIdCookie }: Where,
): Promise<string> {
  if (!path.startsWith('/') || path.startsWith(PAGE_PATH)) {
    throw new PageError(
      `The path is ${JSON.stringify(path)}; it takes one of the distribution's, such as /pricing?a=1.`,
    );
  }
  const cookies = [
    ...(userID !== '' && userIdCookie !== null
      ? [`${userIdCookie}=${encodeURIComponent(userID)}`]
      : []),
    ...(stableID === '' ? [] : [`${stableIdCookie}=${encodeURIComponent(stableID)}`]),
    ...(cookie === '' ? [] : [cookie]),
  ];
  const headers = [
    ...['Host', `localhost:${port}`],
    ...(cookies.length > 0 ? ['Cookie', cookies.join('; ')] : []),
    ...(userAgent === '' ? [] : ['User-Agent', userAgent]),
    ...(region === '' ? [] : [REGION_HEADER, region]),
  ];
  try {
    return await repeat({ method: 'GET', target: path, headers }, port);
  } catch (error) {
    throw new PageError(`The request could not be sent: ${String(error)}`);
  }
}
