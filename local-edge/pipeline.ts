/** What CloudFront does with one request: viewer-request function, origin, viewer-response function. */
import type { IncomingMessage } from 'node:http';
import type {
  CloudFrontEvent,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontResult,
} from '../handler/src/cloudfront';
import { type Answer, errorAnswer, generatedAnswer } from './answer';
import type { Outcome } from './environment';
import { messageOf } from './error-message';
import { functionErrorPage, PAGES } from './error-page';
import { spoofableHeaders, viewerRequest, viewerRequestEvent, viewerResponseEvent } from './event';
import type { Origin, OriginResponse } from './origin';
import { checkResult, type EventType, FUNCTION_FAILED, isGenerated, type Violation } from './rules';

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
  if ('violations' in outcome) return functionRejected(outcome.violations, requestId);
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
  if ('violations' in outcome) return functionRejected(outcome.violations, requestId);
  return originAnswered(outcome.result, fetched, 'Miss');
}

/** Runs the function and checks its result; `untouched` where the function is not associated with the event. */
async function runFunction<Result extends object>(
  { events, invoke }: Pipeline,
  event: CloudFrontEvent,
  untouched: Result,
): Promise<{ result: Result } | { violations: Violation[] }> {
  const before = event.Records[0].cf;
  const { eventType } = before.config;
  if (!events.includes(eventType)) return { result: untouched };
  const outcome = await invoke(event);
  if (outcome.kind === 'failed') return { violations: [executionError(outcome.reason)] };
  const result: unknown = JSON.parse(outcome.json);
  const violations = checkResult(eventType, before, result);
  return violations.length > 0 ? { violations } : { result: result as Result };
}

function executionError(reason: string): Violation {
  return { rule: 'execution', message: reason, page: FUNCTION_FAILED, http: 503 };
}

function functionRejected(violations: Violation[], requestId: string): Exchange {
  const [first] = violations;
  const page = functionErrorPage(first?.http ?? 502, first?.page ?? FUNCTION_FAILED);
  return {
    answer: errorAnswer(page, requestId),
    by: 'cloudfront',
    reasons: violations.map(({ http, message }) =>
      http === 502 ? `ERROR Validation error: ${message}` : `ERROR ${message}`,
    ),
  };
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
      resultType,
    },
    by: 'origin',
    reasons: [],
  };
}
