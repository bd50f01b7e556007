/** What CloudFront does with one request: viewer-request function, the origin's side, viewer-response function. */
import type { IncomingMessage } from 'node:http';
import type { CloudFrontResult } from '../handler/src/cloudfront';
import { type Answer, errorAnswer, generatedAnswer } from './answer';
import type { EdgeCache } from './cache';
import type { Came } from './came';
import type { EdgeRequest, EdgeResponse } from './cloudfront';
import { type CustomErrorPages, customErrorPage } from './custom-error-page';
import { requestEvent, responseEvent, spoofableHeaders, viewerRequest } from './event';
import { askOrigin, type OriginSide } from './origin-side';
import { bodyAfter, exposedBody, mayHaveBody, readAll } from './request-body';
import { isGenerated } from './rules';
import { type EventViolation, type Rejection, runFunction } from './run-function';

/** What every request goes through. */
export interface Pipeline extends OriginSide {
  /** Whether the triggers of request events include the body. */
  includeBody: boolean;
  errorPages: CustomErrorPages;
  cache: EdgeCache;
  /** Gets the request before and after the viewer-request function. */
  onForwarded: (before: EdgeRequest, after: EdgeRequest) => void;
}

/** One request and what came of it. */
export interface Exchange {
  answer: Answer;
  /** Who made the answer. */
  by: 'function' | 'origin' | 'cloudfront';
  /** Why the viewer got an error page of CloudFront's; empty when there is nothing to say. */
  reasons: string[];
  /** The rules that the function broke, where that is why. */
  violations?: EventViolation[];
}

export async function handleRequest(
  incoming: IncomingMessage,
  requestId: string,
  pipeline: Pipeline,
): Promise<Exchange> {
  const request = viewerRequest(incoming);
  for (const name of spoofableHeaders(request.headers)) {
    pipeline.function.log(
      `WARN the viewer sent the header ${name}: CloudFront adds its own only after viewer-request, so a viewer-request function must not trust it.`,
    );
  }
  const included = pipeline.includeBody && mayHaveBody(request.method);
  const body = included ? await readAll(incoming) : null;
  const exposed = { ...request, ...(body && { body: exposedBody(body, 'viewer-request') }) };
  const outcome = await runFunction<EdgeRequest | CloudFrontResult>(
    pipeline.function,
    requestEvent('viewer-request', exposed, requestId),
    request,
  );
  if ('page' in outcome) return rejected(outcome, requestId);
  if (isGenerated(outcome.result)) {
    const answer = generatedAnswer(outcome.result as CloudFrontResult);
    return { answer, by: 'function', reasons: [] };
  }
  const passedOn = outcome.result as EdgeRequest;
  const { body: _, origin: __, ...viewers } = passedOn;
  pipeline.onForwarded(request, viewers);
  const came = await pipeline.cache.get(viewers, (asked) =>
    askOrigin(asked, incoming, body && bodyAfter(passedOn, body), requestId, pipeline),
  );
  const page = await customErrorPage(came, viewers, incoming, requestId, pipeline);
  if (page) return answered(page, page.response, 'Error');
  return 'page' in came ? rejected(came, requestId) : toViewer(viewers, came, requestId, pipeline);
}

async function toViewer(
  request: EdgeRequest,
  came: Came,
  requestId: string,
  pipeline: Pipeline,
): Promise<Exchange> {
  // CloudFront does not run viewer-response functions when the origin answers with 400 or above.
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
  if (came.originStatus !== null && came.originStatus >= 400) return answered(came, came.response);
  const outcome = await runFunction<EdgeResponse>(
    pipeline.function,
    responseEvent('viewer-response', request, came.response, requestId),
    came.response,
  );
  return 'page' in outcome ? rejected(outcome, requestId) : answered(came, outcome.result);
}

function rejected({ page, ...why }: Rejection, requestId: string): Exchange {
  return { answer: errorAnswer(page, requestId), by: 'cloudfront', ...why };
}

function answered(
  { body, length, originStatus, result = 'Miss', ageS }: Came,
  response: EdgeResponse,
  ofOrigin = Number(response.status) >= 400 ? 'Error' : result,
): Exchange {
  const { status, statusDescription } = response;
  const headers = {
    ...response.headers,
    ...(ageS !== undefined && { age: [{ key: 'Age', value: String(ageS) }] }),
  };
  return {
    answer: {
      status: Number(status),
      reason: statusDescription,
      headers,
      body,
      length,
      resultType: originStatus === null && result === 'Miss' ? 'LambdaGeneratedResponse' : ofOrigin,
    },
    by: originStatus === null ? 'function' : 'origin',
    reasons: [],
  };
}
