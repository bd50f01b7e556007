/** CloudFront with one Lambda@Edge function, on one port of the loopback address. */
import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { errorAnswer, send } from './answer';
import { behaviorFor } from './behavior';
import type { EdgeEvent } from './cloudfront';
import type { EnvironmentState } from './environment';
import { type ErrorPage, errorHtml, PAGES } from './error-page';
import { newRequestId, uriOf, utf8 } from './event';
import { listen } from './http-server';
import { listenForHttps } from './https-server';
import { MAX_HEAD_BYTES, rejectionOf } from './limits';
import { type Exchange, handleRequest, type Pipeline } from './pipeline';
import { isRaw, parseAgain, targetOf } from './raw-target';
import { checkedRegions, type EdgeRegion, takeRegion } from './region';
import { type Replica, type ReplicaOptions, replicaIn } from './replica';
import type { RequestReport, Requests } from './request-report';
import { askEdge, type EdgeAnswer } from './testing/ask-edge';
import type { Invoked } from './testing/invoke-handler';
import { isSecure, refusalOfHttp } from './viewer-protocol';
import { zipWarning } from './zip-size';

export interface LocalEdgeOptions extends ReplicaOptions {
  /** What `/` stands for, such as `index.html`; the function sees it, too. Default: nothing else than `/`. */
  defaultRootObject?: string;
  /** Of HTTP. Default: a free one. */
  port?: number;
  /**
   * Where HTTPS and HTTP/2 are served as well, with a certificate that nobody has signed; 0 for a free port. Then
   * `viewerProtocolPolicy` decides what becomes of viewers who come by HTTP. Default: not at all, and all are allowed.
   */
  httpsPort?: number;
  /**
   * Where the function runs: each Region has environments and a cache of its own. A request says where it is served in
   * the header `x-local-edge-region`; without it the first serves it. Default: us-east-1.
   */
  regions?: readonly EdgeRegion[];
  /** Called for every request that was answered. */
  onRequest?: (request: RequestReport) => void;
  /**
   * Gets each request before CloudFront does. It answers those that are not for the distribution and says so by true;
   * they reach no function and are not reported. Default: all are for the distribution.
   */
  answerBeside?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface LocalEdge {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  port: number;
  /** `https://127.0.0.1:PORT`, and the certificate in PEM, for clients to trust; null without `httpsPort`. */
  https: { url: string; port: number; certificate: string } | null;
  /** Those of now. The first serves the requests that name none. */
  readonly regions: readonly Required<EdgeRegion>[];
  /** Puts a Region as far away as this says, with environments that start anew; one that is not there is added. */
  place(region: Required<EdgeRegion>): Promise<void>;
  /**
   * Sends a request by HTTP as a viewer does, and tells what is known of its way. Redirects are answers.
   *
   * @example
   * expect(await edge.fetch('/old')).toRedirectTo('/new');
   */
  fetch(target: string, init?: RequestInit): Promise<EdgeAnswer>;
  /**
   * Runs the function on an event of your own in the first Region, as Lambda does: without CloudFront, whose rules the
   * checks know.
   *
   * @example
   * const event = eventOf('viewer-request', { headers: { Cookie: 'group=blue' } });
   * expect(await edge.invoke(event)).toPassTheRequest({ uri: '/blue/index.html' });
   */
  invoke(event: EdgeEvent): Promise<Invoked>;
  /** Starts an environment in the first Region ahead of its first request: null, or why the function cannot be imported. */
  warmUp(): Promise<string | null>;
  /** Discards every environment in every Region: the next requests start cold. */
  coldStart(): Promise<void>;
  /** Those that are alive, Region by Region, the oldest first, and what they are doing. */
  environments(): EnvironmentState[];
  /** Empties the cache of every Region, as an invalidation of `/*` does. */
  invalidate(): void;
  close(): Promise<void>;
}

/** @throws when the port is taken, or `regions` cannot be used. */
export async function createLocalEdge(options: LocalEdgeOptions): Promise<LocalEdge> {
  const [first, ...others] = checkedRegions(options.regions);
  const { onLog: log = () => {} } = options;
  const warning = zipWarning(options.folder);
  if (warning !== null) log(warning);
  const warnOnce = once(log);
  const inRegion = (region: Required<EdgeRegion>) => replicaIn(region, options, warnOnce);
  const replicas: [Replica, ...Replica[]] = [inRegion(first), ...others.map(inRegion)];
  const requests: Requests = new EventEmitter();
  // One for each request of a test that is under way.
  requests.setMaxListeners(0);
  if (options.onRequest) requests.on('answered', options.onRequest);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (options.answerBeside?.(request, response)) return;
    const start = performance.now();
    // Node's own message, whose target may be escaped where the viewer's was not.
    request.url = withRootObject(targetOf(request), options.defaultRootObject);
    const { method = '', rawHeaders } = request;
    const requestId = newRequestId();
    const replica = takeRegion(request, replicas);
    const found = foundFor(request, replica, { requestId, httpsPort: https?.port ?? null });
    const isRefused = 'answer' in found;
    // What is refused at the door is not read to its end.
    if (isRefused || isRaw(request.socket)) response.shouldKeepAlive = false;
    const exchange = isRefused ? found : await handleRequest(request, requestId, found);
    send(response, { method, requestId }, exchange.answer);
    requests.emit('answered', {
      requestId,
      region: 'region' in replica ? replica.region.name : null,
      method,
      target: utf8(request.url),
      headers: rawHeaders,
      status: exchange.answer.status,
      ms: performance.now() - start,
      by: exchange.by,
      reasons: exchange.reasons,
      violations: exchange.violations ?? [],
    });
  };
  const listening = {
    answer,
    onClientError: answerUnreadable,
    server: { maxHeaderSize: MAX_HEAD_BYTES },
  };
  const server = await listen({ ...listening, port: options.port ?? 0 });
  const https =
    options.httpsPort === undefined
      ? null
      : await listenForHttps({ ...listening, port: options.httpsPort }).catch(async (error) => {
          await server.close();
          throw error;
        });
  return {
    url: server.url,
    port: server.port,
    https: https && { url: https.url, port: https.port, certificate: https.certificate },
    get regions() {
      return replicas.map(({ region }) => region);
    },
    place: async (region) => {
      const there = replicas.find((replica) => replica.region.name === region.name);
      if (there) await there.moveTo(region.roundTripMs);
      else replicas.push(inRegion(region));
    },
    fetch: (target, init = {}) => askEdge(new URL(target, server.url), init, requests),
    invoke: async (event) => ({ event, outcome: await replicas[0].invoke(event) }),
    warmUp: replicas[0].pool.warmUp,
    coldStart: async () => {
      await Promise.all(replicas.map(({ pool }) => pool.coldStart()));
    },
    environments: () => replicas.flatMap(({ pool }) => pool.environments()),
    invalidate: () => {
      for (const { invalidate } of replicas) invalidate();
    },
    close: async () => {
      await Promise.all([server.close(), https?.close()]);
      await Promise.all(replicas.map(({ pool }) => pool.close()));
    },
  };
}

/** What the request goes through, or what came of one that is refused at the door. */
function foundFor(
  request: IncomingMessage,
  replica: Replica | ErrorPage,
  of: { requestId: string; httpsPort: number | null },
): Pipeline | Exchange {
  if (!('behaviors' in replica)) return rejected(replica, of.requestId);
  const behavior = behaviorFor(replica.behaviors, uriOf(request.url ?? '/'));
  const { requestId, httpsPort } = of;
  if (httpsPort !== null && !isSecure(request)) {
    const refused = refusalOfHttp(request, behavior.viewerProtocolPolicy, { requestId, httpsPort });
    if (refused) return refused;
  }
  const page = rejectionOf(request, behavior.methods);
  return page ? rejected(page, requestId) : behavior.pipeline;
}

function once(log: (line: string) => void): (line: string) => void {
  const told = new Set<string>();
  return (line) => {
    if (!told.has(line)) log(line);
    told.add(line);
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
function answerUnreadable(
  error: NodeJS.ErrnoException,
  socket: Socket,
  server: EventEmitter,
): void {
  if (parseAgain(error, socket, server)) return;
  if (!socket.writable) return;
  const page = error.code === 'HPE_HEADER_OVERFLOW' ? PAGES.headTooLarge : PAGES.badRequest;
  const html = errorHtml(page, newRequestId());
  socket.end(
    `HTTP/1.1 ${page.status} ${page.reason}\r\nServer: CloudFront\r\nContent-Type: text/html\r\n` +
      `Content-Length: ${Buffer.byteLength(html)}\r\nX-Cache: ${page.resultType} from cloudfront\r\nConnection: close\r\n\r\n${html}`,
  );
}
