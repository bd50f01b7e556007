import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A folder laid out as a function's zip, with `code` as its index.mjs. */
export function aFunction(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'function-test-'));
  made.push(folder);
  writeFileSync(join(folder, 'index.mjs'), code);
  return folder;
}

/** For `afterEach`. */
export function removeFunctions(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
