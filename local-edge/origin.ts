/** The origin of the requests that the function forwards. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { CloudFrontHeaders, CloudFrontRequest } from '../handler/src/cloudfront';
import { bytes, rawHeaders, VIA } from './answer';
import { cloudFrontHeaders, isLatin1 } from './event';

export interface OriginResponse {
  status: number;
  reason: string;
  headers: CloudFrontHeaders;
  body: Buffer;
  /** The `Content-Length` of an answer to HEAD, null where it had none. */
  length?: string | null | undefined;
}

/** Rejects when the origin cannot be reached. `body` streams the viewer's body. */
export type Origin = (request: CloudFrontRequest, body: IncomingMessage) => Promise<OriginResponse>;

/** CloudFront's default response timeout, in milliseconds. */
const RESPONSE_TIMEOUT_MS = 30_000;

/** Answers with the request that the origin would have got, which shows what the function changed. */
export const echoOrigin: Origin = async ({ method, uri, querystring, headers }) => {
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
};

/**
 * Forwards to a server with every header of the viewer's but Host, as the managed policies CachingDisabled and
 * AllViewerExceptHostHeader do together.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export function originAt(address: URL): Origin {
  const open = address.protocol === 'https:' ? httpsRequest : httpRequest;
  return (request, body) =>
    new Promise((resolve, reject) => {
      const { host: _, ...headers } = request.headers;
      const forwarded = open(
        {
          protocol: address.protocol,
          hostname: address.hostname,
          port: address.port,
          method: request.method,
          path: bytes(address.pathname.replace(/\/$/, '') + request.uri + query(request)),
          headers: [
            // What a function did not change goes on as it came.
            ...rawHeaders(headers, new Set(body.rawHeaders.filter(isLatin1))),
            'Host',
            address.host,
            'Via',
            VIA,
            'X-Forwarded-For',
            request.clientIp,
          ],
          timeout: RESPONSE_TIMEOUT_MS,
        },
        (response) => {
          collect(response).then(
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
      body.pipe(forwarded);
    });
}

function query({ querystring }: CloudFrontRequest): string {
  // A function may have deleted it.
  return querystring ? `?${querystring}` : '';
}

async function collect(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
