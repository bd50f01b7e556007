/**
 * The inside of an execution environment: imports the function, runs one invocation at a time, and is frozen between
 * them. Plain JavaScript, because a worker has no TypeScript loader.
 *
 * Lambda freezes the whole process once a result is posted: no timer fires, no socket moves, until the next
 * invocation thaws it. Atomics.wait does the same to this thread.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { format } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { callers } from './call.mjs';
import { restrictFiles } from './files.mjs';
import { isLambdas, loadHandler, textOf } from './load.mjs';
import { restrictNetwork } from './network.mjs';

const { folder, runtime, hostOverrides, handshakes, invocations, thaw, context, memoryMb } =
  workerData;
const signal = new Int32Array(thaw);
const MB = 1_024 * 1_024;
/** What a process of Node.js takes before it runs anything, in MB; here it is shared. */
const NODE_MB = 39;
/** A thread cannot change its process's working directory; Lambda's is the folder of the function. */
process.cwd = () => folder;
let thawed = 0;

const post = (message) => parentPort.postMessage(message);

logByMessage();
watchVariables();
const { handshakesUnderWay } = restrictNetwork(hostOverrides, handshakes);
restrictFiles(folder);

endOfStrayErrors();
useSourceMaps();
const handler = await loadHandler(folder, runtime).catch(endOfInit);
post({ kind: 'ready', parameters: handler.length });
const call = callers[runtime];

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
  // Woken without a new invocation when the notice of the last one comes late, on a busy machine.
  while (Atomics.load(signal, 0) === thawed) Atomics.wait(signal, 0, thawed);
  thawed += 1;
}

async function run({ event, awsRequestId, deadline }) {
  process.env._X_AMZN_TRACE_ID = traceId();
  const contextOfThis = {
    ...context,
    awsRequestId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    const onLost = () => post({ kind: 'lost' });
    const result = await call(handler, JSON.parse(event), contextOfThis, onLost);
    endIfTooLarge();
    const json = JSON.stringify(result ?? null);
    return { kind: 'result', json, timers: pendingTimers(), usedMb: usedMb() };
  } catch (error) {
    return { kind: 'failed', error: textOf(error), usedMb: usedMb() };
  }
}

/**
 * Lambda ends an environment whose process outgrows its memory. Here the heap has a limit of its own, and what Buffers
 * and Node.js itself hold beside it is counted after each invocation.
 */
function endIfTooLarge() {
  const used = usedMb();
  if (used <= memoryMb) return;
  post({
    kind: 'outgrown',
    error: `Error: Runtime exited with error: signal: killed. Memory Size: ${memoryMb} MB, used: ${used} MB.`,
    usedMb: used,
  });
  process.exit(1);
}

function usedMb() {
  const { total_physical_size, external_memory } = getHeapStatistics();
  return NODE_MB + Math.round((total_physical_size + external_memory) / MB);
}

/** @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
function traceId() {
  const seconds = Math.floor(Date.now() / 1_000).toString(16);
  return `Root=1-${seconds}-${hex(12)};Parent=${hex(8)};Sampled=0`;
}

function hex(bytes) {
  return randomBytes(bytes).toString('hex');
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

/** The error as the function's log has it; `post` is kept, though the thread ends. */
function endOfInit(error) {
  const text = textOf(error);
  post({ kind: 'initFailed', error: isLambdas(error) ? text : `Runtime.InitError: ${text}` });
  process.exit(1);
}

/** Stacks name the author's files and lines where the bundle has a map. Lambda does so only with NODE_OPTIONS. */
function useSourceMaps() {
  if (existsSync(join(folder, 'index.mjs.map'))) process.setSourceMapsEnabled(true);
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
      // Node's own modules read variables too; only reads by the function's files are reported.
      if (value === undefined && !told.has(name) && callerOf(2).includes(folder)) {
        told.add(name);
        post({ kind: 'variable', name: String(name) });
      }
      return value;
    },
    // Without it a second write is refused, for process.env takes no property by definition.
    set(variables, name, value) {
      variables[name] = value;
      return true;
    },
  });
}

/** The line of the stack that stands `depth` calls above this function. */
function callerOf(depth) {
  return new Error().stack?.split('\n')[depth + 1] ?? '';
}
