/** The answer to the viewer, with the headers that CloudFront adds to every answer. */
import type { ServerResponse } from 'node:http';
import { Http2ServerResponse } from 'node:http2';
import type { CloudFrontHeaders, CloudFrontResult } from '../handler/src/cloudfront';
import { type ErrorPage, errorHtml } from './error-page';

export interface Answer {
  status: number;
  reason?: string | undefined;
  headers: CloudFrontHeaders;
  body: Buffer;
  /** What the origin said to HEAD, null for nothing; else it is the body's. */
  length?: string | null | undefined;
  /** `x-cache` says `<this> from cloudfront`. */
  resultType: string;
}

export const VIA = '1.1 localedge.cloudfront.net (CloudFront)';

/** Headers of one connection or one message: the server sets its own. */
const HOP_BY_HOP = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

/** A response that the function generated. */
export function generatedAnswer(result: CloudFrontResult): Answer {
  return {
    status: Number(result.status),
    reason: result.statusDescription,
    headers: { server: [{ key: 'Server', value: 'CloudFront' }], ...result.headers },
    body: Buffer.from(result.body ?? '', result.bodyEncoding === 'base64' ? 'base64' : 'utf8'),
    resultType: 'LambdaGeneratedResponse',
  };
}

export function errorAnswer(page: ErrorPage, requestId: string): Answer {
  return {
    status: page.status,
    reason: page.reason,
    headers: {
      server: [{ key: 'Server', value: 'CloudFront' }],
      'content-type': [{ key: 'Content-Type', value: 'text/html' }],
    },
    body: Buffer.from(errorHtml(page, requestId)),
    resultType: page.resultType,
  };
}

/** Sends the answer; HEAD gets it without the body. */
export function send(
  response: ServerResponse | Http2ServerResponse,
  { method, requestId }: { method: string; requestId: string },
  answer: Answer,
): void {
  const hasBody = answer.status !== 204 && answer.status !== 304;
  const head = [
    ...rawHeaders(answer.headers),
    ...(hasBody ? contentLength(answer) : []),
    'X-Cache',
    `${answer.resultType} from cloudfront`,
    'Via',
    VIA,
    'X-Amz-Cf-Pop',
    'LOC50-P1',
    'X-Amz-Cf-Id',
    requestId,
  ];
  // HTTP/2 has no reasons, and takes several values of a name as a list.
  if (response instanceof Http2ServerResponse) response.writeHead(answer.status, listed(head));
  else if (answer.reason === undefined) response.writeHead(answer.status, head);
  else response.writeHead(answer.status, bytes(answer.reason), head);
  if (hasBody && method !== 'HEAD') response.end(answer.body);
  else response.end();
}

function listed(head: readonly string[]): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (let i = 0; i < head.length; i += 2) {
    const name = head[i]?.toLowerCase() ?? '';
    lists[name] = [...(lists[name] ?? []), head[i + 1] ?? ''];
  }
  return lists;
}

function contentLength({ body, length = String(body.length) }: Answer): string[] {
  return length === null ? [] : ['Content-Length', length];
}

/**
 * Names and values in turn, one pair for each occurrence, as Node takes them.
 * @param received values that go on in the bytes in which they came.
 */
export function rawHeaders(
  headers: CloudFrontHeaders,
  received: ReadonlySet<string> = new Set(),
): string[] {
  return Object.entries(headers)
    .filter(([name]) => !HOP_BY_HOP.has(name))
    .flatMap(([name, entries]) =>
      entries.flatMap(({ key, value }) => [
        key ?? capitalised(name),
        received.has(value) ? value : bytes(value),
      ]),
    );
}

/** The name CloudFront fills in where a function gives none. */
function capitalised(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** Node writes one byte for each character. */
export function bytes(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}
