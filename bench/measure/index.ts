/** Each measurement runs in a process of its own, on one contender. */
import { allocation } from './allocation';
import { coldStart } from './cold-start';
import { memory } from './memory';
import { warmCpu } from './warm-cpu';

export interface Measurement<Figures> {
  /** Node's flags for the process. */
  flags: readonly string[];
  /**
   * Measures the staged bundle. What was reported last counts, so that a process which dies midway has still said how
   * far it came.
   */
  run(bundle: string, effort: Effort, report: (figures: Figures) => void): Promise<void>;
}

/** How much is done in one process; enough for a steady figure, or just enough to see it work. */
export interface Effort {
  /** Requests before anything warm is measured, for the code to be optimized … */
  warmUp: number;
  /** … or as many as take this much CPU, in milliseconds: one that needs a store for each is not won by compiling. */
  warmUpMs: number;
  /** Rounds whose median is one process's figure. */
  rounds: number;
  /** CPU that one round is worth, in milliseconds: far above the clock's resolution. */
  roundMs: number;
  /** Requests after which memory is read for the first time, and for the last. */
  memoryAt: readonly [number, number];
}

export const measurements = { coldStart, warmCpu, allocation, memory };
export type MeasurementName = keyof typeof measurements;
export type FiguresOf<Name extends MeasurementName> =
  (typeof measurements)[Name] extends Measurement<infer Figures> ? Figures : never;
