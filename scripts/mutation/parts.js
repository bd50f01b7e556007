/**
 * The parts of the handler in which a silent change would hurt most, each with the tests that must notice it: the room's
 * own alone, because each mutant runs all tests that go by there.
 */
module.exports = {
  identity: {
    mutate: ['handler/src/identity/**/*.ts'],
    tests: ['handler/identity/**/*'],
  },
  targets: {
    mutate: ['handler/src/routes/{target,redirect-to,loop}.ts'],
    tests: ['handler/routes/{target,loop}', 'handler/routes/actions/{redirect,rewrite,block}'],
  },
  comparisons: {
    mutate: ['handler/src/specs/{comparisons,three-valued}.ts'],
    tests: ['handler/specs/{comparisons,three-valued}'],
  },
  outbox: {
    mutate: ['handler/src/exposures/outbox.ts'],
    tests: ['handler/exposures/outbox*'],
  },
  rules: {
    mutate: ['handler/src/rules/*.ts'],
    tests: ['local-edge/rules/*', 'handler/own-decision'],
  },
};
