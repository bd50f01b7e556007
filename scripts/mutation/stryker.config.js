/**
 * `npm run mutation` changes one small thing at a time and runs the tests that go by there. MUTATION_PART names one of the
 * parts; all of them take an hour or more.
 */
const parts = require('./parts');

const part = process.env.MUTATION_PART;
if (part && !(part in parts)) {
  throw new Error(
    `MUTATION_PART is ${JSON.stringify(part)}; it takes one of ${Object.keys(parts).join(', ')}.`,
  );
}

module.exports = {
  mutate: (part ? [parts[part]] : Object.values(parts)).flatMap(({ mutate }) => mutate),
  testRunner: 'jest',
  jest: { configFile: 'scripts/mutation/jest.config.js' },
  // Only for project references, of which there are none, and TypeScript 7 has not the API that it asks for.
  tsconfigFile: 'none',
  coverageAnalysis: 'perTest',
  // What is evaluated once, when a module is loaded, no single test covers: each such mutant would run all tests.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, allowEmojis: false },
  jsonReporter: { fileName: 'coverage/mutation.json' },
  tempDirName: 'coverage/mutation',
};
