/** The way from CloudFront to the origin and back: origin-request function, origin, origin-response function. */
import type { IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { CloudFrontResult } from '../handler/src/cloudfront';
import type { Came } from './came';
import type { EdgeRequest, EdgeResponse } from './cloudfront';
import { messageOf } from './error-message';
import { PAGES } from './error-page';
import { isLatin1, requestEvent, responseEvent } from './event';
import { chosenOrigin, type OriginResponse } from './origin';
import { type ForOrigin, originRequest } from './origin-request';
import { bodyAfter, exposedBody, mayHaveBody } from './request-body';
import { isGenerated } from './rules';
import { type EdgeFunction, type Rejection, runFunction } from './run-function';

export interface OriginSide extends ForOrigin {
  function: EdgeFunction;
  /** Loopback servers that answer in the place of chosen origins, by origin. */
  overrides: Record<string, string>;
}

/** @param body all of it where it was read; null for the viewer's request to read it from. */
export async function askOrigin(
  viewers: EdgeRequest,
  incoming: IncomingMessage,
  body: Buffer | null,
  requestId: string,
  side: OriginSide,
): Promise<Came | Rejection> {
  const request = originRequest(viewers, side);
  const isExposed = body !== null && mayHaveBody(request.method);
  const exposed = { ...request, ...(isExposed && { body: exposedBody(body, 'origin-request') }) };
  const outcome = await runFunction<EdgeRequest | CloudFrontResult>(
    side.function,
    requestEvent('origin-request', exposed, requestId),
    request,
  );
  if ('page' in outcome) return outcome;
  if (isGenerated(outcome.result)) return generated(outcome.result as CloudFrontResult);
  const sent = outcome.result as EdgeRequest;
  let fetched: OriginResponse;
  try {
    fetched = await senderFor(
      sent,
      side,
    )({
      request: sent,
      body: body ? bodyAfter(sent, body) : incoming,
      // What a function did not change goes on as it came.
      received: new Set([incoming.url ?? '', ...incoming.rawHeaders].filter(isLatin1)),
    });
  } catch (error) {
    return {
      page: PAGES.originUnreachable,
      reasons: [`The origin failed: ${messageOf(error)}`],
    };
  }
  return afterOrigin(sent, fetched, requestId, side);
}

async function afterOrigin(
  { body: _, ...request }: EdgeRequest,
  fetched: OriginResponse,
  requestId: string,
  side: OriginSide,
): Promise<Came | Rejection> {
  const untouched: EdgeResponse = {
    status: String(fetched.status),
    statusDescription: fetched.reason,
    headers: fetched.headers,
  };
  // For every status, errors too.
  const outcome = await runFunction<EdgeResponse>(
    side.function,
    responseEvent('origin-response', request, untouched, requestId),
    untouched,
  );
  if ('page' in outcome) return outcome;
  const { body, bodyEncoding, ...response } = outcome.result;
  return {
    response: { ...response, status: String(response.status) },
    originStatus: fetched.status,
    ...(body === undefined
      ? { body: fetched.body, length: fetched.length }
      : { body: decoded(body, bodyEncoding) }),
  };
}

function generated({ body = '', bodyEncoding, ...response }: CloudFrontResult): Came {
  return {
    response: { ...response, headers: response.headers ?? {} },
    body: decoded(body, bodyEncoding),
    originStatus: null,
  };
}

function senderFor({ origin }: EdgeRequest, { origin: own, overrides }: OriginSide) {
  return origin === undefined || isDeepStrictEqual(origin, own.shown)
    ? own.send
    : chosenOrigin(origin, overrides);
}

function decoded(body: string, encoding: CloudFrontResult['bodyEncoding']): Buffer {
  return Buffer.from(body, encoding === 'base64' ? 'base64' : 'utf8');
}
