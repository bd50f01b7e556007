import { afterEach, describe, expect, it } from '@jest/globals';
import { type Environment, startEnvironment } from '../../../local-edge/environment';
import type { Runtime } from '../../../local-edge/environment/runtime';
import { aViewerRequest } from '../../support/cloudfront-events';
import { aFunction, removeFunctions } from '../../support/function-folder';

let environment: Environment;
afterEach(async () => {
  await environment.stop();
  removeFunctions();
});

function open(files: Record<string, string>, runtime: Runtime = 'nodejs22.x'): void {
  environment = startEnvironment({
    folder: aFunction(files),
    runtime,
    hostOverrides: {},
    timeoutMs: 30_000,
    initTimeoutMs: 30_000,
    memoryMb: 128,
    onLog: () => {},
  });
}

const ES_MODULE = `export const handler = async () => import.meta.url.split('/').pop();`;
const COMMON_JS = `const { basename } = require('node:path'); exports.handler = async () => basename(__filename);`;
const MODULE_PACKAGE = '{ "type": "module" }';

const found: [string, string, Record<string, string>][] = [
  ['CommonJS in index.js', 'index.js', { 'index.js': COMMON_JS }],
  ['module.exports', 'm', { 'index.js': `module.exports = { handler: async () => 'm' };` }],
  [
    'CommonJS in index.cjs',
    'index.cjs',
    { 'index.cjs': COMMON_JS, 'package.json': MODULE_PACKAGE },
  ],
  ['an ES module in index.mjs', 'index.mjs', { 'index.mjs': ES_MODULE }],
  [
    'an ES module in index.js, as package.json says',
    'index.js',
    { 'index.js': ES_MODULE, 'package.json': MODULE_PACKAGE },
  ],
  ['index.js before index.mjs', 'index.js', { 'index.js': COMMON_JS, 'index.mjs': ES_MODULE }],
  ['index.mjs before index.cjs', 'index.mjs', { 'index.mjs': ES_MODULE, 'index.cjs': COMMON_JS }],
  [
    'a package in node_modules, and a JSON file',
    'a1',
    {
      'index.js': `exports.handler = async () => require('a') + require('./b.json').b;`,
      'node_modules/a/index.js': `module.exports = 'a';`,
      'b.json': '{ "b": 1 }',
    },
  ],
];

const refused: [string, string, Record<string, string>][] = [
  [
    'no index file',
    "Runtime.ImportModuleError: Error: Cannot find module 'index'",
    { 'main.mjs': ES_MODULE },
  ],
  [
    'a package that is not in the zip',
    "Runtime.ImportModuleError: Error: Cannot find module 'a'",
    { 'index.js': `require('a');` },
  ],
  [
    'no export of that name',
    'Runtime.HandlerNotFound: index.handler is undefined or not exported',
    { 'index.mjs': 'export const other = 1;' },
  ],
  [
    'a handler that is no function',
    'Runtime.HandlerNotFound: index.handler is not a function',
    { 'index.js': 'exports.handler = 1;' },
  ],
  [
    'a file that cannot be parsed',
    'Runtime.UserCodeSyntaxError',
    { 'index.js': 'exports.handler = (' },
  ],
  [
    'an ES module in index.js alone, which Node.js itself would find out',
    'Runtime.UserCodeSyntaxError',
    { 'index.js': ES_MODULE },
  ],
  [
    'an import that throws',
    'Runtime.InitError: Error: out of luck',
    { 'index.mjs': `throw new Error('out of luck');` },
  ],
];

describe.each(['nodejs22.x', 'nodejs24.x'] as const)('%s finds', (runtime) => {
  it.each(found)('%s', async (_, result, files) => {
    open(files, runtime);
    expect(await environment.ready()).toBeNull();
    expect(await environment.invoke({ Records: [{ cf: aViewerRequest() }] })).toEqual({
      kind: 'result',
      json: JSON.stringify(result),
    });
  });
});

describe('an environment does not come up with', () => {
  it.each(refused)('%s', async (_, reason, files) => {
    open(files);
    expect(await environment.ready()).toContain(reason);
    expect(environment.isAlive()).toBe(false);
  });
});
