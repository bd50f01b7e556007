/** Runs the function for one event, and holds what it returns against CloudFront's rules. */
import type { CloudFrontHeaders } from '../handler/src/cloudfront';
import type { EdgeEvent, EventType } from './cloudfront';
import type { Failure, Outcome } from './environment/outcome';
import { type ErrorPage, functionErrorPage } from './error-page';
import { normalHeaders } from './headers';
import { FUNCTION_FAILED, FUNCTION_THROTTLED, judgeResult, type Violation } from './rules';

export interface EdgeFunction {
  /** Those that the function is associated with. */
  events: readonly EventType[];
  invoke: (event: EdgeEvent) => Promise<Outcome>;
  /** Gets warnings of what would go wrong on AWS. */
  log: (line: string) => void;
}

/** Why the viewer gets an error page in the place of the function's result. */
export interface Rejection {
  page: ErrorPage;
  reasons: string[];
  /** The rules that the function's result broke, where that is why. */
  violations?: EventViolation[];
}

/** A rule that a result for this event broke. */
export interface EventViolation extends Violation {
  eventType: EventType;
}

/** `untouched` where the function is not associated with the event. */
export async function runFunction<Result extends { headers?: CloudFrontHeaders }>(
  { events, invoke, log }: EdgeFunction,
  event: EdgeEvent,
  untouched: Result,
): Promise<{ result: Result } | Rejection> {
  const before = event.Records[0].cf;
  const { eventType } = before.config;
  if (!events.includes(eventType)) return { result: untouched };
  const outcome = await invoke(event);
  if (outcome.kind === 'failed') return failureOf(outcome, eventType);
  const json: unknown = JSON.parse(outcome.json);
  const { violations, warnings } = judgeResult(eventType, before, json);
  for (const warning of warnings) log(`WARN AWS may take this otherwise, ${eventType}: ${warning}`);
  const [first] = violations;
  if (first) return rejectionOf(first, violations, eventType);
  const result = json as Result;
  return { result: { ...result, headers: normalHeaders(result.headers) } };
}

function failureOf({ reason, limit }: Failure, eventType: EventType): Rejection {
  const text = limit === 'throttle' ? FUNCTION_THROTTLED : FUNCTION_FAILED;
  return {
    page: functionErrorPage(limit ? 'LambdaLimitExceeded' : 'LambdaExecutionError', text),
    reasons: [`ERROR ${reason} [${eventType}]`],
  };
}

function rejectionOf(
  { http, page }: Violation,
  violations: Violation[],
  eventType: EventType,
): Rejection {
  return {
    page: functionErrorPage(http === 502 ? 'LambdaValidationError' : 'LambdaExecutionError', page),
    reasons: violations.map(
      ({ rule, http, message, document }) =>
        `ERROR ${http === 502 ? 'Validation error: ' : ''}${message} [${eventType}, ${rule}, ${document}]`,
    ),
    violations: violations.map((violation) => ({ ...violation, eventType })),
  };
}
