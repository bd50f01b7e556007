/** The figures of several cells together. */
import type { CellFigures } from './cell';
import { Distribution } from './distribution';
import type { Cell } from './grid';
import { isFresh } from './promises';

export interface Summary {
  cells: number;
  /** Of them, those in which every change is seen in time and no error is written. */
  freshCells: number;
  /** Of all first answers, how many are right, with specs in the zip and without; from 0 to 1. */
  rightWithFallback: number;
  rightWithoutFallback: number;
  firstWait: Distribution;
  laterWait: Distribution;
  fresh: Distribution;
  freshFromStart: Distribution;
  errors: number;
  requestsAnHour: number;
  /** What the environment receives, and what the bucket sends, from one change to the next. */
  bytesAChange: number;
  bucketBytesAChange: number;
}

export function summarize(all: CellFigures[]): Summary {
  const sum = (of: (figures: CellFigures) => number) =>
    all.reduce((total, figures) => total + of(figures), 0);
  const pool = (distributionOf: (figures: CellFigures) => Distribution) => {
    const pooled = new Distribution();
    for (const figures of all) pooled.addAll(distributionOf(figures));
    return pooled;
  };
  const fresh = pool((figures) => figures.fresh);
  // The first load brings specs as each change does.
  const lives = sum(({ firstRight }) => firstRight.of);
  const changes = fresh.size + lives;
  return {
    cells: all.length,
    freshCells: all.filter(isFresh).length,
    rightWithFallback: sum(({ firstRight }) => firstRight.withFallback) / lives,
    rightWithoutFallback: sum(({ firstRight }) => firstRight.withoutFallback) / lives,
    firstWait: pool((figures) => figures.firstWait),
    laterWait: pool((figures) => figures.laterWait),
    fresh,
    freshFromStart: pool((figures) => figures.freshFromStart),
    errors: sum(({ errors }) => errors.length),
    requestsAnHour:
      (sum(({ traffic }) => traffic.environment.requests) / sum(({ livedMs }) => livedMs)) *
      3_600_000,
    bytesAChange: sum(({ traffic }) => traffic.environment.bytes) / changes,
    bucketBytesAChange: sum(({ traffic }) => traffic.bucket.bytes) / changes,
  };
}

/** The figures of those cells that are like `part`. */
export function like(all: CellFigures[], part: Partial<Cell>): CellFigures[] {
  const names = Object.keys(part) as (keyof Cell)[];
  return all.filter(({ cell }) => names.every((name) => cell[name] === part[name]));
}
