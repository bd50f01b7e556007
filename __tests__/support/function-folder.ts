import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const made: string[] = [];

/** A folder laid out as a function's zip: `code` as its index.mjs, or files by their names. */
export function aFunction(code: string | Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'function-test-'));
  made.push(folder);
  for (const [name, content] of Object.entries(
    typeof code === 'string' ? { 'index.mjs': code } : code,
  )) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** For `afterEach`. */
export function removeFunctions(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
