import { load } from '../requests/load';
import { viewerRequest } from '../requests/viewer-request';
import { warmUp } from '../requests/warm-up';
import { median } from '../statistics';
import type { Measurement } from './measurement';

export interface Allocation {
  /** Bytes allocated a request, on the heap and beside it. */
  bytes: number;
}

/** Few enough that a round ends before the young generation is full and collected. */
const A_ROUND = 20;

export const allocation: Measurement<Allocation> = {
  flags: ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'],
  async run(bundle, effort, report) {
    const handler = await load(bundle);
    await warmUp(handler, effort);
    const figures: number[] = [];
    for (let round = 0; round < effort.rounds; round += 1) {
      const events = Array.from({ length: A_ROUND }, (_, index) => viewerRequest(index));
      globalThis.gc?.();
      const before = inUse();
      for (const event of events) await handler(event);
      figures.push((inUse() - before) / A_ROUND);
    }
    report({ bytes: median(figures) });
  },
};

function inUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
