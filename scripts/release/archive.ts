/** The plain module as a zip, which Terraform takes as a `source`. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

const MODULE = 'terraform/statsig-edge';

/** The files that are committed, sorted, all of one time: the bytes do not depend on when and where it is made. */
export function moduleArchive(root: string): Uint8Array {
  const listed = execFileSync('git', ['ls-files', '-z', '--', '.'], {
    cwd: join(root, MODULE),
    encoding: 'utf8',
  });
  const names = listed.split('\0').filter((name) => name !== '');
  const files: Zippable = Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(join(root, MODULE, name))]),
  );
  // A zip has the local time; a date that is made of it is the same everywhere.
  return zipSync(
    { ...files, LICENSE: readFileSync(join(root, 'LICENSE')) },
    {
      level: 9,
      mtime: new Date(1980, 0, 1),
      os: 3,
    },
  );
}
