/** What becomes of specs that Statsig gave. */
import { parseSpecs, type Specs } from '../handler/src/specs';
import type { NewObject, Stored } from './object';
import type { Compression } from './settings';

export interface Wanted {
  compression: Compression;
  allowOlder: boolean;
  /** Of the address that is asked. */
  source: string;
}

/**
 * The object that is to be written, or null where it is as it should be.
 * @throws {Error} for specs that the handler would refuse, and for older ones than those that are there.
 */
export function objectToWrite(
  text: string,
  stored: Stored | null,
  { compression, allowOlder, source }: Wanted,
): NewObject | null {
  const { time } = parseSpecs(text);
  if (stored?.text === text && stored.compression === compression) return null;
  const before = stored !== null && isComparable(stored, source) ? timeOf(stored.text) : null;
  if (before !== null && time < before && !allowOlder) {
    throw new Error(
      `Statsig gives specs of ${iso(time)}, and those in the bucket are of ${iso(before)}. If they shall be replaced, set allow_older of the input sync to true.`,
    );
  }
  return { text, compression, source, time };
}

/** Times of two projects say nothing about each other. */
function isComparable(stored: Stored, source: string): boolean {
  return stored.source === null || stored.source === source;
}

/** Null for what is no specs, and worth nothing. */
function timeOf(text: string): Specs['time'] | null {
  try {
    return parseSpecs(text).time;
  } catch {
    return null;
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
