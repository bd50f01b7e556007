import { cpuOf } from '../requests/cpu';
import { load } from '../requests/load';
import { warmUp } from '../requests/warm-up';
import { median } from '../statistics';
import { HALF_SPACE_FLAG } from './lambda-flags';
import type { Measurement } from './measurement';

export interface WarmCpu {
  /** CPU time a request, garbage collection included, in microseconds. */
  microseconds: number;
}

/** Events are made before a round, all at once. */
const MAX_A_ROUND = 5_000;
const MIN_A_ROUND = 10;

/** Without Lambda's limit on the old generation: a handler that leaks would die before it is measured. */
export const warmCpu: Measurement<WarmCpu> = {
  flags: [HALF_SPACE_FLAG],
  async run(bundle, effort, report) {
    const handler = await load(bundle);
    const requests = Math.round((effort.roundMs * 1_000) / (await warmUp(handler, effort)));
    const size = Math.min(MAX_A_ROUND, Math.max(MIN_A_ROUND, requests));
    const figures: number[] = [];
    for (let round = 0; round < effort.rounds; round += 1) figures.push(await cpuOf(handler, size));
    report({ microseconds: median(figures) });
  },
};
