/**
 * The page is loaded when somebody opens it: it evaluates specs, for which half of the handler and Statsig's client are
 * read, and no start waits for that.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EdgePage, PageParts } from '.';
import { belowPage } from './page-path';

export interface PageAtFirstAsk {
  /** Answers what is for the page; false for what is not. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Something happened that it shows. */
  nudge(): void;
}

export function pageAtFirstAsk(parts: PageParts): PageAtFirstAsk {
  let page: EdgePage | null = null;
  let loading: Promise<EdgePage> | null = null;
  const load = async () => {
    const { edgePage } = await import('./index');
    page = edgePage(parts);
    return page;
  };
  return {
    answer: (request, response) => {
      const path = belowPage(request.url ?? '');
      if (path === null) return false;
      loading ??= load();
      void loading.then(({ answer }) => answer(request, response, path));
      return true;
    },
    nudge: () => page?.nudge(),
  };
}
