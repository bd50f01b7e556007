/** An S3 bucket with one object in it, on loopback. */
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpServer, listen } from '../http-server';
import { bodyInstead, type Fault } from './faults';
import { s3ErrorXml } from './s3-error';
import { type Credentials, type Refusal, refusalOf } from './sigv4';

export type { Fault } from './faults';
export type { Credentials } from './sigv4';

export interface StoreOptions {
  /** File that is served as the object. It is read for every request, so an edit shows at once. */
  file: string;
  /** Path of the object, such as `/statsig-config.json`; any other answers 404. */
  path: string;
  /** Who may read it: null for everybody, else requests must be signed with these for this Region. */
  access: null | { credentials: Credentials; region: string };
}

export interface Store {
  /** `http://127.0.0.1:PORT`, without the object's path. */
  url: string;
  /** How many requests have come in so far. */
  hits(): number;
  /** Every request from now on meets this fault; null heals it. */
  fail(fault: Fault | null): void;
  close(): Promise<void>;
}

const FORBIDDEN: Refusal = { code: 'AccessDenied', message: 'Access Denied' };
const ERRORS = {
  500: { code: 'InternalError', message: 'We encountered an internal error. Please try again.' },
  503: { code: 'SlowDown', message: 'Please reduce your request rate.' },
} as const;

/** On a free port. */
export async function startStore(options: StoreOptions): Promise<Store> {
  let fault: Fault | null = null;
  let hits = 0;
  const server: HttpServer = await listen({
    port: 0,
    answer: async (request, response) => {
      hits += 1;
      const current = fault;
      if (current?.kind === 'hang') return;
      if (current?.kind === 'stopped') {
        request.socket.destroy();
        return;
      }
      if (current?.kind === 'slow') await sleep(current.ms, undefined, { ref: false });
      await answer(request, response, options, current);
    },
  });
  return {
    url: server.url,
    hits: () => hits,
    fail: (next) => {
      fault = next;
    },
    close: server.close,
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { file, path, access }: StoreOptions,
  fault: Fault | null,
): Promise<void> {
  if (fault?.kind === 'forbidden') return refuse(response, 403, FORBIDDEN);
  if (fault?.kind === 'error') return refuse(response, fault.status, ERRORS[fault.status]);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, {
      code: 'MethodNotAllowed',
      message: 'The specified method is not allowed against this resource.',
    });
  }
  const refusal =
    access && refusalOf(signedRequest(request), access.credentials, access.region, Date.now());
  if (refusal) return refuse(response, 403, refusal);

  const object = pathOf(request) === path ? await readFile(file).catch(() => null) : null;
  if (object === null) {
    return refuse(response, 404, {
      code: 'NoSuchKey',
      message: 'The specified key does not exist.',
    });
  }
  const body = bodyInstead(fault, object) ?? object;
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  response.setHeader('etag', etag);
  response.setHeader('x-amz-request-id', requestId());
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.length,
    server: 'AmazonS3',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function refuse(response: ServerResponse, status: number, refusal: Refusal): void {
  const id = requestId();
  response.writeHead(status, { 'content-type': 'application/xml', 'x-amz-request-id': id });
  response.end(s3ErrorXml(refusal, id));
}

/** The function asked a bucket's own host, and was led here: that host is the one it signed. */
function signedRequest(request: IncomingMessage): Parameters<typeof refusalOf>[0] {
  const { 'x-forwarded-host': forwardedHost, ...rest } = request.headers;
  const headers = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, String(value)]),
  );
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: { ...headers, ...(forwardedHost && { host: String(forwardedHost) }) },
  };
}

function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? '/', 'http://s3').pathname;
}

function requestId(): string {
  return randomBytes(8).toString('hex').toUpperCase();
}
