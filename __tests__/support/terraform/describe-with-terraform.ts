import { describe, it } from '@jest/globals';
import { findToolchain, type Toolchain } from './toolchain';

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
 * Describes tests that drive real Terraform. Where a tool is missing they are skipped and a banner says which and how
 * to get it; in CI (the variable CI is set) a missing tool is a failure.
 */
export const describeWithTerraform = (
  suite: string,
  tests: (toolchain: Toolchain) => void,
): void => {
  const found = findToolchain();
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
