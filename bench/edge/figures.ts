/** What `--json` has of the part `edge`. */
import type { EdgeRun } from '.';
import type { CellFigures } from './cell';
import type { Distribution } from './distribution';
import type { Cell } from './grid';
import type { LifeFigures } from './life';
import { promisedMs } from './promises';

export interface EdgeFigures {
  cells: (Cell &
    LifeFiguresInShort &
    Pick<CellFigures, 'firstRight' | 'errors' | 'traffic' | 'livedMs'> & { promisedMs: number })[];
  comparisons: (Cell & { real: LifeFiguresInShort; simulated: LifeFiguresInShort })[];
}

interface LifeFiguresInShort {
  firstWaitMs: InShort;
  laterWaitMs: InShort;
  /** Null where no change was ever seen; `never` counts those that were not. */
  freshMs: InShort | null;
  never: number;
}

interface InShort {
  p50: number;
  p99: number;
  worst: number;
}

export function edgeFigures({ cells, comparisons }: EdgeRun): EdgeFigures {
  return {
    cells: cells.map((figures) => ({
      ...figures.cell,
      ...lifeInShort(figures),
      promisedMs: promisedMs(figures.cell),
      firstRight: figures.firstRight,
      errors: figures.errors,
      traffic: figures.traffic,
      livedMs: figures.livedMs,
    })),
    comparisons: comparisons.map(({ cell, real, simulated }) => ({
      ...cell,
      real: lifeInShort(real),
      simulated: lifeInShort(simulated),
    })),
  };
}

function lifeInShort({ firstWait, laterWait, fresh, neverFresh }: LifeFigures): LifeFiguresInShort {
  return {
    firstWaitMs: inShort(firstWait),
    laterWaitMs: inShort(laterWait),
    freshMs: fresh.size === 0 ? null : inShort(fresh),
    never: neverFresh,
  };
}

function inShort(distribution: Distribution): InShort {
  return {
    p50: distribution.percentile(50),
    p99: distribution.percentile(99),
    worst: distribution.worst(),
  };
}
