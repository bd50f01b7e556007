/** A few cells in real time, to hold the simulation against. */
import { setTimeout as sleep } from 'node:timers/promises';
import { roundTripMs } from '../../../local-edge/store/regions';
import { type CellFigures, runCell } from '../cell';
import { LOOPBACK } from '../conditions';
import { DEFAULTS } from '../environment';
import { type Cell, nameOf } from '../grid';
import { type LifeFigures, live, noFigures } from '../life';
import { randomOf } from '../random';
import { bytesOf, specsOfSize } from '../specs';
import { realWorld } from './world';

/** A refresh interval of seconds, because this takes the time that it takes. */
export const REAL_REFRESH_MS = 5_000;

/** Near and far, one after the other and rarely. */
export const REAL_CELLS: readonly Cell[] = [
  { region: 'eu-central-1', bucket: 'eu-west-1', way: 's3', bytes: 100_000, spacingMs: 3_000 },
  { region: 'ap-northeast-1', bucket: 'us-east-1', way: 's3', bytes: 10_000, spacingMs: 100 },
  { region: 'ap-northeast-1', bucket: 'us-east-1', way: 's3', bytes: 100_000, spacingMs: 1_000 },
  { region: 'ap-southeast-1', bucket: 'us-east-1', way: 's3', bytes: 400_000, spacingMs: 3_000 },
];

export interface Comparison {
  cell: Cell;
  real: LifeFigures & { errors: number };
  simulated: CellFigures;
}

/** All at once, each with a process and a store of its own; but starting takes a core for itself. */
const START_EVERY_MS = 3_000;

export async function compareWithReal(
  cells: readonly Cell[],
  changes: number,
): Promise<Comparison[]> {
  const real = await Promise.all(
    cells.map(async (cell, index) => {
      await sleep(index * START_EVERY_MS);
      return { cell, real: await runReal(cell, changes) };
    }),
  );
  const compared: Comparison[] = [];
  // One after the other: a simulation has the timers of this process to itself.
  for (const one of real) compared.push({ ...one, simulated: await simulate(one.cell) });
  return compared;
}

async function runReal(cell: Cell, changes: number): Promise<Comparison['real']> {
  const figures = noFigures();
  const world = await realWorld({
    roundTripMs: roundTripMs(cell.region, cell.bucket) ?? 0,
    bytes: cell.bytes,
    refreshMs: REAL_REFRESH_MS,
  });
  try {
    const rhythm = { spacingMs: cell.spacingMs, refreshMs: REAL_REFRESH_MS, changes };
    await live(world, rhythm, randomOf(nameOf(cell)), figures);
  } finally {
    await world.close();
  }
  return { ...figures, errors: world.errors.length };
}

function simulate(cell: Cell): Promise<CellFigures> {
  return runCell(
    cell,
    bytesOf(specsOfSize(cell.bytes)),
    { environments: 20, changes: 5 },
    LOOPBACK,
    { ...DEFAULTS, refreshMs: REAL_REFRESH_MS },
  );
}
