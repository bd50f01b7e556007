/** A Lambda execution environment: a worker thread which holds one function and is frozen between invocations. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { EdgeEvent } from '../cloudfront';
import { HANDSHAKE_ROUND_TRIPS } from '../store/link';
import type { Outcome } from './outcome';
import type { InvocationReport } from './report';
import { DEFAULT_RUNTIME, flagsOf, type Runtime } from './runtime';
import { contextOf, HOME_REGION, reservedVariables } from './variables';
import { TIMERS_IN_A_ROW, WARNINGS } from './warnings';

export interface EnvironmentOptions {
  /** Folder laid out as the function's zip: `index.js`, `index.mjs` or `index.cjs`, and what it reads beside itself. */
  folder: string;
  /** Lambda's runtime, whose form of handlers is taken. Default nodejs22.x. The JavaScript is that of this Node.js. */
  runtime?: Runtime;
  /** Loopback servers that answer in the place of the hosts that the function calls, by origin. */
  hostOverrides: Record<string, string>;
  /** Where the function believes that it runs. Default us-east-1. */
  region?: string;
  /** Round trip to those servers, in milliseconds, which the handshakes of a new connection take twice. Default 0. */
  roundTripMs?: number;
  /** Limit of one invocation, in milliseconds. */
  timeoutMs: number;
  /** Limit of the function's import, in milliseconds. */
  initTimeoutMs: number;
  /** What the function may fill, in MB: its heap, its Buffers, and what a process of Node.js takes for itself. */
  memoryMb: number;
  /** Gets the lines that the function writes, and warnings about it. */
  onLog: (line: string) => void;
  /** Called at the end of each invocation. Default: not at all. */
  onReport?: (report: InvocationReport) => void;
}

/** What an environment is doing: it is frozen where it waits for an invocation. */
export interface EnvironmentState {
  /** No other environment of this process has it. */
  id: number;
  region: string;
  state: 'starting' | 'busy' | 'frozen';
  /** Milliseconds since 1970. */
  startedAt: number;
  /** How many have begun. */
  invocations: number;
  /** The most memory at the end of an invocation so far, in MB; 0 before the first. */
  usedMb: number;
}

export interface Environment {
  /** Once the function is imported: null, or why it cannot be. Never rejects. */
  ready(): Promise<string | null>;
  /** One at a time. Never rejects. The limit is in milliseconds; default `timeoutMs`. */
  invoke(event: EdgeEvent, limitMs?: number): Promise<Outcome>;
  /** False once it has crashed, timed out or been stopped: invoke a new one. */
  isAlive(): boolean;
  state(): EnvironmentState;
  stop(): Promise<void>;
}

type Message =
  | { kind: 'ready'; parameters: number }
  | { kind: 'result'; json: string; timers: number; usedMb: number }
  | { kind: 'failed'; error: string; usedMb: number }
  | { kind: 'crashed'; error: string }
  | { kind: 'initFailed'; error: string }
  | { kind: 'outgrown'; error: string; usedMb: number }
  | { kind: 'log'; line: string }
  | { kind: 'variable'; name: string }
  | { kind: 'lost' };

/** A function that writes more is reported with the first. */
const REPORTED_LINES = 100;

let lastId = 0;

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));

/** A cold start. The import runs at once; the first invocation waits for it. */
export function startEnvironment(options: EnvironmentOptions): Environment {
  const { runtime = DEFAULT_RUNTIME, region = HOME_REGION } = options;
  lastId += 1;
  const id = lastId;
  const started = performance.now();
  const startedAt = Date.now();
  const thaw = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const invocations = new MessageChannel();
  const worker = new Worker(WORKER, {
    // Lambda has neither this machine's variables nor this process's module loaders.
    env: reservedVariables({ ...options, region, runtime }),
    execArgv: flagsOf(runtime),
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    transferList: [invocations.port2],
    workerData: {
      folder: resolve(options.folder),
      runtime,
      hostOverrides: options.hostOverrides,
      handshakes: { roundTrips: HANDSHAKE_ROUND_TRIPS, roundTripMs: options.roundTripMs ?? 0 },
      invocations: invocations.port2,
      thaw,
      context: contextOf(options.memoryMb),
      memoryMb: options.memoryMb,
    },
  });
  // An environment must not keep the process of the local edge alive.
  worker.unref();

  let alive = true;
  let ready = false;
  let initMs: number | null = null;
  let usedMb = 0;
  let invocationsBegun = 0;
  let inARow = 0;
  let settle: ((outcome: Outcome) => void) | null = null;
  let markReady: () => void = () => {};
  const whenReady = new Promise<void>((resolve) => {
    markReady = resolve;
  });
  let lines: string[] = [];
  let endReason = 'The environment was stopped.';

  const finish = (outcome: Outcome) => {
    settle?.(outcome);
    settle = null;
  };
  const end = (reason: string, limit?: 'timeout') => {
    if (!alive) return;
    alive = false;
    endReason = reason;
    clearTimeout(initDeadline);
    markReady();
    finish({ kind: 'failed', reason, ...(limit && { limit }) });
    void worker.terminate();
    invocations.port1.close();
  };
  const initDeadline = setTimeout(
    () => end(`INIT_REPORT Phase: init Status: timeout, after ${seconds(options.initTimeoutMs)}`),
    options.initTimeoutMs,
  );

  worker.on('message', (message: Message) => {
    if ('usedMb' in message) usedMb = Math.max(usedMb, message.usedMb);
    switch (message.kind) {
      case 'ready':
        ready = true;
        initMs = performance.now() - started;
        clearTimeout(initDeadline);
        if (message.parameters >= 3) options.onLog(WARNINGS.callback);
        return markReady();
      case 'result':
        inARow = message.timers > 0 ? inARow + 1 : 0;
        if (inARow === TIMERS_IN_A_ROW) options.onLog(WARNINGS.timers);
        return finish({ kind: 'result', json: message.json });
      case 'failed':
        return finish({ kind: 'failed', reason: message.error });
      case 'crashed':
        return end(`Runtime.UnhandledError: ${message.error}`);
      case 'outgrown':
        return end(`Runtime.ExitError: ${message.error}`);
      case 'initFailed':
        return end(message.error);
      case 'log':
        if (lines.length < REPORTED_LINES) lines.push(message.line);
        return options.onLog(message.line);
      case 'variable':
        return options.onLog(WARNINGS.variable(message.name));
      case 'lost':
        return options.onLog(WARNINGS.lost);
    }
  });
  worker.on('error', (error: Error) =>
    end(
      `${ready ? 'Runtime.UnhandledError' : 'Runtime.InitError'}: ${error.stack ?? error.message}`,
    ),
  );
  worker.on('exit', (code) => end(`Runtime.ExitError: ${exitReason(code)}`));

  const report = (event: EdgeEvent, awsRequestId: string, begun: number, outcome: Outcome) => {
    options.onReport?.({
      awsRequestId,
      environment: id,
      region,
      event,
      outcome,
      status: statusOf(outcome),
      durationMs: performance.now() - begun,
      initMs,
      memoryMb: options.memoryMb,
      usedMb,
      lines,
    });
    initMs = null;
    lines = [];
  };

  return {
    ready: async () => {
      await whenReady;
      return alive ? null : endReason;
    },
    isAlive: () => alive,
    state: () => ({
      id,
      region,
      state: !ready ? 'starting' : settle ? 'busy' : 'frozen',
      startedAt,
      invocations: invocationsBegun,
      usedMb,
    }),
    stop: async () => {
      end('The environment was stopped.');
      await worker.terminate();
    },
    invoke: async (event, limitMs = options.timeoutMs) => {
      await whenReady;
      if (!alive) return { kind: 'failed', reason: endReason };
      if (settle) throw new Error('An execution environment runs one invocation at a time.');
      const deadline = setTimeout(
        () => end(`Task timed out after ${seconds(limitMs)}`, 'timeout'),
        limitMs,
      );
      invocationsBegun += 1;
      const awsRequestId = randomUUID();
      const begun = performance.now();
      try {
        const outcome = await new Promise<Outcome>((resolve) => {
          settle = resolve;
          invocations.port1.postMessage({
            event: JSON.stringify(event),
            awsRequestId,
            deadline: Date.now() + limitMs,
          });
          const signal = new Int32Array(thaw);
          Atomics.add(signal, 0, 1);
          Atomics.notify(signal, 0);
        });
        report(event, awsRequestId, begun, outcome);
        return outcome;
      } finally {
        clearTimeout(deadline);
      }
    },
  };
}

function statusOf(outcome: Outcome): InvocationReport['status'] {
  if (outcome.kind === 'result') return 'success';
  return outcome.limit === 'timeout' ? 'timeout' : 'error';
}

/** @see https://nodejs.org/api/process.html#exit-codes */
function exitReason(code: number): string {
  return code === 13
    ? 'nothing is left that could settle the promise which is waited for.'
    : `the process exited with code ${code}.`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} seconds`;
}
