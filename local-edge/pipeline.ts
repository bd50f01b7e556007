/** What CloudFront does with one request: viewer-request function, origin, viewer-response function. */
import type { IncomingMessage } from 'node:http';
import type {
  CloudFrontEvent,
  CloudFrontHeaders,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontResult,
} from '../handler/src/cloudfront';
import { type Answer, errorAnswer, generatedAnswer } from './answer';
import type { Failure, Outcome } from './environment';
import { messageOf } from './error-message';
import { type ErrorPage, functionErrorPage, PAGES } from './error-page';
import { spoofableHeaders, viewerRequest, viewerRequestEvent, viewerResponseEvent } from './event';
import { normalHeaders } from './headers';
import type { Origin, OriginResponse } from './origin';
import {
  type EventType,
  FUNCTION_FAILED,
  FUNCTION_THROTTLED,
  isGenerated,
  judgeResult,
  type Violation,
} from './rules';

/** What every request goes through. */
export interface Pipeline {
  /** Which of the two events the function is associated with. */
  events: readonly EventType[];
  invoke: (event: CloudFrontEvent) => Promise<Outcome>;
  origin: Origin;
  /** Gets warnings of what would go wrong on AWS. */
  log: (line: string) => void;
}

/** One request and what came of it. */
export interface Exchange {
  answer: Answer;
  /** Who made the answer. */
  by: 'function' | 'origin' | 'cloudfront';
  /** Why the viewer got an error page of CloudFront's; empty when there is nothing to say. */
  reasons: string[];
}

export async function handleRequest(
  incoming: IncomingMessage,
  requestId: string,
  pipeline: Pipeline,
): Promise<Exchange> {
  const request = viewerRequest(incoming);
  for (const name of spoofableHeaders(request.headers)) {
    pipeline.log(
      `WARN the viewer sent the header ${name}: CloudFront adds its own only after viewer-request, so a viewer-request function must not trust it.`,
    );
  }
  const outcome = await runFunction<CloudFrontRequest | CloudFrontResult>(
    pipeline,
    viewerRequestEvent(request, requestId),
    request,
  );
  if ('page' in outcome) return functionRejected(outcome, requestId);
  if (isGenerated(outcome.result)) {
    return {
      answer: generatedAnswer(outcome.result as CloudFrontResult),
      by: 'function',
      reasons: [],
    };
  }
  return fromOrigin(outcome.result as CloudFrontRequest, incoming, requestId, pipeline);
}

async function fromOrigin(
  request: CloudFrontRequest,
  incoming: IncomingMessage,
  requestId: string,
  pipeline: Pipeline,
): Promise<Exchange> {
  let fetched: OriginResponse;
  try {
    fetched = await pipeline.origin(request, incoming);
  } catch (error) {
    return {
      answer: errorAnswer(PAGES.originUnreachable, requestId),
      by: 'cloudfront',
      reasons: [`The origin failed: ${messageOf(error)}`],
    };
  }
  const response: CloudFrontResponse = {
    status: String(fetched.status),
    statusDescription: fetched.reason,
    headers: fetched.headers,
  };
  // CloudFront does not run viewer-response functions when the origin answers with 400 or above.
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
  if (fetched.status >= 400) return originAnswered(response, fetched, 'Error');
  const outcome = await runFunction<CloudFrontResponse>(
    pipeline,
    viewerResponseEvent(request, response, requestId),
    response,
  );
  if ('page' in outcome) return functionRejected(outcome, requestId);
  return originAnswered(outcome.result, fetched, 'Miss');
}

/** Runs the function and checks its result; `untouched` where the function is not associated with the event. */
async function runFunction<Result extends { headers?: CloudFrontHeaders }>(
  { events, invoke, log }: Pipeline,
  event: CloudFrontEvent,
  untouched: Result,
): Promise<{ result: Result } | Rejection> {
  const before = event.Records[0].cf;
  const { eventType } = before.config;
  if (!events.includes(eventType)) return { result: untouched };
  const outcome = await invoke(event);
  if (outcome.kind === 'failed') return failureOf(outcome);
  const json: unknown = JSON.parse(outcome.json);
  const { violations, warnings } = judgeResult(eventType, before, json);
  for (const warning of warnings) log(`WARN AWS's pages disagree about this result: ${warning}`);
  const [first] = violations;
  if (first) return rejectionOf(first, violations);
  const result = json as Result;
  return { result: { ...result, headers: normalHeaders(result.headers) } };
}

/** Why the viewer gets an error page in the place of the function's result. */
interface Rejection {
  page: ErrorPage;
  reasons: string[];
}

function failureOf({ reason, limit }: Failure): Rejection {
  const text = limit === 'throttle' ? FUNCTION_THROTTLED : FUNCTION_FAILED;
  return {
    page: functionErrorPage(limit ? 'LambdaLimitExceeded' : 'LambdaExecutionError', text),
    reasons: [`ERROR ${reason}`],
  };
}

function rejectionOf({ http, page }: Violation, violations: Violation[]): Rejection {
  return {
    page: functionErrorPage(http === 502 ? 'LambdaValidationError' : 'LambdaExecutionError', page),
    reasons: violations.map(({ http, message }) =>
      http === 502 ? `ERROR Validation error: ${message}` : `ERROR ${message}`,
    ),
  };
}

function functionRejected({ page, reasons }: Rejection, requestId: string): Exchange {
  return { answer: errorAnswer(page, requestId), by: 'cloudfront', reasons };
}

function originAnswered(
  response: CloudFrontResponse,
  fetched: OriginResponse,
  resultType: string,
): Exchange {
  return {
    answer: {
      status: fetched.status,
      reason: response.statusDescription,
      headers: response.headers,
      body: fetched.body,
      length: fetched.length,
      resultType,
    },
    by: 'origin',
    reasons: [],
  };
}
