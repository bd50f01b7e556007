import { type Handler, load } from '../probe/load';
import { viewerRequest } from '../probe/viewer-request';
import { median } from '../statistics';
import type { Measurement } from '.';
import { HALF_SPACE_FLAG } from './lambda-flags';

export interface WarmCpu {
  /** CPU time a request, garbage collection included, in microseconds. */
  microseconds: number;
}

/** Events are made before a round, all at once. */
const MOST_A_ROUND = 5_000;
const LEAST_A_ROUND = 10;

/** Without Lambda's limit on the old generation: a handler that leaks would die before it is measured. */
export const warmCpu: Measurement<WarmCpu> = {
  flags: [HALF_SPACE_FLAG],
  async run(bundle, { warmUp, rounds, roundMs }, report) {
    const handler = await load(bundle);
    const first = await cpuOfRound(handler, warmUp);
    const requests = Math.round((roundMs * 1_000) / first);
    const size = Math.min(MOST_A_ROUND, Math.max(LEAST_A_ROUND, requests));
    const figures: number[] = [];
    for (let round = 0; round < rounds; round += 1) figures.push(await cpuOfRound(handler, size));
    report({ microseconds: median(figures) });
  },
};

async function cpuOfRound(handler: Handler, requests: number): Promise<number> {
  const events = Array.from({ length: requests }, (_, index) => viewerRequest(index));
  const before = process.cpuUsage();
  for (const event of events) await handler(event);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}
