/** An S3 bucket with one object in it, on loopback. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { READING_METHODS } from '../../handler/src/http-names';
import { listen } from '../http-server';
import { cloudFrontAnswer } from './cloudfront-answer';
import { type Distance, type Transport, transportOver } from './distance';
import { type FaultName, type FaultParameters, faultNamed, firstHalf } from './faults';
import { type S3Answer, type S3Conditions, s3Error, s3Forbidden, s3Object } from './s3-answer';
import { type Credentials, type SignedRequest, signatureError } from './sigv4';

export type { Distance } from './distance';
export type { FaultName } from './faults';
export type { Credentials } from './sigv4';

export interface StoreOptions {
  /** File that is served as the object. It is read for every request, so an edit shows at once. */
  file: string;
  /** Path of the object, such as `/settings.json`; any other answers 404. */
  path: string;
  /** Who may read it: null for everybody, else requests must be signed with these for this Region. */
  access: null | { credentials: Credentials; region: string };
  /** A CloudFront distribution stands in front, and asks for these headers, by names in lower case. Default: none does. */
  distribution?: { requires: Readonly<Record<string, string>> };
  /** The encoding that the file was stored with; it is served as it is. Default: none. */
  contentEncoding?: 'gzip';
  /** How far away the store is. Default: on this machine. */
  distance?: Distance;
}

export interface Store {
  /** `http://127.0.0.1:PORT`, without the object's path. */
  url: string;
  /** How many requests have come in so far. */
  hits(): number;
  /**
   * Every request from now on meets this fault.
   * @throws for a fault that is not in the table (`faults.ts`); the message has all that are.
   */
  fail<Name extends FaultName>(fault: Name, ...parameters: FaultParameters<Name>): void;
  /** Ends the fault. */
  heal(): void;
  /** The fault that requests meet, or null. */
  fault(): FaultName | null;
  /** The object from now on, in the place of the file; null for the file again. */
  put(object: Buffer | null): void;
  close(): Promise<void>;
}

/** Answers one request. */
type Answerer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** On a free port. */
export async function startStore(options: StoreOptions): Promise<Store> {
  const transport = transportOver(options.distance ?? 0);
  let put: Buffer | null = null;
  const object = async () => put ?? (await contentOf(options.file));
  const answerAsS3: Answerer = async (request, response) =>
    send(transport, response, answerOf(request, options, await object()));
  let answer = answerAsS3;
  let fault: FaultName | null = null;
  let hits = 0;
  const server = await listen({
    port: 0,
    answer: async (request, response) => {
      await transport.receive(request);
      hits += 1;
      await answer(request, response);
    },
  });
  return {
    url: server.url,
    hits: () => hits,
    fail: (name, ...parameters) => {
      const { answer: answerFaulty } = faultNamed(name);
      fault = name;
      answer = async (request, response) =>
        answerFaulty(
          {
            object: (await object()) ?? Buffer.alloc(0),
            answerWith: (other) => answerOf(request, options, other),
            send: (faulty) => send(transport, response, faulty),
            sendHalf: (faulty) => sendHalf(transport, response, faulty),
            reset: () => transport.reset(request),
          },
          ...parameters,
        );
    },
    heal: () => {
      answer = answerAsS3;
      fault = null;
    },
    fault: () => fault,
    put: (replacement) => {
      put = replacement;
    },
    close: server.close,
  };
}

/** Null when the file is gone. */
function contentOf(file: string): Promise<Buffer | null> {
  return readFile(file).catch(() => null);
}

function answerOf(
  request: IncomingMessage,
  options: StoreOptions,
  object: Buffer | null,
): S3Answer {
  const { headers } = request;
  const answerOfS3 = (asked: S3Conditions): S3Answer => s3Answer(request, options, object, asked);
  return options.distribution === undefined
    ? answerOfS3(headers)
    : cloudFrontAnswer(headers, options.distribution.requires, answerOfS3);
}

function s3Answer(
  request: IncomingMessage,
  { path, access, contentEncoding }: StoreOptions,
  object: Buffer | null,
  asked: S3Conditions,
): S3Answer {
  if (!READING_METHODS.some((method) => method === request.method)) {
    return s3Error('MethodNotAllowed');
  }
  const rejection =
    access && signatureError(signedRequest(request), access.credentials, access.region, Date.now());
  if (rejection) return s3Forbidden(rejection);
  if (pathOf(request) !== path || object === null) return s3Error('NoSuchKey');
  return s3Object(object, asked, { type: 'application/json', encoding: contentEncoding });
}

async function send(
  transport: Transport,
  response: ServerResponse,
  answer: S3Answer,
): Promise<void> {
  writeHead(response, answer);
  await transport.send(response, hasBody(response, answer) ? answer.body : Buffer.alloc(0));
  response.end();
}

async function sendHalf(
  transport: Transport,
  response: ServerResponse,
  answer: S3Answer,
): Promise<boolean> {
  if (!hasBody(response, answer)) {
    await send(transport, response, answer);
    return false;
  }
  writeHead(response, answer);
  await transport.send(response, firstHalf(answer.body));
  return true;
}

function writeHead(response: ServerResponse, { status, headers, body }: S3Answer): void {
  response.writeHead(status, {
    ...headers,
    ...(status !== 304 && { 'content-length': body.length }),
  });
}

function hasBody({ req }: ServerResponse, { status }: S3Answer): boolean {
  return req.method !== 'HEAD' && status !== 304;
}

/** The function sent its request to the bucket's own host, which is the host that it signed. */
function signedRequest(request: IncomingMessage): SignedRequest {
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
