/** Each measurement runs in a process of its own, on one contender. */
import { allocation } from './allocation';
import { coldStart } from './cold-start';
import type { Measurement } from './measurement';
import { memory } from './memory';
import { warmCpu } from './warm-cpu';

export const measurements = { coldStart, warmCpu, allocation, memory };
export type MeasurementName = keyof typeof measurements;
export type FiguresOf<Name extends MeasurementName> =
  (typeof measurements)[Name] extends Measurement<infer Figures> ? Figures : never;
