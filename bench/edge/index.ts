/** How right, how late and how fresh answers are in every Region that Lambda@Edge runs in. */
import type { Region } from '../../local-edge/store/regions';
import { type CellFigures, runCell, type Sample } from './cell';
import { HARD } from './conditions';
import { everyCell, SIZES } from './grid';
import { bytesOf, specsOfSize } from './specs';

export interface EdgePlan {
  /** Where the function runs. */
  regions: readonly Region[];
  sample: Sample;
}

/** Each cell of the grid, one after the other, on a clock that jumps. */
export async function benchEdge({ regions, sample }: EdgePlan): Promise<CellFigures[]> {
  const sizes = new Map(SIZES.map((bytes) => [bytes, bytesOf(specsOfSize(bytes))] as const));
  const figures: CellFigures[] = [];
  for (const cell of everyCell()) {
    const size = sizes.get(cell.bytes);
    if (size === undefined || !regions.includes(cell.region)) continue;
    figures.push(await runCell(cell, size, sample, HARD));
  }
  return figures;
}
