/** A function whose process is really stopped (SIGSTOP) between two requests, as Lambda stops an environment. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CloudFrontEvent } from '../../../handler/src/cloudfront';
import { DEFAULT_RUNTIME } from '../../../local-edge/environment/runtime';
import { HOME_REGION, reservedVariables } from '../../../local-edge/environment/variables';
import { HANDSHAKE_ROUND_TRIPS } from '../../../local-edge/store/link';

const PROCESS = fileURLToPath(new URL('process.mjs', import.meta.url));

export interface StoppedOptions {
  /** Laid out as the function's zip. */
  folder: string;
  hostOverrides: Record<string, string>;
  roundTripMs: number;
  /** Called for each line that the function writes. */
  onLine: (line: string) => void;
}

export interface StoppedFunction {
  /** How long it took to import, in milliseconds. */
  initMs: number;
  /** @returns how long the handler took, and the body of its response. */
  invoke(event: CloudFrontEvent): Promise<{ ms: number; body: string }>;
  end(): Promise<void>;
}

/** A cold start. The process stays awake until the end of the first request. */
export async function startStopped(options: StoppedOptions): Promise<StoppedFunction> {
  const { folder, hostOverrides, roundTripMs } = options;
  const job = {
    entry: pathToFileURL(join(folder, 'index.mjs')).href,
    hostOverrides,
    handshakes: { roundTrips: HANDSHAKE_ROUND_TRIPS, roundTripMs },
  };
  const child = fork(PROCESS, [JSON.stringify(job)], {
    env: reservedVariables({
      folder,
      runtime: DEFAULT_RUNTIME,
      memoryMb: 128,
      region: HOME_REGION,
    }),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => String(text).trimEnd().split('\n').forEach(options.onLine));
  }
  const { ms } = await nextMessage<{ ms: number }>(child);
  return {
    initMs: ms,
    invoke: async (event) => {
      child.send(event);
      child.kill('SIGCONT');
      const answer = await nextMessage<{ ms: number; body: string }>(child);
      child.kill('SIGSTOP');
      return answer;
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** @throws when the process ends instead. */
async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code, name]) => {
        throw new Error(`The function’s process ended with ${name ?? code}.`);
      }),
    ]);
    return message;
  } finally {
    controller.abort();
  }
}
