/** `npm run promises`: holds this checkout against the last version that has a tag, as docs/upgrading.md promises. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenPromises, type Files } from './promises/broken';

const root = join(import.meta.dirname, '..');
const FOLDERS = ['terraform/statsig-edge', 'docs/api'];

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const wanted = (path: string): boolean => /\.(tf|api\.md)$/.test(path);

function main(): void {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // The tag of a release that is being made is not the one before it.
  const [tag] = lines(git('tag', '--list', 'v*', '--sort=-version:refname')).filter(
    (name) => name !== `v${version}`,
  );
  if (tag === undefined) {
    console.log('There is no earlier version to hold this one against: no tag v…');
    return;
  }
  if (tag.split('.')[0] !== `v${version}`.split('.')[0]) {
    console.log(
      `${version} is a new major version after ${tag}: docs/upgrading.md says what to do.`,
    );
    return;
  }
  const broken = brokenPromises(filesAt(tag), filesNow());
  for (const sentence of broken) console.error(sentence);
  if (broken.length > 0) {
    throw new Error(`${version} breaks what docs/upgrading.md promises since ${tag}; see above.`);
  }
  console.log(`${version} keeps what docs/upgrading.md promises since ${tag}.`);
}

function filesAt(tag: string): Files {
  const paths = lines(git('ls-tree', '-r', '--name-only', tag, '--', ...FOLDERS)).filter(wanted);
  return Object.fromEntries(paths.map((path) => [path, git('show', `${tag}:${path}`)]));
}

function filesNow(): Files {
  const paths = lines(git('ls-files', '--', ...FOLDERS)).filter(wanted);
  const there = paths.filter((path) => existsSync(join(root, path)));
  return Object.fromEntries(there.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

main();
