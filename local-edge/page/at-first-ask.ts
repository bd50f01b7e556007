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
  return {
    answer: (request, response) => {
      const path = belowPage(request.url ?? '');
      if (path === null) return false;
      page ??= loaded().edgePage(parts);
      void page.answer(request, response, path);
      return true;
    },
    nudge: () => page?.nudge(),
  };
}

/** By `require`: for `import()` of TypeScript, tsx needs a thread of its own at every start. */
function loaded(): typeof import('.') {
  return require('./index');
}
