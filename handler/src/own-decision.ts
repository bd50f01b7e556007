/** Decides by a user's own function, which may be slow, may throw, and may have changed half of the request by then. */
import { withDeadline } from './deadline';
import type { Decide, FindDecision, Outcome } from './decision';
import { type Log, messageOf } from './log';

/** Leaves time to answer before Lambda@Edge's 5 seconds are over. */
const DEADLINE_MS = 3_000;

export function ownDecision(decide: Decide, log: Log): FindDecision {
  return (request) => {
    const untouched = structuredClone(request);
    return {
      decide: (context) =>
        withDeadline(DEADLINE_MS, 'Your handler', async () =>
          checkOutcome((await decide(context)) ?? context.request),
        ),
      orElse: (error) => {
        log('error', 'Your handler failed; the request passes untouched', {
          reason: messageOf(error),
        });
        return untouched;
      },
    };
  };
}

/** What is neither a request nor a response would end in CloudFront's error page. */
function checkOutcome(outcome: Outcome): Outcome {
  const { status, uri, headers } = Object(outcome);
  const isResponse = typeof status === 'string' && typeof (headers ?? {}) === 'object';
  const isRequest =
    status === undefined && typeof uri === 'string' && headers && typeof headers === 'object';
  if (isResponse || isRequest) return outcome;
  throw new TypeError(
    'it returned neither the request nor a response (an object whose status is a text, such as "200")',
  );
}
