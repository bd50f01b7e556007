import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const ROOT = join(__dirname, '../..');
const EXAMPLE = 'examples/local-edge';
const bin = (name: string) => join(ROOT, 'node_modules', name);

/** Without what this run of jest tells its own processes. */
const { JEST_WORKER_ID: _, NODE_OPTIONS: __, ...env } = process.env;

it.each<[string, string[], RegExp]>([
  [
    'jest',
    [bin('jest/bin/jest.js'), '--config', `${EXAMPLE}/jest/jest.config.js`],
    /^Tests: +3 passed, 3 total$/m,
  ],
  [
    'vitest',
    [bin('vitest/vitest.mjs'), 'run', '--root', `${EXAMPLE}/vitest`],
    /^ *Tests +3 passed \(3\)$/m,
  ],
  [
    'node:test',
    ['--import', 'tsx', '--test', `${EXAMPLE}/node-test/function.test.mjs`],
    /^# pass 3$/m,
  ],
])('the example runs in %s', async (_, args, summary) => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: ROOT,
    env: { ...env, NO_COLOR: '1' },
  });
  expect(stdout + stderr).toMatch(summary);
});
