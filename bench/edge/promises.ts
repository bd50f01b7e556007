/** What a deployment with default settings is promised, and the cells that do not keep it. */
import type { CellFigures } from './cell';
import { DEFAULTS } from './environment';
import { type Cell, nameOf } from './grid';
import { freshWithinMs } from './life';

/**
 * Whether changes are promised to be seen in time, and no error to be written. Read from the bucket itself, specs may
 * be too large and the bucket too far away for the little that a rare request lends to a load.
 */
export function isPromisedFresh({ way, bytes, spacingMs }: Cell): boolean {
  return way === 'cloudfront' || (bytes <= 400_000 && spacingMs <= 12_000);
}

/** Within which time a change is promised to be seen. */
export function promisedMs({ spacingMs }: Cell): number {
  return freshWithinMs({ refreshMs: DEFAULTS.refreshMs, spacingMs });
}

/** Whether every change was seen in time, and no error written: of any cell, promised or not. */
export function isFresh({ cell, fresh, neverFresh, errors }: CellFigures): boolean {
  return neverFresh === 0 && fresh.worst() <= promisedMs(cell) && errors.length === 0;
}

/** One line for each promise that a cell breaks. */
export function brokenPromises(figures: CellFigures): string[] {
  const { cell, firstRight, firstWaitInRequest, laterWait, fresh, neverFresh, errors } = figures;
  const longestWait = Math.max(firstWaitInRequest.worst(), laterWait.worst());
  const broken: string[] = [];
  if (firstRight.withFallback < firstRight.of) {
    broken.push(`${firstRight.of - firstRight.withFallback} first answers were defaults`);
  }
  if (longestWait > DEFAULTS.maxWaitMs) broken.push(`a request waited ${longestWait} ms`);
  if (isPromisedFresh(cell)) {
    if (neverFresh > 0) broken.push(`${neverFresh} changes were never seen`);
    else if (fresh.worst() > promisedMs(cell)) {
      broken.push(`a change was seen after ${fresh.worst()} ms`);
    }
    if (errors.length > 0) broken.push(`${errors.length} error lines, such as "${errors[0]}"`);
  }
  return broken.map((what) => `${nameOf(cell)}: ${what}`);
}
