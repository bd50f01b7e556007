/**
 * From an HTTP request to the event that a Lambda@Edge function gets.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import type { CloudFrontHeaders, CloudFrontRequest } from '../handler/src/cloudfront';
import { CLOUDFRONT_HEADER_PREFIX } from '../handler/src/http-names';
import { isDisallowed } from '../handler/src/restricted-headers';
import type {
  EdgeEvent,
  EdgeEventRecord,
  EdgeRequest,
  EdgeResponse,
  EventType,
} from './cloudfront';
import { addHeader } from './headers';

/** The distribution in the events; the names are those of AWS's own examples. */
export const DISTRIBUTION = {
  distributionDomainName: 'd111111abcdef8.cloudfront.net',
  distributionId: 'EDFDVBD6EXAMPLE',
} as const;

/** The part of Node's `IncomingMessage` that an event is made from. */
export interface IncomingRequest {
  method?: string | undefined;
  /** The request target, path and query string, one character for each byte. */
  url?: string | undefined;
  /** Names and values in turn, as they came. */
  rawHeaders: string[];
  socket: { remoteAddress?: string | undefined };
}

export function viewerRequest(incoming: IncomingRequest): CloudFrontRequest {
  const { uri, querystring } = splitTarget(utf8(incoming.url ?? '/'));
  return {
    clientIp: clientIpOf(incoming.socket.remoteAddress),
    headers: cloudFrontHeaders(incoming.rawHeaders),
    method: incoming.method ?? 'GET',
    querystring,
    uri,
  };
}

export function requestEvent(
  eventType: 'viewer-request' | 'origin-request',
  request: EdgeRequest,
  requestId: string,
): EdgeEvent {
  return { Records: [{ cf: { config: configOf(eventType, requestId), request } }] };
}

export function responseEvent(
  eventType: 'origin-response' | 'viewer-response',
  request: EdgeRequest,
  response: EdgeResponse,
  requestId: string,
): EdgeEvent {
  return { Records: [{ cf: { config: configOf(eventType, requestId), request, response } }] };
}

/** In CloudFront's form: 56 characters; it is also the `x-amz-cf-id` of the answer. */
export function newRequestId(): string {
  return randomBytes(40).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/**
 * One entry for each occurrence, under the name in lower case; without the headers that functions never see. Several
 * Cookie headers are one, as in HTTP/2.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#request-event-fields-request-headers
 */
export function cloudFrontHeaders(rawHeaders: string[]): CloudFrontHeaders {
  const headers: CloudFrontHeaders = {};
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const key = rawHeaders[i] ?? '';
    const name = key.toLowerCase();
    if (isDisallowed(name)) continue;
    const value = utf8(rawHeaders[i + 1] ?? '');
    const first = name === 'cookie' ? headers.cookie?.[0] : undefined;
    if (first) first.value += `; ${value}`;
    else addHeader(headers, name, { key, value });
  }
  return headers;
}

/**
 * Headers that CloudFront adds only after the viewer-request event: if they are there before it, the viewer sent
 * them.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html#lambda-at-edge-restrictions-cloudfront-headers
 */
export function spoofableHeaders(headers: CloudFrontHeaders): string[] {
  return Object.keys(headers).filter((name) => name.startsWith(CLOUDFRONT_HEADER_PREFIX));
}

function configOf(eventType: EventType, requestId: string): EdgeEventRecord['config'] {
  return { ...DISTRIBUTION, eventType, requestId };
}

/** The path of a request target, as events have it. */
export function uriOf(target: string): string {
  return splitTarget(utf8(target)).uri;
}

function splitTarget(target: string): { uri: string; querystring: string } {
  // A proxy's client sends the whole address; the event holds the path.
  const path = target.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = path.indexOf('?');
  const uri = mark === -1 ? path : path.slice(0, mark);
  return {
    uri: uri.startsWith('/') ? uri : `/${uri}`,
    querystring: mark === -1 ? '' : path.slice(mark + 1),
  };
}

/** Sockets that listen on both families write IPv4 addresses as `::ffff:203.0.113.178`. */
function clientIpOf(address: string | undefined): string {
  return address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '127.0.0.1';
}

/**
 * Node gives one character for each byte; the event is UTF-8. What is not UTF-8 is taken for ISO-8859-1.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-encoding
 */
export function utf8(bytes: string): string {
  return isLatin1(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Whether these are the bytes of a text in ISO-8859-1 that would not be the same in UTF-8. */
export function isLatin1(bytes: string): boolean {
  return !isUtf8(Buffer.from(bytes, 'latin1'));
}
