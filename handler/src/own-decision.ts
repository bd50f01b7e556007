/** Decides by a user's own function, which may be slow, may throw, and may have changed half of the request by then. */
import { withDeadline } from './deadline';
import type { Decide, FindDecision } from './decision';
import { type Log, messageOf } from './log';

/** Leaves time to answer before Lambda@Edge's 5 seconds are over. */
const DEADLINE_MS = 3_000;

export function ownDecision(decide: Decide, log: Log): FindDecision {
  return (request) => {
    const untouched = structuredClone(request);
    return {
      decide: (context) =>
        withDeadline(
          DEADLINE_MS,
          'Your handler',
          async () => (await decide(context)) ?? context.request,
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
