import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildHandler } from '../../handler/build';
import { messageOf } from '../error-message';
import { StartError } from './flags';

export interface FunctionFolder {
  /** Laid out as the function's zip. */
  folder: string;
  /** About the size of that zip, in bytes. */
  zipBytes: number;
  remove(): void;
}

/**
 * A folder is taken as it is. A file is bundled into a new temporary folder, with its settings and, as a deploy does,
 * the specs of now.
 * @throws {StartError}
 */
export function layOutFunction(
  entry: string | null,
  settings: object,
  specsFile: string,
): FunctionFolder {
  if (entry !== null && isFolder(entry)) {
    return { folder: resolve(entry), zipBytes: zipBytesOf(entry), remove: () => {} };
  }
  const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const outfile = join(folder, 'index.mjs');
    // With the map of one's own handler, stacks show its lines.
    buildHandler(entry === null ? { outfile } : { outfile, entry, sourceMap: true });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
    copyFileSync(specsFile, join(folder, 'fallback.json'));
    return { folder, zipBytes: zipBytesOf(folder), remove };
  } catch (error) {
    remove();
    throw new StartError(
      `The handler${entry === null ? '' : ` ${entry}`} cannot be built: ${messageOf(error)}`,
    );
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function zipBytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !file.endsWith('.map'))
    .map((file) => gzipSync(readFileSync(file)).length)
    .reduce((bytes, more) => bytes + more, 0);
}
