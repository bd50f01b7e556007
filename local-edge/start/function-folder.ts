import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { buildHandler } from '../../handler/build';
import { messageOf } from '../error-message';
import { isFolder } from './files';
import { StartError } from './flags';
import { temporaryFolder } from './temporary-folder';

export interface FunctionFolder {
  /** Laid out as the function's zip. */
  folder: string;
  /**
   * What it was made of: the author's files, or the folder itself where it is taken as it is.
   * @throws {StartError} where they cannot be built; the folder stays as it was.
   */
  build(settings: object): string[];
  remove(): void;
}

/**
 * A folder is taken as it is. A file is bundled into a new temporary folder, with its settings and, as a deploy does,
 * the specs of that moment.
 */
export function functionFolder(entry: string | null, specsFile: string): FunctionFolder {
  if (entry !== null && isFolder(entry)) {
    const folder = resolve(entry);
    return {
      folder,
      build: () => [folder],
      remove: () => {},
    };
  }
  const folder = temporaryFolder();
  return {
    folder,
    build: (settings) => {
      const { sources } = bundle(entry, join(folder, 'index.mjs'));
      writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
      copyFileSync(specsFile, join(folder, 'fallback.json'));
      return sources.filter((source) => !source.includes(`${sep}node_modules${sep}`));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function bundle(entry: string | null, outfile: string): ReturnType<typeof buildHandler> {
  try {
    // With the map of one's own handler, stacks show its lines.
    return buildHandler(entry === null ? { outfile } : { outfile, entry, sourceMap: true });
  } catch (error) {
    const named = entry === null ? '' : ` ${entry}`;
    throw new StartError(`The handler${named} cannot be built: ${messageOf(error)}`);
  }
}
