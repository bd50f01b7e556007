/** What one run found: the same figures in the tables and in `--json`. */
import type { Cost } from './cost';
import type { Memory } from './measure/memory';
import type { Plan } from './plan';

export interface Figures {
  machine: { node: string; cpu: string };
  plan: Plan;
  contenders: ContenderFigures[];
}

export interface ContenderFigures {
  name: string;
  what: string;
  bundle: { bytes: number; gzipBytes: number };
  /** One for each of the plan's `storeMs`. */
  coldStart: { storeMs: number; initMs: number; firstAnswerMs: number; cpuMs: number }[];
  /** Null for what answers no requests. */
  warm: WarmFigures | null;
}

export interface WarmFigures {
  /** One for each of the plan's `gates`, in microseconds a request. */
  cpu: { gates: number; microseconds: number }[];
  /** With the plan's `typicalGates`, at 128 MB. */
  cost: Cost;
  /** With the plan's `typicalGates`. */
  allocatedBytes: number;
  /** With the plan's `typicalGates`; null where the process had run out of memory by then. */
  memory: Memory;
}
