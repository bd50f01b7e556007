/** What a deployment with default settings is promised, and the cells that do not keep it. */
import type { CellFigures } from './cell';
import { DEFAULTS } from './environment';
import { type Cell, nameOf } from './grid';
import { freshWithinMs } from './life';

/**
 * Whether changes are promised to be seen in time. Read from the bucket itself, specs may be too large and the bucket too
 * far away for the little that a rare request lends to a load: it then takes several.
 */
export function isPromisedFresh({ way, bytes, spacingMs }: Cell): boolean {
  return way === 'cloudfront' || (bytes <= 400_000 && spacingMs <= 12_000);
}

/** Within which time a change is promised to be seen. */
export function promisedMs({ spacingMs }: Cell): number {
  return freshWithinMs({ refreshMs: DEFAULTS.refreshMs, spacingMs });
}

/** Whether everything was seen in time, and no error written: of any cell, promised or not. */
export function isFresh(figures: CellFigures): boolean {
  return figures.errors.length === 0 && slowest(figures) <= promisedMs(figures.cell);
}

/** Until a change was seen, or by a new environment what it does not have in its zip. */
function slowest({ fresh, freshFromStart }: CellFigures): number {
  return Math.max(fresh.worst(), freshFromStart.worst());
}

/** One line for each promise that a cell breaks. */
export function brokenPromises(figures: CellFigures): string[] {
  const { cell, firstRight, firstWait, laterWait, errors } = figures;
  const broken: string[] = [];
  if (firstRight.withFallback < firstRight.of) {
    broken.push(`${firstRight.of - firstRight.withFallback} first answers were defaults`);
  }
  for (const [which, wait, mostMs] of [
    // It waits in the init phase, and then looks once more.
    ['a first', firstWait.worst(), DEFAULTS.maxWaitMs + 1],
    ['a later', laterWait.worst(), DEFAULTS.maxWaitMs],
  ] as const) {
    if (wait > mostMs) broken.push(`${which} request waited ${wait} ms`);
  }
  if (isPromisedFresh(cell)) {
    if (slowest(figures) === Number.POSITIVE_INFINITY) broken.push('a change was never seen');
    else if (slowest(figures) > promisedMs(cell)) {
      broken.push(`a change was seen after ${slowest(figures)} ms`);
    }
  }
  if (errors.length > 0) broken.push(`${errors.length} error lines, such as "${errors[0]}"`);
  return broken.map((what) => `${nameOf(cell)}: ${what}`);
}
