/** The reports in docs/api: what each package exports, so that a change of it is seen in a review. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { emitDeclarations, removeEmitted, writeDeclarations } from './declarations';
import { PACKAGES } from './list';

export function writeReports(root: string, reports: string): void {
  const emitted = emitDeclarations(root, PACKAGES);
  for (const one of PACKAGES) {
    const lib = join(emitted, 'lib', one.folder);
    mkdirSync(lib, { recursive: true });
    for (const entry of one.entries) {
      writeDeclarations(root, one, entry, { emitted, lib, reports });
    }
  }
  removeEmitted(emitted);
}
