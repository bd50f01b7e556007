/** `fast` needs Node alone; `browser` drives Chromium and `terraform` Terraform, and say loudly when it is missing. */
const transform = {
  '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
};
const common = {
  transform,
  testEnvironment: 'node',
  rootDir: __dirname,
  // Packages as they are published, and copies of the checkout for mutation tests, have the names of those here.
  modulePathIgnorePatterns: ['<rootDir>/(dist|coverage)/'],
};

/** Coverage is counted in jest's own processes: not in the local edge's worker threads, nor in programs that tests start. */
const counted = ['handler/src', 'modules', 'command', 'sync', 'local-edge'].map(
  (room) => `${room}/**/*.ts`,
);
const uncounted = ['!**/node_modules/**', '!**/dist/**', '!**/cli.ts', '!**/build.ts'];

module.exports = {
  coverageProvider: 'v8',
  collectCoverageFrom: [...counted, ...uncounted],
  coverageReporters: ['text-summary', 'json-summary'],
  // Somewhat below what is there, in percent: a room that loses tests is a failure of `npm run coverage`.
  coverageThreshold: {
    './handler/src/': { lines: 93, branches: 95 },
    './command/': { lines: 78, branches: 92 },
    './sync/': { lines: 54, branches: 90 },
  },
  // Jest leaves one core alone: half of a machine with two, as most that run CI are.
  maxWorkers: '100%',
  // Nothing is timed: a test that hangs is ended, and a busy machine may take long.
  testTimeout: 180_000,
  projects: [
    {
      ...common,
      displayName: 'fast',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/__tests__/(terraform|browser)/'],
    },
    {
      ...common,
      displayName: 'browser',
      testMatch: ['<rootDir>/__tests__/browser/**/*.test.ts'],
    },
    {
      ...common,
      displayName: 'terraform',
      testMatch: ['<rootDir>/__tests__/terraform/**/*.test.ts'],
    },
  ],
};
