/**
 * A page of the origin's in the place of its errors.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/creating-custom-error-pages.html
 */
import type { IncomingMessage } from 'node:http';
import type { Came } from './came';
import type { EdgeRequest } from './cloudfront';
import { PAGES } from './error-page';
import { askOrigin, type OriginSide } from './origin-side';
import type { Rejection } from './run-function';

export interface CustomErrorPage {
  path: string;
  /** The status that the viewer gets. Default: the origin's. */
  status?: number;
}

/** By the origin's status. */
export type CustomErrorPages = Readonly<Record<number, CustomErrorPage>>;

/** Those that can have a page. */
export const ERROR_STATUSES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504] as const;

/**
 * What the viewer gets for an error of the origin's; null where there is no page, or the page cannot be had either. No
 * function of the viewer's side runs for it.
 */
export async function customErrorPage(
  failed: Came | Rejection,
  viewers: EdgeRequest,
  incoming: IncomingMessage,
  requestId: string,
  side: OriginSide & { errorPages: CustomErrorPages },
): Promise<Came | null> {
  const status = errorOf(failed);
  const page = status === null ? undefined : side.errorPages[status];
  if (status === null || page === undefined) return null;
  const request: EdgeRequest = { ...viewers, method: 'GET', uri: page.path, querystring: '' };
  const came = await askOrigin(request, incoming, Buffer.alloc(0), requestId, side);
  if (errorOf(came) !== null || 'page' in came) return null;
  return {
    ...came,
    response: { headers: came.response.headers, status: String(page.status ?? status) },
  };
}

/** The status of an error that came from the origin, or of its silence; a function's own answer is none. */
function errorOf(came: Came | Rejection): number | null {
  if ('page' in came) {
    return came.page === PAGES.originUnreachable ? PAGES.originUnreachable.status : null;
  }
  const status = Number(came.response.status);
  return came.originStatus !== null && status >= 400 ? status : null;
}
