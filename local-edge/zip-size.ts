import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { MAX_ZIP_KIB } from '../handler/zip-limit';

const MAX_BYTES = MAX_ZIP_KIB * 1_024;

/** A warning about the zip of this folder; null for one that is small enough. */
export function zipWarning(folder: string): string | null {
  const files = filesIn(folder);
  // Compressing takes its time at every start, and makes nothing larger.
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) <= MAX_BYTES) return null;
  const bytes = zipBytesOf(files);
  if (bytes <= MAX_BYTES) return null;
  return `WARN the function's zip is about ${bytes} bytes; keep it under 1 MB, the older limit of Lambda@Edge for viewer events.`;
}

interface File {
  path: string;
  bytes: number;
}

/** Maps are left out, and what a build took away while this looked. */
function filesIn(folder: string): File[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() && !path.endsWith('.map') ? [{ path, bytes: found.size }] : [];
  });
}

/** About its size: a zip of small files is as large as they are by gzip. */
function zipBytesOf(files: readonly File[]): number {
  return files.reduce((sum, { path }) => sum + gzipSync(readFileSync(path)).length, 0);
}
