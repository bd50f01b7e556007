/** A Lambda execution environment: a worker thread which holds one function and is frozen between invocations. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { CloudFrontEvent } from '../../handler/src/cloudfront';
import { contextOf, reservedVariables } from './variables';
import { TIMERS_IN_A_ROW, WARNINGS } from './warnings';

export interface EnvironmentOptions {
  /** Folder laid out as the function's zip: `index.mjs` and what it reads beside itself. */
  folder: string;
  /** Origins the function asks, and the loopback server that answers for each. */
  routes: Record<string, string>;
  /** Of one invocation, in milliseconds. */
  timeoutMs: number;
  /** Of the import of the function, in milliseconds. */
  initTimeoutMs: number;
  /** The heap that the function may fill, in MB; Lambda counts the whole process. */
  memoryMb: number;
  /** What the function writes, and what the local edge has to say about it. */
  onLog: (line: string) => void;
}

/** What came of an invocation: JSON as Lambda hands it to CloudFront, or why there is none. */
export type Outcome = { kind: 'result'; json: string } | { kind: 'failed'; reason: string };

export interface Environment {
  /** One at a time. Never rejects. */
  invoke(event: CloudFrontEvent): Promise<Outcome>;
  /** False once it has crashed, timed out or been stopped: invoke a new one. */
  isAlive(): boolean;
  stop(): Promise<void>;
}

type Message =
  | { kind: 'ready'; parameters: number }
  | { kind: 'result'; json: string; timers: number }
  | { kind: 'failed'; error: string }
  | { kind: 'log'; line: string }
  | { kind: 'variable'; name: string }
  | { kind: 'notAsync' };

const WORKER = join(__dirname, 'worker.mjs');

/** A cold start. The import runs at once; the first invocation waits for it. */
export function startEnvironment(options: EnvironmentOptions): Environment {
  const thaw = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const invocations = new MessageChannel();
  const worker = new Worker(WORKER, {
    // Neither this machine's variables nor this process's loaders are there in Lambda.
    env: reservedVariables(options.folder, options.memoryMb),
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    transferList: [invocations.port2],
    workerData: {
      entry: pathToFileURL(join(options.folder, 'index.mjs')).href,
      routes: options.routes,
      invocations: invocations.port2,
      thaw,
      context: contextOf(options.memoryMb),
    },
  });
  // Whoever runs the local edge decides how long the process lives.
  worker.unref();

  let alive = true;
  let ready = false;
  let inARow = 0;
  let settle: ((outcome: Outcome) => void) | null = null;
  let readied: () => void = () => {};
  const whenReady = new Promise<void>((resolve) => {
    readied = resolve;
  });
  let death = 'The environment was stopped.';

  const finish = (outcome: Outcome) => {
    settle?.(outcome);
    settle = null;
  };
  const die = (reason: string) => {
    if (!alive) return;
    alive = false;
    death = reason;
    clearTimeout(initDeadline);
    readied();
    finish({ kind: 'failed', reason });
    void worker.terminate();
    invocations.port1.close();
  };
  const initDeadline = setTimeout(
    () => die(`INIT_REPORT Phase: init Status: timeout, after ${seconds(options.initTimeoutMs)}`),
    options.initTimeoutMs,
  );

  worker.on('message', (message: Message) => {
    switch (message.kind) {
      case 'ready':
        ready = true;
        clearTimeout(initDeadline);
        if (message.parameters >= 3) options.onLog(WARNINGS.callback);
        return readied();
      case 'result':
        inARow = message.timers > 0 ? inARow + 1 : 0;
        if (inARow === TIMERS_IN_A_ROW) options.onLog(WARNINGS.timers);
        return finish({ kind: 'result', json: message.json });
      case 'failed':
        return finish({ kind: 'failed', reason: message.error });
      case 'log':
        return options.onLog(message.line);
      case 'variable':
        return options.onLog(WARNINGS.variable(message.name));
      case 'notAsync':
        return options.onLog(WARNINGS.notAsync);
    }
  });
  worker.on('error', (error: Error) =>
    die(
      `${ready ? 'Runtime.UnhandledError' : 'Runtime.InitError'}: ${error.stack ?? error.message}`,
    ),
  );
  worker.on('exit', (code) => die(`Runtime.ExitError: ${exitReason(code)}`));

  return {
    isAlive: () => alive,
    stop: async () => {
      die('The environment was stopped.');
      await worker.terminate();
    },
    invoke: async (event) => {
      await whenReady;
      if (!alive) return { kind: 'failed', reason: death };
      if (settle) throw new Error('An execution environment runs one invocation at a time.');
      const deadline = setTimeout(
        () => die(`Task timed out after ${seconds(options.timeoutMs)}`),
        options.timeoutMs,
      );
      try {
        return await new Promise<Outcome>((resolve) => {
          settle = resolve;
          invocations.port1.postMessage({
            event: JSON.stringify(event),
            awsRequestId: randomUUID(),
            deadline: Date.now() + options.timeoutMs,
          });
          const signal = new Int32Array(thaw);
          Atomics.add(signal, 0, 1);
          Atomics.notify(signal, 0);
        });
      } finally {
        clearTimeout(deadline);
      }
    },
  };
}

/** @see https://nodejs.org/api/process.html#exit-codes */
function exitReason(code: number): string {
  return code === 13
    ? 'nothing is left that could settle the promise which the handler returned.'
    : `the process exited with code ${code}.`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} seconds`;
}
