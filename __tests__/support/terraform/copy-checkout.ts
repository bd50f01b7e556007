import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runSync } from './run';

const ROOT = resolve(__dirname, '..', '..', '..');
/** Where npm puts packages: the root's, and those that a workspace has to itself. */
const INSTALLED = ['node_modules', 'handler/node_modules'];

/**
 * Copies what a clone of the checkout as it is now would hold below one of its folders. Nothing that a test does with
 * the copy is left in the checkout.
 */
export const copyBelow = (below: string, folder: string): void => {
  const from = join(ROOT, below);
  const files = runSync(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: from,
  });
  for (const file of files.split('\0').filter((name) => name && existsSync(join(from, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(from, file), join(folder, file));
  }
};

/** Copies what a clone of the checkout as it is now would hold, and lends it the installed packages. */
export const copyCheckout = (folder: string): void => {
  copyBelow('.', folder);
  for (const packages of INSTALLED.filter((name) => existsSync(join(ROOT, name)))) {
    symlinkSync(join(ROOT, packages), join(folder, packages));
  }
};
