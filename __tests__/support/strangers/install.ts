/** A project of somebody else's, in a folder that is not the checkout, with the packages as npm installs them. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { devDependencies } from '../../../package.json';
import { PACKAGES } from '../../../scripts/packages/list';
import { openGateSpecs } from '../open-gate-specs';
import { run } from '../terraform/run';

const ROOT = resolve(__dirname, '../../..');

/** What a project has besides, in the versions that the checkout has. */
const OTHERS = [
  '@cdktf/provider-archive',
  '@cdktf/provider-aws',
  '@types/node',
  'cdktf',
  'constructs',
  'jest',
  'typescript',
  'vitest',
] as const;

export async function installStranger(): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'statsig-edge-stranger-')));
  const packages = join(root, 'packages');
  await run([join(ROOT, 'node_modules/.bin/tsx'), 'scripts/packages.ts', packages], { cwd: ROOT });
  const tarballs = join(root, 'tarballs');
  mkdirSync(tarballs);
  const folders = PACKAGES.map(({ folder }) => join(packages, folder));
  await run(['npm', 'pack', '--silent', ...folders], { cwd: tarballs });

  const project = join(root, 'project');
  cpSync(join(__dirname, 'project'), project, { recursive: true });
  writeFileSync(join(project, 'statsig-config.json'), openGateSpecs());
  const install = [
    'npm',
    'install',
    '--prefer-offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  const wanted = [
    ...readdirSync(tarballs).map((name) => join(tarballs, name)),
    ...OTHERS.map((name) => `${name}@${devDependencies[name]}`),
  ];
  await run([...install, ...wanted], { cwd: project });
  return project;
}
