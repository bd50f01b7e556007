import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { findProgram } from './find-program';
import { runSync } from './run';

/** A program that its authors publish as a Python package of the same name. */
export interface PythonProgram {
  name: string;
  version: string;
}

/**
 * The program's file in a virtual environment of its own in the cache; installed on first use.
 * @returns undefined where Python is not installed.
 */
export const pythonProgram = ({ name, version }: PythonProgram): string | undefined => {
  const environment = join(cacheFolder('programs'), `${name}-${version}`);
  const program = join(environment, 'bin', name);
  // Written last: an installation that was interrupted is begun anew.
  const complete = join(environment, 'complete');
  if (existsSync(complete)) return program;
  if (!findProgram('python3')) return undefined;
  rmSync(environment, { recursive: true, force: true });
  runSync(['python3', '-m', 'venv', environment], { cwd: '/' });
  runSync([join(environment, 'bin', 'pip'), 'install', '--quiet', `${name}==${version}`], {
    cwd: '/',
  });
  writeFileSync(complete, '');
  return program;
};
