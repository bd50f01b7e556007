import { PAGE_PATH } from './api';

/** What of a request's target is below the page's own path, without the query; null for the distribution's. */
export function belowPage(target: string): string | null {
  const [path = ''] = target.split('?');
  if (path === PAGE_PATH || path === `${PAGE_PATH}/`) return '';
  return path.startsWith(`${PAGE_PATH}/`) ? path.slice(PAGE_PATH.length) : null;
}
