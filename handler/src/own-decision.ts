/** Decides by a user's own function, on a copy of the request: it may be slow, and may throw half-way. */
import type { CloudFrontRequest } from './cloudfront';
import { withDeadline } from './deadline';
import type { FindDecision, Outcome } from './decision';
import { type Log, messageOf } from './log';
import type { Decide } from './own-context';
import { checkOutcome } from './rules';
import { MAX_GENERATED_BYTES } from './rules/response';

/** Leaves time to answer before Lambda@Edge's 5 seconds are over. */
const DEADLINE_MS = 3_000;

/** For the cookies that a response is given: a new visitor's id, and groups that are kept. */
const ROOM_FOR_COOKIES = 1_536;

export function ownDecision(decide: Decide, log: Log): FindDecision {
  return (request) => {
    return {
      route: 'your handler',
      decide: (context) =>
        withDeadline(DEADLINE_MS, 'Your handler', async () => {
          const own = { ...context, request: structuredClone(request) };
          return checked(request, (await decide(own)) ?? own.request);
        }),
      orElse: (error) => {
        log('error', 'Your handler failed; the request passes untouched', {
          reason: messageOf(error),
        });
        return request;
      },
    };
  };
}

/**
 * A copy, so that nothing which the function left running can change it.
 * @throws what CloudFront would answer with an error page for.
 */
function checked(before: CloudFrontRequest, result: unknown): Outcome {
  const { json, broken } = checkOutcome(before, result, MAX_GENERATED_BYTES - ROOM_FOR_COOKIES);
  if (broken.length === 0) return json as unknown as Outcome;
  const reasons = broken.map(
    ({ rule, message }) => `it breaks CloudFront's rule ${rule}: ${message}`,
  );
  throw new TypeError(reasons.join(' '));
}
