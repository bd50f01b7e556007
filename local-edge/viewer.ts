/** One request's way through CloudFront: viewer-request, origin, viewer-response. */
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

export interface Way {
  /** Which of the two events the function is associated with. */
  events: readonly EventType[];
  invoke: (event: CloudFrontEvent) => Promise<Outcome>;
  origin: Origin;
  /** For warnings of what would go wrong on AWS. */
  log: (line: string) => void;
}

/** The answer, who made it, and what the function did wrong, if it did. */
export interface Passage {
  answer: Answer;
  by: 'function' | 'origin' | 'cloudfront';
  reasons: string[];
}

export async function pass(
  incoming: IncomingMessage,
  requestId: string,
  way: Way,
): Promise<Passage> {
  const request = viewerRequest(incoming);
  for (const name of spoofableHeaders(request.headers)) {
    way.log(
      `WARN ${name} came from the viewer: CloudFront adds its own only after viewer-request. Never trust it there.`,
    );
  }
  const asked = await ask<CloudFrontRequest | CloudFrontResult>(
    way,
    viewerRequestEvent(request, requestId),
    request,
  );
  if ('violations' in asked) return refused(asked.violations, requestId);
  if (isGenerated(asked.result)) {
    return {
      answer: generatedAnswer(asked.result as CloudFrontResult),
      by: 'function',
      reasons: [],
    };
  }
  return fromOrigin(asked.result as CloudFrontRequest, incoming, requestId, way);
}

async function fromOrigin(
  request: CloudFrontRequest,
  incoming: IncomingMessage,
  requestId: string,
  way: Way,
): Promise<Passage> {
  let fetched: OriginResponse;
  try {
    fetched = await way.origin(request, incoming);
  } catch (error) {
    return {
      answer: errorAnswer(PAGES.originUnreachable, requestId),
      by: 'cloudfront',
      reasons: [`the origin failed: ${messageOf(error)}`],
    };
  }
  const response: CloudFrontResponse = {
    status: String(fetched.status),
    statusDescription: fetched.reason,
    headers: fetched.headers,
  };
  // CloudFront does not run viewer-response functions when the origin answers with 400 or above.
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
  if (fetched.status >= 400) return answered(response, fetched, 'Error');
  const asked = await ask<CloudFrontResponse>(
    way,
    viewerResponseEvent(request, response, requestId),
    response,
  );
  if ('violations' in asked) return refused(asked.violations, requestId);
  return answered(asked.result, fetched, 'Miss');
}

/** What the function makes of an event; `untouched` where it is not associated with it. */
async function ask<Result extends object>(
  { events, invoke }: Way,
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

function refused(violations: Violation[], requestId: string): Passage {
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

function answered(
  response: CloudFrontResponse,
  fetched: OriginResponse,
  resultType: string,
): Passage {
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
