/** Lays a contender out as it lies in a function's zip: the bundle, what it loads when needed, and its settings. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, buildHandler } from '../../handler/build';
import type { Contender } from '../contenders';
import { CLIENT_KEY } from './client-key';

export interface Staged {
  contender: Contender;
  bundle: Bundle;
}

/** Bundles the contender the way the handler is bundled, so that none is ahead by its packaging. */
export function bundleContender(contender: Contender, root: string, folder: string): Staged {
  const outfile = join(folder, contender.name.replace(/\W+/g, '-'), 'index.mjs');
  return { contender, bundle: buildHandler({ entry: join(root, contender.entry), outfile }) };
}

/** @returns the path of the staged `index.mjs`; one folder for each address of the specs. */
export function stage(staged: Staged, specsUrl: string): string {
  const folder = join(staged.bundle.file, '..', new URL(specsUrl).pathname.replace(/\W+/g, '-'));
  mkdirSync(folder, { recursive: true });
  const { file, lazyFiles } = staged.bundle;
  for (const [name, path] of Object.entries({ 'index.mjs': file, ...lazyFiles })) {
    copyFileSync(path, join(folder, name));
  }
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ clientKey: CLIENT_KEY, specs: { url: specsUrl, access: 'public' } }),
  );
  return join(folder, 'index.mjs');
}
