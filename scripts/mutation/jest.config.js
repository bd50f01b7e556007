/** The tests of the parts that are mutated, without projects, which Stryker's runner does not know. */
const { projects } = require('../../jest.config.js');
const handler = require('../../handler/package.json');
const parts = require('./parts');

const { displayName, ...fast } = projects.find((project) => project.displayName === 'fast');
const part = process.env.MUTATION_PART;
// A property that notices a mutant at all notices it early; one that does not would run to its end for each mutant.
process.env.PROPERTY_TIMES ??= '0.1';

module.exports = {
  ...fast,
  // Stryker runs in a copy of the checkout.
  rootDir: process.cwd(),
  // The parts that are loaded lazily, by name: node_modules would lead to those of the checkout, which are not mutated.
  moduleNameMapper: Object.fromEntries(
    Object.entries(handler.exports).map(([name, path]) => [
      `^${handler.name}${name.slice(1)}$`,
      `<rootDir>/handler/${path}`,
    ]),
  ),
  testTimeout: 60_000,
  testMatch: (part ? [parts[part]] : Object.values(parts))
    .flatMap(({ tests }) => tests)
    .map((test) => `<rootDir>/__tests__/${test}.test.ts`),
};
