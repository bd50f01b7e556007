import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { MAX_ZIP_KIB } from '../handler/zip-limit';

/** A warning about the zip of this folder; null for one that is small enough. */
export function zipWarning(folder: string): string | null {
  const bytes = zipBytesOf(folder);
  if (bytes <= MAX_ZIP_KIB * 1_024) return null;
  return `WARN the function's zip is about ${bytes} bytes; keep it under 1 MB, the older limit of Lambda@Edge for viewer events.`;
}

/** About its size: a zip of small files is as large as they are by gzip. Maps are left out. */
function zipBytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !file.endsWith('.map'))
    .map((file) => gzipSync(readFileSync(file)).length)
    .reduce((bytes, more) => bytes + more, 0);
}
