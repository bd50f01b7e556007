/** The checks as assertions, for `node:test` and any runner that takes what throws for a failure. */
import { AssertionError } from 'node:assert';
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

/** @throws {AssertionError} unless the function hands the request on, with what is named here, and breaks no rule with it. */
export function assertPassesTheRequest(checked: Checkable, expected?: ExpectedRequest): void {
  assertThat(passesTheRequest(checked, expected), assertPassesTheRequest);
}

/** @throws {AssertionError} unless it is a response like this: the function's own, or what the viewer got. */
export function assertRespondsWith(checked: Checkable, expected: ExpectedResponse): void {
  assertThat(respondsWith(checked, expected), assertRespondsWith);
}

/** @throws {AssertionError} unless it sends the viewer there, with any status of a redirect unless one is given. */
export function assertRedirectsTo(checked: Checkable, location: Expected, status?: number): void {
  assertThat(redirectsTo(checked, location, status), assertRedirectsTo);
}

/** @throws {AssertionError} unless CloudFront takes what the function returned; one that failed returned nothing. */
export function assertBreaksNoRule(checked: Checkable): void {
  assertThat(breaksNoRule(checked), assertBreaksNoRule);
}

/** @param from where the stack begins: at the line of the test. */
function assertThat({ pass, message }: Check, from: (checked: Checkable, expected: never) => void) {
  if (!pass) throw new AssertionError({ message, stackStartFn: from });
}
