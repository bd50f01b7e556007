/** How much is measured: what the figures mean, and how often they are taken. */
import { REGIONS } from '../local-edge/store/regions';
import type { EdgePlan } from './edge';
import { REAL_CELLS } from './edge/real';
import type { Effort } from './effort';

export interface Plan {
  /** Processes for each figure, which is their median. */
  processes: { coldStart: number; warm: number };
  /** How late the store answers a cold start, in milliseconds. */
  storeMs: readonly number[];
  /** Gates in the specs of the warm measurements. */
  gates: readonly number[];
  /** Gates in the specs of everything else: a middling project. One of `gates`. */
  typicalGates: number;
  effort: Effort;
  edge: EdgePlan;
}

export const fullPlan: Plan = {
  processes: { coldStart: 15, warm: 9 },
  storeMs: [0, 20, 200],
  gates: [1, 78, 1_000],
  typicalGates: 78,
  effort: { warmUp: 30_000, warmUpMs: 1_000, rounds: 15, roundMs: 40, memoryAt: [1_000, 100_000] },
  edge: {
    regions: REGIONS,
    sample: { environments: 20, changes: 2 },
    real: { cells: REAL_CELLS, changes: 3 },
  },
};

/** Shows that everything runs; its figures say little. */
export const quickPlan: Plan = {
  processes: { coldStart: 1, warm: 1 },
  storeMs: [0],
  gates: [1, 78],
  typicalGates: 78,
  effort: { warmUp: 10, warmUpMs: 100, rounds: 1, roundMs: 1, memoryAt: [10, 20] },
  edge: {
    regions: ['us-east-1'],
    sample: { environments: 1, changes: 1 },
    real: { cells: [], changes: 0 },
  },
};
