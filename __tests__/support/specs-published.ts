/** Real specs that Statsig published; not part of the project, so a test may find them or not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';

const FOLDER = join(__dirname, '..', '..', '..', 'shared', 'fixtures');

/** `describe` where the files are at hand, else one that is skipped and names what is missing. */
export function describeWithPublished(what: string, files: string[], body: () => void): void {
  const missing = files.filter((file) => !existsSync(join(FOLDER, file)));
  if (missing.length === 0) describe(what, body);
  else {
    const names = missing.map((file) => `../shared/fixtures/${file}`).join(', ');
    // The body of a skipped `describe` runs all the same, and would read them.
    describe.skip(`${what} (NOT RUN: ${names} beside the project not found)`, () => {
      it('is held against what Statsig published', () => {});
    });
  }
}

export function readPublished(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}
