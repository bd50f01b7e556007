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
  freshMs: InShort;
  freshFromStartMs: InShort;
}

interface InShort {
  /** Null, which is JSON's word for infinity, where it never was. */
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

function lifeInShort({
  firstWait,
  laterWait,
  fresh,
  freshFromStart,
}: LifeFigures): LifeFiguresInShort {
  return {
    firstWaitMs: inShort(firstWait),
    laterWaitMs: inShort(laterWait),
    freshMs: inShort(fresh),
    freshFromStartMs: inShort(freshFromStart),
  };
}

function inShort(distribution: Distribution): InShort {
  return {
    p50: distribution.percentile(50),
    p99: distribution.percentile(99),
    worst: distribution.worst(),
  };
}
