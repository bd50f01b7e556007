/** Where the requests go that the function forwards. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { CloudFrontHeaders } from '../handler/src/cloudfront';
import { bytes, rawHeaders } from './answer';
import type { EdgeRequest, RequestOrigin } from './cloudfront';
import { cloudFrontHeaders } from './event';
import { readAll } from './request-body';

export interface OriginResponse {
  status: number;
  reason: string;
  headers: CloudFrontHeaders;
  body: Buffer;
  /** The `Content-Length` of an answer to HEAD, null where it had none. */
  length?: string | null | undefined;
}

/** A request on its way to the origin. */
export interface Forwarded {
  /** With every header that the origin gets. */
  request: EdgeRequest;
  /** All of it, or the viewer's request to read it from. */
  body: Buffer | IncomingMessage;
  /** Header values, and perhaps the target, that go on in the bytes in which they came. */
  received: ReadonlySet<string>;
}

/** Rejects when the origin cannot be reached. */
export type Send = (forwarded: Forwarded) => Promise<OriginResponse>;

/** The origin of the distribution. */
export interface Origin {
  /** As origin events show it. */
  shown: RequestOrigin;
  /** The value of the Host header. */
  host: string;
  send: Send;
}

/** CloudFront's default response timeout, in seconds. */
const READ_TIMEOUT_S = 30;

/** A bucket's address; the group is its Region, which the oldest form leaves out. */
const BUCKET = /\.s3(?:[.-]([a-z0-9-]+))?\.amazonaws\.com$/;

/** Answers with the request that the origin at this address would have got, which shows what the function changed. */
export function echoOriginAs(address: URL): Origin {
  return { shown: shownOrigin(address), host: address.host, send: echo };
}

async function echo({ request }: Forwarded): Promise<OriginResponse> {
  const { method, uri, querystring, headers, origin } = request;
  const seen = {
    origin: 'built in: this is the request that the function forwarded',
    method,
    uri,
    querystring,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, entries]) => [
        name,
        entries.map(({ value }) => value).join(', '),
      ]),
    ),
    ...(origin && { requestOrigin: origin }),
  };
  return {
    status: 200,
    reason: 'OK',
    headers: {
      'content-type': [{ key: 'Content-Type', value: 'application/json' }],
      'cache-control': [{ key: 'Cache-Control', value: 'no-store' }],
    },
    body: Buffer.from(`${JSON.stringify(seen, null, 2)}\n`),
  };
}

/** @param overrides as for `chosenOrigin`. */
export function originAt(address: URL, overrides: Record<string, string>): Origin {
  const server = overrides[address.origin];
  const sent = server === undefined ? address : new URL(address.pathname, server);
  return { shown: shownOrigin(address), host: address.host, send: sendTo(sent, READ_TIMEOUT_S) };
}

/**
 * The origin that an origin-request function chose.
 * @param overrides loopback servers that answer in the place of others, by origin.
 */
export function chosenOrigin(origin: RequestOrigin, overrides: Record<string, string>): Send {
  const { domainName, path, readTimeout, customHeaders } =
    'custom' in origin ? origin.custom : origin.s3;
  const scheme = 'custom' in origin ? origin.custom.protocol : 'https';
  const port = 'custom' in origin ? `:${origin.custom.port}` : '';
  const asked = new URL(`${scheme}://${domainName}${port}`);
  const address = new URL(path === '' ? '/' : path, overrides[asked.origin] ?? asked);
  const send = sendTo(address, readTimeout ?? READ_TIMEOUT_S);
  return (forwarded) => {
    const headers = { ...forwarded.request.headers, ...customHeaders };
    return send({ ...forwarded, request: { ...forwarded.request, headers } });
  };
}

/** As in AWS's example of an origin-request event. */
export function shownOrigin(address: URL): RequestOrigin {
  const { protocol, hostname, port, pathname } = address;
  const bucket = BUCKET.exec(hostname);
  if (bucket) {
    const region = bucket[1] ?? 'us-east-1';
    const path = pathname.replace(/\/$/, '');
    return { s3: { authMethod: 'none', customHeaders: {}, domainName: hostname, path, region } };
  }
  const isHttps = protocol === 'https:';
  return {
    custom: {
      customHeaders: {},
      domainName: hostname,
      keepaliveTimeout: 5,
      path: pathname.replace(/\/$/, ''),
      port: port === '' ? (isHttps ? 443 : 80) : Number(port),
      protocol: isHttps ? 'https' : 'http',
      readTimeout: READ_TIMEOUT_S,
      responseCompletionTimeout: 30,
      sslProtocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
    },
  };
}

function sendTo(address: URL, timeoutS: number): Send {
  const open = address.protocol === 'https:' ? httpsRequest : httpRequest;
  return ({ request, body, received }) =>
    new Promise((resolve, reject) => {
      const forwarded = open(
        {
          protocol: address.protocol,
          hostname: address.hostname,
          port: address.port,
          method: request.method,
          path: address.pathname.replace(/\/$/, '') + targetFrom(request, received),
          headers: rawHeaders(request.headers, received),
          timeout: timeoutS * 1_000,
        },
        (response) => {
          readAll(response).then(
            (content) =>
              resolve({
                status: response.statusCode ?? 502,
                reason: response.statusMessage ?? '',
                headers: cloudFrontHeaders(response.rawHeaders),
                body: content,
                length:
                  request.method === 'HEAD'
                    ? (response.headers['content-length'] ?? null)
                    : undefined,
              }),
            reject,
          );
        },
      );
      forwarded.once('timeout', () => forwarded.destroy(new Error('the origin did not answer')));
      forwarded.once('error', reject);
      if (Buffer.isBuffer(body)) forwarded.end(body.length > 0 ? body : undefined);
      else body.pipe(forwarded);
    });
}

function targetFrom({ uri, querystring }: EdgeRequest, received: ReadonlySet<string>): string {
  // A function may have deleted the query string.
  const target = querystring ? `${uri}?${querystring}` : uri;
  return received.has(target) ? target : bytes(target);
}
