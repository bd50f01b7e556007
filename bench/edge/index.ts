/** How right, how late and how fresh answers are in every Region that Lambda@Edge runs in. */
import type { Region } from '../../local-edge/store/regions';
import { type CellFigures, runCell, type Sample } from './cell';
import { HARD } from './conditions';
import { type Cell, everyCell, SIZES } from './grid';
import { type Comparison, compareWithReal } from './real';
import { bytesOf, specsOfSize } from './specs';

export interface EdgePlan {
  /** Where the function runs. */
  regions: readonly Region[];
  sample: Sample;
  /** What is also run in real time, and for how many changes of the specs. */
  real: { cells: readonly Cell[]; changes: number };
}

export interface EdgeRun {
  regions: readonly Region[];
  cells: CellFigures[];
  comparisons: Comparison[];
}

/** @param progress is told what comes next. */
export async function benchEdge(
  { regions, sample, real }: EdgePlan,
  progress: (step: string) => void,
): Promise<EdgeRun> {
  const grid = everyCell().filter(({ region }) => regions.includes(region));
  progress(`${grid.length} cells on a simulated clock`);
  const sizes = new Map(SIZES.map((bytes) => [bytes, bytesOf(specsOfSize(bytes))] as const));
  const cells: CellFigures[] = [];
  for (const cell of grid) {
    const size = sizes.get(cell.bytes);
    if (size !== undefined) cells.push(await runCell(cell, size, sample, HARD));
  }
  if (real.cells.length > 0) progress(`${real.cells.length} cells in real time`);
  return { regions, cells, comparisons: await compareWithReal(real.cells, real.changes) };
}
