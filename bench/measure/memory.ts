import { load } from '../probe/load';
import { viewerRequest } from '../probe/viewer-request';
import type { Measurement } from '.';
import { LAMBDA_FLAGS } from './lambda-flags';

export interface Memory {
  /** Requests answered; fewer than planned when the process ran out of memory. */
  answered: number;
  /** Resident memory after the first and after the last reading's number of requests, in MiB; null if not reached. */
  earlyMiB: number | null;
  lateMiB: number | null;
}

const REPORT_EVERY = 100;

export const memory: Measurement<Memory> = {
  flags: LAMBDA_FLAGS,
  async run(bundle, { memoryAt: [early, late] }, report) {
    const handler = await load(bundle);
    const figures: Memory = { answered: 0, earlyMiB: null, lateMiB: null };
    while (figures.answered < late) {
      await handler(viewerRequest(figures.answered));
      figures.answered += 1;
      if (figures.answered === early) figures.earlyMiB = residentMiB();
      if (figures.answered === late) figures.lateMiB = residentMiB();
      if (figures.answered % REPORT_EVERY === 0) report(figures);
    }
    report(figures);
  },
};

function residentMiB(): number {
  return process.memoryUsage.rss() / 1_048_576;
}
