import { load } from '../requests/load';
import { viewerRequest } from '../requests/viewer-request';
import { LAMBDA_FLAGS } from './lambda-flags';
import type { Measurement } from './measurement';

export interface Memory {
  /** Requests answered; fewer than planned when the process ran out of memory. */
  answered: number;
  /** After the first reading's number of requests, and after the last's; null if not reached. */
  early: MemoryReading | null;
  late: MemoryReading | null;
  /** The most that was resident at any time, in MiB, garbage included. */
  peakMiB: number;
}

/** Taken after a collection, so that what merely waits for one does not count. */
export interface MemoryReading {
  /** With the room that V8 keeps for itself, which grows in its own time, for an empty handler too. */
  residentMiB: number;
  /** What the handler holds on to. */
  heapMiB: number;
}

const REPORT_EVERY = 100;

export const memory: Measurement<Memory> = {
  flags: [...LAMBDA_FLAGS, '--expose-gc'],
  async run(bundle, { memoryAt: [early, late] }, report) {
    const handler = await load(bundle);
    const figures: Memory = { answered: 0, early: null, late: null, peakMiB: 0 };
    while (figures.answered < late) {
      await handler(viewerRequest(figures.answered));
      figures.answered += 1;
      if (figures.answered === early) figures.early = read();
      if (figures.answered === late) figures.late = read();
      if (figures.answered % REPORT_EVERY === 0 || figures.answered === late) {
        report({ ...figures, peakMiB: process.resourceUsage().maxRSS / 1_024 });
      }
    }
  },
};

function read(): MemoryReading {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { residentMiB: rss / 1_048_576, heapMiB: heapUsed / 1_048_576 };
}
