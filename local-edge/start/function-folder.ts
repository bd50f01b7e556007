import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Bundles the function into a new temporary folder, with its settings and, as a deploy does, the specs of now. */
export function layOutFunction(
  entry: string | null,
  settings: object,
  specsFile: string,
): FunctionFolder {
  const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const outfile = join(folder, 'index.mjs');
    const { gzipBytes } = buildHandler(entry === null ? { outfile } : { outfile, entry });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
    copyFileSync(specsFile, join(folder, 'fallback.json'));
    const specsBytes = gzipSync(readFileSync(specsFile)).length;
    return { folder, zipBytes: gzipBytes + specsBytes, remove };
  } catch (error) {
    remove();
    throw new StartError(
      `The handler${entry === null ? '' : ` ${entry}`} cannot be built: ${messageOf(error)}`,
    );
  }
}
