/** What `--json` has of each cell. */
import type { CellFigures } from './cell';
import type { Distribution } from './distribution';
import type { Cell } from './grid';
import { promisedMs } from './promises';

interface Waits {
  p50: number;
  p99: number;
  worst: number;
}

export interface EdgeFigures extends Cell {
  firstAnswers: CellFigures['firstRight'];
  firstWaitMs: Waits;
  laterWaitMs: Waits;
  /** Null where no change was ever seen; `never` counts those that were not. */
  freshMs: Waits | null;
  promisedMs: number;
  never: number;
  errors: string[];
  traffic: CellFigures['traffic'];
  livedMs: number;
}

export function edgeFigures({ cell, ...figures }: CellFigures): EdgeFigures {
  return {
    ...cell,
    firstAnswers: figures.firstRight,
    firstWaitMs: waits(figures.firstWait),
    laterWaitMs: waits(figures.laterWait),
    freshMs: figures.fresh.size === 0 ? null : waits(figures.fresh),
    promisedMs: promisedMs(cell),
    never: figures.neverFresh,
    errors: figures.errors,
    traffic: figures.traffic,
    livedMs: figures.livedMs,
  };
}

function waits(distribution: Distribution): Waits {
  return {
    p50: distribution.percentile(50),
    p99: distribution.percentile(99),
    worst: distribution.worst(),
  };
}
