/**
 * How each of Lambda's runtimes calls a handler, and how it learns of the result.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
import { named } from './load.mjs';

/** By runtime: calls the handler with event and context; the promise is of its result. */
export const callers = { 'nodejs22.x': callWithCallback, 'nodejs24.x': callWithoutCallback };

/** From Node.js 24 on a handler returns its result, or a promise of it. A third parameter is refused at the start. */
async function callWithoutCallback(handler, event, context) {
  return handler(event, context);
}

/**
 * Up to Node.js 22 the first of these is the result: the promise's, the callback's, that of context.done, succeed or
 * fail. What a handler returns that is no promise is lost.
 */
function callWithCallback(handler, event, context, onLost) {
  const { loopIsEmpty, forget } = watchLoop();
  const result = new Promise((resolve, reject) => {
    let told = false;
    const firstOnly =
      (tell) =>
      (...args) => {
        if (!told) tell(...args);
        told = true;
      };
    const done = (error, value) => (error == null ? resolve(value) : reject(error));
    const succeed = (value) => done(null, value);
    const fail = (error) => done(error ?? 'handled');
    const callbackContext = {
      ...context,
      callbackWaitsForEmptyEventLoop: true,
      done: firstOnly(done),
      succeed: firstOnly(succeed),
      fail: firstOnly(fail),
    };
    const callback = firstOnly((error, value) => {
      if (error != null || !callbackContext.callbackWaitsForEmptyEventLoop) done(error, value);
      else loopIsEmpty.then(() => resolve(value));
    });
    loopIsEmpty.then(() => {
      if (told) return;
      if (isAsync(handler)) return reject(neverSettled());
      onLost();
      resolve(null);
    });
    try {
      const returned = handler(event, callbackContext, callback);
      if (typeof returned?.then === 'function')
        returned.then(callbackContext.succeed, callbackContext.fail);
    } catch (error) {
      callback(error);
    }
  });
  return result.finally(forget);
}

function isAsync(handler) {
  return handler.constructor?.name === 'AsyncFunction';
}

function neverSettled() {
  return named(
    'Runtime.NodeJsExit',
    'nothing is left that could settle the promise which the handler returned.',
  );
}

/** `loopIsEmpty` resolves once there is nothing left to wait for; `forget` ends the watch. */
function watchLoop() {
  let onEmpty;
  const loopIsEmpty = new Promise((resolve) => {
    // The turn keeps the thread alive until the promise's listeners have run.
    onEmpty = () => setImmediate(resolve);
  });
  process.once('beforeExit', onEmpty);
  return { loopIsEmpty, forget: () => process.off('beforeExit', onEmpty) };
}
