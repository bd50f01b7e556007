import { describe, it } from '@jest/globals';

const RULE = '='.repeat(100);

const banner = (suite: string, missing: string[]): string =>
  [
    RULE,
    `NOT TESTED: ${suite}`,
    'This machine lacks:',
    ...missing.map((thing) => `  - ${thing}`),
    RULE,
    '',
  ].join('\n');

/**
 * Describes tests that need what not every machine has. Where something is missing they are skipped and a banner says
 * what and how to get it; in CI (the variable CI is set) a missing thing is a failure.
 *
 * @param found - what was looked for, or a list of what is missing, each with the way to get it.
 */
export const describeWith = <T extends object>(
  suite: string,
  found: T | string[],
  tests: (found: T) => void,
): void => {
  if (!Array.isArray(found)) {
    describe(suite, () => tests(found));
    return;
  }
  const message = banner(suite, found);
  if (process.env.CI) {
    it(`${suite}: every tool is there`, () => {
      throw new Error(message);
    });
    return;
  }
  process.stderr.write(`\n${message}`);
  describe.skip(suite, () => {
    it(`NOT TESTED, this machine lacks ${found.length} of the tools`, () => {});
  });
};
