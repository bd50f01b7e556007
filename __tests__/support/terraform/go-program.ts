import { copyFileSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { findProgram } from './find-program';
import { runSync } from './run';

/** A program that its authors publish as a Go module. */
export interface GoProgram {
  /** The file's name, version included: the cache is told apart by it. */
  file: string;
  module: string;
  version: string;
  /** The main package, as seen from the module's root. */
  package: string;
}

/** A large program on a small machine, the first time. */
const HALF_AN_HOUR = 1_800_000;

// The build must not stop at a `vendor` folder that the module archive carries only in part, nor look for version
// control around a copy.
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GOFLAGS: '-mod=mod -buildvcs=false',
});

const copyOfModule = ({ module, version }: GoProgram, folder: string): void => {
  // `go install module@version` asks for newer versions first, which not every module proxy can tell.
  const answer = runSync(['go', 'mod', 'download', '-json', `${module}@${version}`], {
    cwd: folder,
    env: environment(),
  });
  const { Dir } = JSON.parse(answer) as { Dir: string };
  cpSync(Dir, join(folder, 'source'), { recursive: true });
  runSync(['chmod', '-R', 'u+w', 'source'], { cwd: folder });
  rmSync(join(folder, 'source', 'vendor'), { recursive: true, force: true });
};

/**
 * The program's file, in a cache folder of its own; built on first use, which takes seconds to minutes.
 * @returns undefined where Go is not installed.
 */
export const goProgram = (program: GoProgram): string | undefined => {
  const built = join(cacheFolder('programs', program.file), program.file);
  if (existsSync(built)) return built;
  if (!findProgram('go')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-go-'));
  try {
    copyOfModule(program, folder);
    const fresh = join(folder, program.file);
    runSync(['go', 'build', '-o', fresh, program.package], {
      cwd: join(folder, 'source'),
      env: environment(),
      timeout: HALF_AN_HOUR,
    });
    // Whole or not at all: another run may be looking for it at the same time.
    copyFileSync(fresh, `${built}.${process.pid}`);
    renameSync(`${built}.${process.pid}`, built);
    return built;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
