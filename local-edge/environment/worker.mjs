/**
 * The inside of an execution environment: imports the function, runs one invocation at a time, and is frozen between
 * them. Plain JavaScript, because a worker has no TypeScript loader.
 *
 * Lambda freezes the whole process once a result is posted: no timer fires, no socket moves, until the next
 * invocation thaws it. Atomics.wait does the same to this thread.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { format } from 'node:util';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { restrictNetwork } from './network.mjs';

const { entry, hostOverrides, handshakes, invocations, thaw, context } = workerData;
const signal = new Int32Array(thaw);
let thawed = 0;

const post = (message) => parentPort.postMessage(message);

logByMessage();
watchVariables();
const { handshakesUnderWay } = restrictNetwork(hostOverrides, handshakes);

endOfStrayErrors();
const { handler } = await import(entry);
if (typeof handler !== 'function')
  throw new TypeError('index.mjs exports no function named handler');
post({ kind: 'ready', parameters: handler.length });

for (;;) {
  freeze();
  // Lambda's runtime gets the invocation and posts the result through the event loop. Each time the loop also handles
  // what is due by then (expired timers, bytes that arrived). Pending work progresses in these turns alone.
  await turnOfTheLoop();
  post(await run(receiveMessageOnPort(invocations).message));
  await turnOfTheLoop();
}

/** Blocks the thread until there is an invocation. */
function freeze() {
  Atomics.wait(signal, 0, thawed);
  thawed += 1;
}

async function run({ event, awsRequestId, deadline }) {
  try {
    const returned = handler(JSON.parse(event), {
      ...context,
      awsRequestId,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    });
    // Lambda only takes the result of a promise; what a plain function returns is lost.
    const isPromise = typeof returned?.then === 'function';
    if (!isPromise) post({ kind: 'notAsync' });
    const result = isPromise ? await returned : null;
    return { kind: 'result', json: JSON.stringify(result ?? null), timers: pendingTimers() };
  } catch (error) {
    return { kind: 'failed', error: format(error) };
  }
}

/** Those of the function's, and not those of the simulated handshakes. */
function pendingTimers() {
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  return timers - handshakesUnderWay();
}

/**
 * As Lambda's runtime does, whose listeners are there before the function's: a listener of the function's own changes
 * nothing, unless the function took these away.
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/index.mjs
 */
function endOfStrayErrors() {
  for (const event of ['unhandledRejection', 'uncaughtException']) {
    process.on(event, (error) => {
      post({ kind: 'crashed', error: format(error) });
      process.exit(1);
    });
  }
}

/** A worker's own output would wait for its event loop, which is about to be frozen. */
function logByMessage() {
  for (const level of ['debug', 'error', 'info', 'log', 'trace', 'warn']) {
    console[level] = (...args) => post({ kind: 'log', line: format(...args) });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (text) => {
      post({ kind: 'log', line: String(text).replace(/\n$/, '') });
      return true;
    };
  }
}

/** Lambda@Edge has no variables of the user's own: a function that reads one gets undefined there and a warning here. */
function watchVariables() {
  const told = new Set();
  process.env = new Proxy(process.env, {
    get(variables, name) {
      const value = variables[name];
      // Node's own modules read variables too; only reads by the function's file are reported.
      if (value === undefined && !told.has(name) && callerOf(2).includes(entry)) {
        told.add(name);
        post({ kind: 'variable', name: String(name) });
      }
      return value;
    },
  });
}

/** The line of the stack that stands `depth` calls above this function. */
function callerOf(depth) {
  return new Error().stack?.split('\n')[depth + 1] ?? '';
}
