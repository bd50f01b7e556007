import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder for what takes long to get (providers, programs built from source): outside the checkout, so that a
 * fresh clone finds it again.
 */
export const cacheFolder = (...names: string[]): string => {
  const folder = join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'statsig-edge',
    ...names,
  );
  mkdirSync(folder, { recursive: true });
  return folder;
};
