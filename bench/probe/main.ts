/** The process that is measured: takes one job, says the figures, ends. */
import type { Effort } from '../effort';
import { type MeasurementName, measurements } from '../measure';
import { closeTheOutside } from './outside';

export interface Job {
  measurement: MeasurementName;
  /** A staged `index.mjs`. */
  bundle: string;
  effort: Effort;
}

const { measurement, bundle, effort }: Job = JSON.parse(process.argv[2] ?? '');
closeTheOutside();
await measurements[measurement].run(bundle, effort, (figures: object) => process.send?.(figures));
// The timers that a contender leaves would keep the process alive; what was sent is out when the channel closes.
process.once('disconnect', () => process.exit());
process.disconnect();
