/** The page `/__edge`: what the specs give a visitor, what happens at the edge, and buttons. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '../../handler/src/settings';
import { messageOf } from '../error-message';
import type { LocalEdge } from '../server';
import type { Store } from '../store';
import { FAULTS } from '../store/faults';
import { act } from './actions';
import type { About, Refused, State } from './api';
import { type Body, readBody, textIn, visitorIn } from './body';
import { PAGE_FILES } from './files';
import type { SpecsByEnvironment } from './loaded-specs';
import { PageError } from './page-error';
import type { Recent } from './recent';
import { refusalOf } from './refusals';
import { knownRegions, regionStates } from './regions';
import { detailOf, summaryOf } from './requests';
import { sender } from './send';
import { servedSpecs } from './served-specs';
import { stateStream } from './stream';
import { splitOf, valuesFor } from './values';
import { visitorReader } from './visitor';

export interface PageParts {
  edge: LocalEdge;
  store: Store;
  settings: Settings;
  specsFile: string;
  recent: Recent;
  loaded: SpecsByEnvironment;
}

export interface EdgePage {
  /** @param path below the page's own */
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** Something happened that it shows. */
  nudge(): void;
}

export function edgePage({
  edge,
  store,
  settings,
  specsFile,
  recent,
  loaded,
}: PageParts): EdgePage {
  const served = servedSpecs(specsFile, settings, store);
  const readVisitor = visitorReader(settings);
  const send = sender(settings, edge.port);
  const { refreshSeconds } = settings.specs;
  const about: About = {
    address: edge.url,
    refreshSeconds,
    regions: knownRegions(settings),
    faults: Object.entries(FAULTS).map(([name, { description }]) => ({ name, description })),
  };
  const state = (): State => ({
    specs: served.state(),
    store: { requests: store.hits(), fault: store.fault() },
    regions: regionStates(edge, loaded),
    requests: recent.list().map(summaryOf),
  });
  const stream = stateStream(() => JSON.stringify(state()));

  /** By path. */
  const posts: Readonly<Record<string, (body: Body) => object | Promise<object>>> = {
    '/values': (body) => {
      const visitor = readVisitor(visitorIn(body));
      return { user: visitor.user, specs: valuesFor(visitor, served.checked()) };
    },
    '/split': (body) =>
      splitOf(textIn(body, 'key'), readVisitor(visitorIn(body)), served.checked()),
    '/send': async (body) => ({
      done: await send(visitorIn(body), textIn(body, 'path'), textIn(body, 'region')),
    }),
    '/act': async (body) => {
      const done = await act({ edge, store, served, refreshSeconds }, body);
      stream.nudge();
      return { done };
    },
  };

  const get = (path: string, response: ServerResponse): void => {
    const file = Object.hasOwn(PAGE_FILES, path) ? PAGE_FILES[path] : undefined;
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': file.type }).end(file.content());
    } else if (path === '/about') json(response, 200, about);
    else if (path === '/events') stream.open(response);
    else {
      const found = recent.find(path.replace(/^\/requests\//, ''));
      if (found === null) refuse(response, 404, 'There is nothing here, or not any more.');
      else json(response, 200, detailOf(found));
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request);
    if (refusal !== null) return refuse(response, refusal.status, refusal.reason);
    const post = Object.hasOwn(posts, path) ? posts[path] : undefined;
    try {
      if (request.method === 'GET') get(path, response);
      else if (request.method !== 'POST' || post === undefined) {
        refuse(response, 405, 'This takes no such request.');
      } else json(response, 200, await post(await readBody(request)));
    } catch (error) {
      refuse(response, error instanceof PageError ? 400 : 500, messageOf(error));
    }
  };

  return { answer, nudge: stream.nudge };
}

/** Whatever specs, requests or functions say, it can load and run nothing; and no other site can show or read it. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

function json(response: ServerResponse, status: number, body: object): void {
  // Who has gone meanwhile is told nothing.
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, error: string): void {
  // What was not read of the request is not read to its end.
  response.shouldKeepAlive = false;
  const refused: Refused = { error };
  json(response, status, refused);
}
