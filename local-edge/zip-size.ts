import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { MAX_ZIP_KIB } from '../handler/zip-limit';

const MAX_BYTES = MAX_ZIP_KIB * 1_024;

/** A warning about the zip of this folder; null for one that is small enough. */
export function zipWarning(folder: string): string | null {
  const files = filesIn(folder);
  // Compressing takes its time at every start, and makes nothing larger.
  const unzipped = files.reduce((bytes, file) => bytes + statSync(file).size, 0);
  if (unzipped <= MAX_BYTES) return null;
  const bytes = zipBytesOf(files);
  if (bytes <= MAX_BYTES) return null;
  return `WARN the function's zip is about ${bytes} bytes; keep it under 1 MB, the older limit of Lambda@Edge for viewer events.`;
}

/** Maps are left out. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !file.endsWith('.map'));
}

/** About its size: a zip of small files is as large as they are by gzip. */
function zipBytesOf(files: readonly string[]): number {
  return files.reduce((bytes, file) => bytes + gzipSync(readFileSync(file)).length, 0);
}
