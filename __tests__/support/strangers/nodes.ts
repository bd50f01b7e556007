/** The versions of Node.js that the packages are for, beside the one that runs the tests. */
import { join } from 'node:path';
import { installPackages } from '../terraform/cdk-terrain/packages';

const VERSIONS = ['22.12.0', '24.0.0'];

/** By name; or what is missing. Each is a package of npm's that is the program and nothing else. */
export function findNodes(): Record<string, string> | string[] {
  const nodes: Record<string, string> = { [process.version]: process.execPath };
  for (const version of VERSIONS) {
    const name = `node-${process.platform}-${process.arch}`;
    const installed = installPackages([`${name}@${version}`]);
    if (Array.isArray(installed)) return installed;
    nodes[`v${version}`] = join(installed.folder, name, 'bin', 'node');
  }
  return nodes;
}
