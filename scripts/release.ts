/**
 * `npm run release:dry`: makes what a release publishes, in dist/release: the packages as npm packs them, the plain
 * module as an archive, and their hashes. The same checkout gives the same bytes. `--tag v1.2.3` is a release itself: the
 * tag and the changelog have to be of the version, and what the changelog says becomes its notes.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writePackages } from './packages/write';
import { moduleArchive } from './release/archive';
import { notesOf } from './release/changelog';
import { checksums } from './release/checksums';

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist/release');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { tag } = parseArgs({ options: { tag: { type: 'string' } } }).values;

async function main(): Promise<void> {
  if (tag !== undefined && tag !== `v${version}`) {
    throw new Error(`The tag is ${tag}, and package.json has ${version}: a release is of its tag.`);
  }
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const notes = notesOf(changelog, version, tag !== undefined);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const folders = await writePackages(root, join(root, 'dist/packages'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', out, ...folders], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(join(out, `statsig-edge-module-${version}.zip`), moduleArchive(root));
  const sums = checksums(out);
  writeFileSync(join(out, 'SHA256SUMS'), sums);
  writeFileSync(join(root, 'dist/release-notes.md'), `${notes}\n`);
  process.stdout.write(sums);
}

void main();
