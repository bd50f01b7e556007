/** The tests of the parts that are mutated, without projects, which Stryker's runner does not know. */
const { projects } = require('../../jest.config.js');
const parts = require('./parts');

const { displayName, ...fast } = projects.find((project) => project.displayName === 'fast');
const part = process.env.MUTATION_PART;

module.exports = {
  ...fast,
  // Stryker runs in a copy of the checkout.
  rootDir: process.cwd(),
  testTimeout: 60_000,
  testMatch: (part ? [parts[part]] : Object.values(parts))
    .flatMap(({ tests }) => tests)
    .map((test) => `<rootDir>/__tests__/${test}.test.ts`),
};
