/** The checks for `expect.extend`, which jest and vitest take in the same form. */
import {
  breaksNoRule,
  type Check,
  type Expected,
  type ExpectedRequest,
  type ExpectedResponse,
  passesTheRequest,
  redirectsTo,
  respondsWith,
} from './checks';
import type { Checkable } from './made';

/**
 * What `expect(…)` has once {@link matchers} extend it. What it takes is what `edge.invoke`, `invokeHandler` or
 * `edge.fetch` resolves to.
 *
 * @example Types of vitest, and of jest
 * declare module 'vitest' {
 *   interface Matchers<T = any> extends EdgeMatchers<void> {}
 * }
 * declare module 'expect' {
 *   interface Matchers<R extends void | Promise<void>, T = unknown> extends EdgeMatchers<R> {}
 * }
 */
export interface EdgeMatchers<R> {
  /** The function hands the request on, with what is named here, and breaks no rule with it. */
  toPassTheRequest(expected?: ExpectedRequest): R;
  /** It is a response like this: the function's own, or what the viewer got. */
  toRespondWith(expected: ExpectedResponse): R;
  /** It sends the viewer there, with any status of a redirect unless one is given. */
  toRedirectTo(location: Expected, status?: number): R;
  /** CloudFront takes what the function returned; one that failed returned nothing. */
  toBreakNoRule(): R;
}

/**
 * @example
 * import { expect } from 'vitest'; // or '@jest/globals'
 * expect.extend(matchers);
 */
export const matchers = {
  toPassTheRequest: (received: unknown, expected?: ExpectedRequest) =>
    forRunner(passesTheRequest(received as Checkable, expected)),
  toRespondWith: (received: unknown, expected: ExpectedResponse) =>
    forRunner(respondsWith(received as Checkable, expected)),
  toRedirectTo: (received: unknown, location: Expected, status?: number) =>
    forRunner(redirectsTo(received as Checkable, location, status)),
  toBreakNoRule: (received: unknown) => forRunner(breaksNoRule(received as Checkable)),
};

function forRunner({ pass, message }: Check): { pass: boolean; message: () => string } {
  return { pass, message: () => message };
}
