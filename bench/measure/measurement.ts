import type { Effort } from '../effort';

/** Runs in a process of its own, on one contender. */
export interface Measurement<Figures> {
  /** Node's flags for the process. */
  flags: readonly string[];
  /**
   * Measures the staged bundle. What was reported last counts, so that a process which dies midway has still said how
   * far it came.
   */
  run(bundle: string, effort: Effort, report: (figures: Figures) => void): Promise<void>;
}
