import { randomUUID } from 'node:crypto';
import type { EdgeEvent } from '../cloudfront';
import type { Outcome } from '../environment/outcome';
import { contextOf } from '../environment/variables';

/** What a function made of an event. */
export interface Invoked {
  /** As the function got it. */
  event: EdgeEvent;
  outcome: Outcome;
}

/** Lambda@Edge's own for viewer events; nothing ends a handler here. */
const REMAINING_MS = 5_000;

/**
 * Calls an async handler in the test's own process, where it can be mocked and stepped through. It has neither the
 * limits nor the surroundings of Lambda, which `edge.invoke` gives it.
 *
 * @example
 * const event = eventOf('viewer-request', { target: '/old' });
 * expect(await invokeHandler(handler, event)).toRedirectTo('/new');
 */
export async function invokeHandler(
  handler: (event: never, context: never) => unknown,
  event: EdgeEvent,
): Promise<Invoked> {
  const context = {
    ...contextOf(128),
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => REMAINING_MS,
  };
  try {
    // Functions change events in place, and rules are about what they were.
    const result = await handler(structuredClone(event) as never, context as never);
    return { event, outcome: { kind: 'result', json: JSON.stringify(result) ?? 'null' } };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { event, outcome: { kind: 'failed', reason } };
  }
}
