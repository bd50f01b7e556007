import { afterEach, describe, expect, it } from '@jest/globals';
import { type Environment, startEnvironment } from '../../../local-edge/environment';
import type { Outcome } from '../../../local-edge/environment/outcome';
import type { Runtime } from '../../../local-edge/environment/runtime';
import { aViewerRequest } from '../../support/cloudfront-events';
import { aFunction, removeFunctions } from '../../support/function-folder';

let environment: Environment;
let lines: string[] = [];
afterEach(async () => {
  await environment.stop();
  lines = [];
  removeFunctions();
});

function open(runtime: Runtime, handler: string): void {
  environment = startEnvironment({
    folder: aFunction({ 'index.js': `exports.handler = ${handler};` }),
    runtime,
    hostOverrides: {},
    timeoutMs: 30_000,
    initTimeoutMs: 30_000,
    memoryMb: 128,
    onLog: (line) => lines.push(line),
  });
}

const ask = (): Promise<Outcome> => environment.invoke({ Records: [{ cf: aViewerRequest() }] });
const result = (value: unknown): Outcome => ({ kind: 'result', json: JSON.stringify(value) });
const failed = (reason: string) => ({ kind: 'failed', reason: expect.stringContaining(reason) });

describe('nodejs22.x', () => {
  it.each([
    ['a promise', 'async () => 1'],
    ['a promise of a plain function', '() => Promise.resolve(1)'],
    ['callback', '(event, context, callback) => callback(null, 1)'],
    [
      'callback without waiting',
      '(event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 60_000); callback(null, 1); }',
    ],
    [
      'a callback later',
      '(event, context, callback) => { setTimeout(() => callback(null, 1), 5); }',
    ],
    ['context.done', '(event, context) => context.done(null, 1)'],
    ['context.succeed', '(event, context) => context.succeed(1)'],
    [
      'the first of two',
      '(event, context, callback) => { context.succeed(1); callback(null, 2); }',
    ],
  ])('takes the result of %s, and lives on', async (_, handler) => {
    open('nodejs22.x', handler);
    expect([await ask(), await ask()]).toEqual([result(1), result(1)]);
  });

  it('lets a callback wait until nothing else is left to do', async () => {
    open(
      'nodejs22.x',
      `(event, context, callback) => {
      const answer = { done: 0 };
      setTimeout(() => { answer.done = 1; }, 20);
      callback(null, answer);
    }`,
    );
    expect(await ask()).toEqual(result({ done: 1 }));
  });

  it.each([
    [
      'a callback with an error',
      '(event, context, callback) => callback(new Error("no luck"))',
      'no luck',
    ],
    ['context.fail', '(event, context) => context.fail("no luck")', 'no luck'],
    ['context.done with an error', '(event, context) => context.done("no luck")', 'no luck'],
    ['a throw', '(event, context, callback) => { throw new Error("no luck"); }', 'no luck'],
    ['a rejection', 'async () => { throw new Error("no luck"); }', 'no luck'],
    [
      'a promise that nothing will settle',
      'async () => new Promise(() => {})',
      'Runtime.NodeJsExit',
    ],
  ])('fails with %s, and lives on', async (_, handler, reason) => {
    open('nodejs22.x', handler);
    expect([await ask(), await ask()]).toEqual([failed(reason), failed(reason)]);
    expect(environment.isAlive()).toBe(true);
  });

  it('loses what a handler returns without a promise, and says so', async () => {
    open('nodejs22.x', '() => ({ status: "200" })');
    expect(await ask()).toEqual(result(null));
    expect(lines).toEqual([expect.stringContaining('its result is lost')]);
  });

  it('warns that it is the last to take a callback', async () => {
    open('nodejs22.x', '(event, context, callback) => callback(null, 1)');
    await ask();
    expect(lines).toEqual([expect.stringContaining('the last runtime')]);
  });
});

describe('nodejs24.x', () => {
  it.each([
    ['of a promise', 'async () => 1'],
    ['that is returned as it is', '() => 1'],
  ])('takes a result %s', async (_, handler) => {
    open('nodejs24.x', handler);
    expect(await ask()).toEqual(result(1));
    expect(lines).toEqual([]);
  });

  it('does not come up with a handler that takes a callback', async () => {
    open('nodejs24.x', 'async (event, context, callback) => 1');
    expect(await environment.ready()).toContain('Runtime.CallbackHandlerDeprecated');
  });

  it('has no context.done, context.succeed and context.fail', async () => {
    open('nodejs24.x', '(event, context) => context.done(null, 1)');
    expect(await ask()).toEqual(failed('context.done is not a function'));
  });

  it('is gone after a promise that nothing will settle', async () => {
    open('nodejs24.x', 'async () => new Promise(() => {})');
    expect(await ask()).toEqual(failed('nothing is left that could settle'));
    expect(environment.isAlive()).toBe(false);
  });

  it('says which it is', async () => {
    open('nodejs24.x', 'async () => process.env.AWS_EXECUTION_ENV');
    expect(await ask()).toEqual(result('AWS_Lambda_nodejs24.x'));
  });
});
