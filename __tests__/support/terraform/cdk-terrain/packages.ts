import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder';
import { runSync } from '../run';

/** Where npm put the packages. */
export interface Installed {
  /** Their `node_modules` folder. */
  folder: string;
}

/**
 * Packages that are no dependencies of the project, because they would double what everybody installs: in a cache
 * folder of their own, installed on first use.
 *
 * @param packages - each as `name@version`, and all that these need.
 * @returns the packages, or what is missing.
 */
export const installPackages = (packages: string[]): Installed | string[] => {
  const home = cacheFolder('npm', packages.join('+').replaceAll('/', '-'));
  // Written last: an installation that was interrupted is begun anew.
  const complete = join(home, 'complete');
  if (!existsSync(complete)) {
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
    const install = [
      'npm',
      'install',
      '--save-exact',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ];
    try {
      runSync([...install, '--fetch-retries=1', ...packages], { cwd: home });
    } catch (error) {
      process.stderr.write(`${error}\n`);
      return [
        `${packages.join(', ')}: make npm's registry reachable once (they are kept in ${home})`,
      ];
    }
    writeFileSync(complete, '');
  }
  return { folder: join(home, 'node_modules') };
};
