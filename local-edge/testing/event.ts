/** Events for tests, as CloudFront makes them. */
import { BUILT_IN_ORIGIN } from '../behavior';
import type { EdgeEvent, EdgeRequest, EventType, RequestBody, RequestOrigin } from '../cloudfront';
import {
  cloudFrontHeaders,
  DISTRIBUTION,
  newRequestId,
  requestEvent,
  responseEvent,
  viewerRequest,
} from '../event';

/** A header's value, or its values where it comes several times. */
export type PlainHeaders = Record<string, string | readonly string[]>;

export interface EventParts {
  /** Path and query string. Default `/`. */
  target?: string;
  /** Default GET. */
  method?: string;
  /** Beside `Host`, which is the distribution's unless it is given. */
  headers?: PlainHeaders;
  /** Default 203.0.113.178. */
  clientIp?: string;
  /** As a trigger that includes it hands it over. Default: none is included. */
  body?: RequestBody;
  /** Of origin events. Default: a custom one, `https://example.org`. */
  origin?: RequestOrigin;
  /** Of response events. Default: 200 without headers. */
  response?: { status?: number; headers?: PlainHeaders };
}

/**
 * An event as CloudFront makes it: headers by their names in lower case, without those that functions never see.
 *
 * @example
 * const event = eventOf('viewer-request', { target: '/a?b=c', headers: { Cookie: 'group=blue' } });
 */
export function eventOf(eventType: EventType, parts: EventParts = {}): EdgeEvent {
  const request = requestOf(eventType, parts);
  const requestId = newRequestId();
  if (eventType === 'viewer-request' || eventType === 'origin-request') {
    return requestEvent(eventType, request, requestId);
  }
  const { status = 200, headers = {} } = parts.response ?? {};
  const response = { status: String(status), statusDescription: '', headers: headersOf(headers) };
  return responseEvent(eventType, request, response, requestId);
}

function requestOf(eventType: EventType, parts: EventParts): EdgeRequest {
  const { target = '/', method = 'GET', headers = {}, clientIp = '203.0.113.178' } = parts;
  const isOrigins = eventType.startsWith('origin');
  return {
    ...viewerRequest({
      method,
      url: Buffer.from(target).toString('latin1'),
      rawHeaders: pairsOf({ Host: DISTRIBUTION.distributionDomainName, ...headers }),
      socket: { remoteAddress: clientIp },
    }),
    ...(parts.body && { body: parts.body }),
    ...(isOrigins && { origin: parts.origin ?? BUILT_IN_ORIGIN.shown }),
  };
}

function headersOf(headers: PlainHeaders) {
  return cloudFrontHeaders(pairsOf(headers));
}

/** Names and values in turn, one character for each byte, as Node has them. */
function pairsOf(headers: PlainHeaders): string[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => [name, Buffer.from(value).toString('latin1')]),
  );
}
