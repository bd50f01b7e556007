import { mkdirSync, readdirSync, realpathSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runSync } from '../run';
import type { Guide } from './guide';
import type { Installed } from './packages';

/** The folders in `node_modules` that are gone once the guide's packages are uninstalled. */
const LEFT_BEHIND = ['cdktf', 'cdktf-cli', '@cdktf'];

/** Puts other packages in the place of those that are lent to a copy of the checkout, CDKTF's in any case. */
export const replacePackages = (checkout: string, { folder: installed }: Installed): void => {
  const packages = join(checkout, 'node_modules');
  const lent = realpathSync(packages);
  unlinkSync(packages);
  mkdirSync(packages);
  const replacements = readdirSync(installed).filter((name) => !name.startsWith('.'));
  const gone = new Set([...LEFT_BEHIND, ...replacements]);
  const kept = readdirSync(lent).filter((name) => !gone.has(name));
  for (const name of replacements) symlinkSync(join(installed, name), join(packages, name));
  for (const name of kept) symlinkSync(join(lent, name), join(packages, name));
};

/**
 * Moves a copy of the checkout to CDK Terrain as the guide says, but for npm's part, which is done by links.
 *
 * @param checkout - made by `copyCheckout`.
 */
export const moveToCdkTerrain = (checkout: string, guide: Guide, installed: Installed): void => {
  replacePackages(checkout, installed);
  runSync(['sh', '-c', guide.rewrite], { cwd: checkout });
};
