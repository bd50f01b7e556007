import { describeWith } from '../terraform/describe-with';
import { findProgram } from '../terraform/find-program';

/** Describes tests that drive a real Chromium, whose path they get. */
export const describeWithChromium = (suite: string, tests: (path: string) => void): void => {
  const path = findProgram('chromium');
  const missing = [
    'chromium: `apt-get install chromium`, or any Chromium of that name on the PATH',
  ];
  describeWith(suite, path === undefined ? missing : { path }, ({ path }) => tests(path));
};
