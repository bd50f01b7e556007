/** Runs a measurement in a process of its own. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildHandler } from '../../handler/build';
import { type FiguresOf, type MeasurementName, measurements } from '../measure';
import type { Job } from './main';

const ENTRY = fileURLToPath(new URL('main.ts', import.meta.url));

export type Probe = <Name extends MeasurementName>(
  job: Job & { measurement: Name },
) => Promise<FiguresOf<Name>>;

/** Bundled, so that the processes start with Node alone. */
export function createProbe(folder: string): Probe {
  const { file } = buildHandler({ entry: ENTRY, outfile: join(folder, 'probe.mjs') });
  return (job) => start(file, job);
}

/** @throws when the process ends without figures; the message has what it wrote. */
function start<Name extends MeasurementName>(
  file: string,
  job: Job & { measurement: Name },
): Promise<FiguresOf<Name>> {
  const child = fork(file, [JSON.stringify(job)], {
    execArgv: [...measurements[job.measurement].flags],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let figures: FiguresOf<Name> | undefined;
  let complaint = '';
  child.on('message', (message) => {
    figures = message as FiguresOf<Name>;
  });
  child.stderr?.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-2_000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (figures !== undefined) return resolve(figures);
      reject(
        new Error(
          `Measuring ${job.measurement} of ${job.bundle} gave no figures (ended with ${signal ?? code}): ${complaint}`,
        ),
      );
    });
  });
}
