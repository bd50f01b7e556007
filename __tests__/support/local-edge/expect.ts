/** `expect` with the local edge's matchers, as a test of a user has it. */
import { expect } from '@jest/globals';
import { type EdgeMatchers, matchers } from '../../../local-edge';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends EdgeMatchers<R> {}
}

expect.extend(matchers);

export { expect };
