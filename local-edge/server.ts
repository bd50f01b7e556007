/** CloudFront with one Lambda@Edge function, on one port of the loopback address. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { CloudFrontEvent } from '../handler/src/cloudfront';
import { errorAnswer, send } from './answer';
import type { Outcome } from './environment';
import { environmentPool } from './environment/pool';
import { type ErrorPage, errorHtml, PAGES } from './error-page';
import { newRequestId } from './event';
import { listen } from './http-server';
import { ALL_METHODS, MAX_HEAD_BYTES, READING_METHODS, refusedAtTheDoor } from './limits';
import { echoOrigin, originAt } from './origin';
import type { EventType } from './rules';
import { type Passage, pass, type Way } from './viewer';

export interface LocalEdgeOptions {
  /** Folder laid out as the function's zip: `index.mjs`, `settings.json`. */
  folder: string;
  /** Default: a free one. */
  port?: number;
  /** Where requests go that the function passes on. Default: a built-in origin that answers with what it got. */
  origin?: URL;
  /** Events the function is associated with. Default: both. */
  events?: readonly EventType[];
  /** `reading`: GET and HEAD, as in the guide. `all`: all seven of CloudFront's. Default `reading`. */
  methods?: 'reading' | 'all';
  /**
   * Origins that the function may ask (`https://bucket.s3.eu-west-1.amazonaws.com`), each with the loopback server that
   * answers in its place. Besides these it reaches loopback alone. Default: none.
   */
  routes?: Record<string, string>;
  /** Of one invocation, in milliseconds. Default 5000, Lambda@Edge's for viewer events. */
  timeoutMs?: number;
  /** Of the function's import, in milliseconds. Default 10000, Lambda's. */
  initTimeoutMs?: number;
  /** Heap of an environment, in MB. Default 128. */
  memoryMb?: number;
  /** How many environments may live at once; more requests wait in line. Default 4. */
  environments?: number;
  /** Lines that the function writes, and warnings of what would go wrong on AWS. Default: kept nowhere. */
  onLog?: (line: string) => void;
  /** Called for every request that was answered. */
  onRequest?: (request: RequestReport) => void;
}

export interface RequestReport {
  requestId: string;
  method: string;
  /** Path and query string, as the viewer sent them. */
  target: string;
  status: number;
  /** From the request's coming in to its answer, in milliseconds. */
  ms: number;
  by: Passage['by'];
  /** Why the viewer got an error page, as in the log group of the distribution; empty when all went well. */
  reasons: string[];
}

export interface LocalEdge {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  port: number;
  /** Runs the function on an event of your own, past CloudFront and its rules. */
  invoke(event: CloudFrontEvent): Promise<Outcome>;
  /** From here on every environment is new. */
  coldStart(): Promise<void>;
  close(): Promise<void>;
}

/** @throws when the port is taken. */
export async function startLocalEdge(options: LocalEdgeOptions): Promise<LocalEdge> {
  const log = options.onLog ?? (() => {});
  const pool = environmentPool(
    {
      folder: options.folder,
      routes: options.routes ?? {},
      timeoutMs: options.timeoutMs ?? 5_000,
      initTimeoutMs: options.initTimeoutMs ?? 10_000,
      memoryMb: options.memoryMb ?? 128,
      onLog: log,
    },
    options.environments ?? 4,
  );
  const way: Way = {
    events: options.events ?? ['viewer-request', 'viewer-response'],
    invoke: pool.invoke,
    origin: options.origin ? originAt(options.origin) : echoOrigin,
    log,
  };
  const methods = options.methods === 'all' ? ALL_METHODS : READING_METHODS;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const start = performance.now();
    const { method = '', url: target = '' } = request;
    const requestId = newRequestId();
    const refusal = refusedAtTheDoor(request, methods);
    const passage = refusal ? turnedAway(refusal, requestId) : await pass(request, requestId, way);
    send(response, { method, requestId }, passage.answer);
    options.onRequest?.({
      requestId,
      method,
      target,
      status: passage.answer.status,
      ms: performance.now() - start,
      by: passage.by,
      reasons: passage.reasons,
    });
  };
  const server = await listen({
    port: options.port ?? 0,
    answer,
    onClientError: answerUnreadable,
    server: { maxHeaderSize: MAX_HEAD_BYTES },
  });
  return {
    url: server.url,
    port: server.port,
    invoke: pool.invoke,
    coldStart: pool.coldStart,
    close: async () => {
      await server.close();
      await pool.close();
    },
  };
}

function turnedAway(page: ErrorPage, requestId: string): Passage {
  return { answer: errorAnswer(page, requestId), by: 'cloudfront', reasons: [page.text] };
}

/** Node could make no request of it, so there is only the socket to answer on. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return;
  const page = error.code === 'HPE_HEADER_OVERFLOW' ? PAGES.headTooLarge : PAGES.badRequest;
  const html = errorHtml(page, newRequestId());
  socket.end(
    `HTTP/1.1 ${page.status} ${page.reason}\r\nServer: CloudFront\r\nContent-Type: text/html\r\n` +
      `Content-Length: ${Buffer.byteLength(html)}\r\nX-Cache: ${page.resultType} from cloudfront\r\nConnection: close\r\n\r\n${html}`,
  );
}
