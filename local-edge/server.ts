/** CloudFront with one Lambda@Edge function, on one port of the loopback address. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { errorAnswer, send } from './answer';
import { type BehaviorOptions, behaviorFor, behaviorOf } from './behavior';
import type { EdgeEvent } from './cloudfront';
import type { CustomErrorPages } from './custom-error-page';
import type { Outcome } from './environment/outcome';
import { environmentPool } from './environment/pool';
import type { InvocationReport } from './environment/report';
import type { Runtime } from './environment/runtime';
import { type ErrorPage, errorHtml, PAGES } from './error-page';
import { newRequestId, uriOf, utf8 } from './event';
import { listen } from './http-server';
import { MAX_HEAD_BYTES, rejectionOf } from './limits';
import { type Exchange, handleRequest } from './pipeline';
import { isRaw, parseAgain, targetOf } from './raw-target';
import type { EventViolation } from './run-function';
import { zipWarning } from './zip-size';

export interface LocalEdgeOptions extends BehaviorOptions {
  /** Folder laid out as the function's zip: `index.js`, `index.mjs` or `index.cjs`, and what it reads beside itself. */
  folder: string;
  /** Pages of the origin's in the place of its errors: `{ 404: { path: '/404.html' } }`. Default: none. */
  errorPages?: CustomErrorPages;
  /**
   * Behaviors for paths of their own, the first that matches before all others; what one does not say is as it is for
   * all other paths. Default: none.
   */
  behaviors?: readonly (BehaviorOptions & { pathPattern: string })[];
  /** What `/` stands for, such as `index.html`; the function sees it, too. Default: nothing else than `/`. */
  defaultRootObject?: string;
  /** Lambda's runtime, whose form of handlers is taken. Default nodejs22.x. The JavaScript is that of this Node.js. */
  runtime?: Runtime;
  /** Default: a free one. */
  port?: number;
  /**
   * Loopback servers that answer in the place of the hosts that the function calls, by origin:
   * `{ 'https://bucket.s3.eu-west-1.amazonaws.com': 'http://127.0.0.1:9000' }`; and of the origins that it chooses.
   * Every other host but loopback is unreachable for it. Default: none.
   */
  hostOverrides?: Record<string, string>;
  /**
   * Round trip to the servers in `hostOverrides`, in milliseconds, which the handshakes of a new connection take twice.
   * The rest of the way is the server's to simulate, as the store does with `distance`. Default 0.
   */
  roundTripMs?: number;
  /** Region in which the function believes that it runs (`AWS_REGION`). Default us-east-1. */
  region?: string;
  /** Limit of one invocation, in milliseconds. Default 5000 for viewer events, 30000 for origin events. */
  timeoutMs?: number;
  /** Limit of the function's import, in milliseconds. Default 10000, Lambda's. */
  initTimeoutMs?: number;
  /** Of an environment, in MB: heap, Buffers, and what Node.js takes for itself. Default 128. */
  memoryMb?: number;
  /** How many environments may be at work at once; further requests are throttled. Default 32; Lambda's is 1,000. */
  environments?: number;
  /** Lines that the function writes, and warnings of what would go wrong on AWS. Default: dropped. */
  onLog?: (line: string) => void;
  /** Called at the end of each invocation of the function, with what Lambda says of it in the log. */
  onReport?: (report: InvocationReport) => void;
  /** Called for every request that was answered. */
  onRequest?: (request: RequestReport) => void;
  /**
   * Gets each request before CloudFront does. It answers those that are not for the distribution and says so by true;
   * they reach no function and are not reported. Default: all are for the distribution.
   */
  answerBeside?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface RequestReport {
  requestId: string;
  method: string;
  /** Path and query string, as the viewer sent them. */
  target: string;
  /** Names and values in turn, as the viewer sent them. */
  headers: readonly string[];
  status: number;
  /** Time from the request's arrival to its answer, in milliseconds. */
  ms: number;
  by: Exchange['by'];
  /** Why the viewer got an error page, as in the log group of the distribution; empty when there was no error. */
  reasons: string[];
  /** The rules that the function's result broke, where that is why. */
  violations: EventViolation[];
}

export interface LocalEdge {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  port: number;
  /** Runs the function on an event of your own, without CloudFront's limits and rules. */
  invoke(event: EdgeEvent): Promise<Outcome>;
  /** Starts an environment ahead of the first request: null, or why the function cannot be imported. */
  warmUp(): Promise<string | null>;
  /** Discards every environment: the next requests start cold. */
  coldStart(): Promise<void>;
  /** Empties the cache, as an invalidation of `/*` does. */
  invalidate(): void;
  close(): Promise<void>;
}

/**
 * AWS's pages disagree about viewer events, 5 or 30 seconds.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge
 */
const TIMEOUT_MS = { viewer: 5_000, origin: 30_000 };

/** @throws when the port is taken. */
export async function startLocalEdge(options: LocalEdgeOptions): Promise<LocalEdge> {
  const log = options.onLog ?? (() => {});
  const warning = zipWarning(options.folder);
  if (warning !== null) log(warning);
  const timeoutOf = ({ Records: [{ cf }] }: EdgeEvent) =>
    options.timeoutMs ?? TIMEOUT_MS[cf.config.eventType.startsWith('origin') ? 'origin' : 'viewer'];
  const pool = environmentPool(
    {
      folder: options.folder,
      hostOverrides: options.hostOverrides ?? {},
      ...(options.roundTripMs !== undefined && { roundTripMs: options.roundTripMs }),
      ...(options.region !== undefined && { region: options.region }),
      ...(options.runtime !== undefined && { runtime: options.runtime }),
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS.viewer,
      initTimeoutMs: options.initTimeoutMs ?? 10_000,
      memoryMb: options.memoryMb ?? 128,
      onLog: log,
      ...(options.onReport && { onReport: options.onReport }),
    },
    options.environments ?? 32,
  );
  const { behaviors = [], ...ofAll } = options;
  const shared = {
    invoke: (event: EdgeEvent) => pool.invoke(event, timeoutOf(event)),
    log,
    overrides: options.hostOverrides ?? {},
    errorPages: options.errorPages ?? {},
  };
  const inOrder = [...behaviors, { pathPattern: '*' }].map((own) =>
    behaviorOf({ ...ofAll, ...own }, shared),
  );
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (options.answerBeside?.(request, response)) return;
    const start = performance.now();
    // Node's own message, whose target may be escaped where the viewer's was not.
    request.url = withRootObject(targetOf(request), options.defaultRootObject);
    const { method = '' } = request;
    const requestId = newRequestId();
    const { methods, pipeline } = behaviorFor(inOrder, uriOf(request.url));
    const rejection = rejectionOf(request, methods);
    // What is refused at the door is not read to its end.
    if (rejection || isRaw(request.socket)) response.shouldKeepAlive = false;
    const exchange = rejection
      ? rejected(rejection, requestId)
      : await handleRequest(request, requestId, pipeline);
    send(response, { method, requestId }, exchange.answer);
    options.onRequest?.({
      requestId,
      method,
      target: utf8(request.url),
      headers: request.rawHeaders,
      status: exchange.answer.status,
      ms: performance.now() - start,
      by: exchange.by,
      reasons: exchange.reasons,
      violations: exchange.violations ?? [],
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
    warmUp: pool.warmUp,
    coldStart: pool.coldStart,
    invalidate: () => {
      for (const { pipeline } of inOrder) pipeline.cache.clear();
    },
    close: async () => {
      await server.close();
      await pool.close();
    },
  };
}

/**
 * AWS's pages do not say whether a function sees it; behaviors and functions are given what is served.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html
 */
function withRootObject(target: string, name = ''): string {
  return target.replace(/^\/(?=$|\?)/, () => `/${name}`);
}

function rejected(page: ErrorPage, requestId: string): Exchange {
  return { answer: errorAnswer(page, requestId), by: 'cloudfront', reasons: [page.text] };
}

/** Node could not parse the request, so the answer is written to the socket itself. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket, server: Server): void {
  if (parseAgain(error, socket, server)) return;
  if (!socket.writable) return;
  const page = error.code === 'HPE_HEADER_OVERFLOW' ? PAGES.headTooLarge : PAGES.badRequest;
  const html = errorHtml(page, newRequestId());
  socket.end(
    `HTTP/1.1 ${page.status} ${page.reason}\r\nServer: CloudFront\r\nContent-Type: text/html\r\n` +
      `Content-Length: ${Buffer.byteLength(html)}\r\nX-Cache: ${page.resultType} from cloudfront\r\nConnection: close\r\n\r\n${html}`,
  );
}
