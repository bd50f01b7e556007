import { load } from '../requests/load';
import { viewerRequest } from '../requests/viewer-request';
import { LAMBDA_FLAGS } from './lambda-flags';
import type { Measurement } from './measurement';

export interface ColdStart {
  /** Reading, compiling and starting the bundle, in milliseconds of the clock; with what it awaits while starting. */
  initMs: number;
  /** The first answer after that, in milliseconds of the clock. */
  firstAnswerMs: number;
  /** CPU time of both, in milliseconds. */
  cpuMs: number;
}

export const coldStart: Measurement<ColdStart> = {
  flags: LAMBDA_FLAGS,
  async run(bundle, _effort, report) {
    const event = viewerRequest(0);
    const cpu = process.cpuUsage();
    const start = performance.now();
    const handler = await load(bundle);
    const ready = performance.now();
    await handler(event);
    const answered = performance.now();
    const { user, system } = process.cpuUsage(cpu);
    report({
      initMs: ready - start,
      firstAnswerMs: answered - ready,
      cpuMs: (user + system) / 1_000,
    });
  },
};
