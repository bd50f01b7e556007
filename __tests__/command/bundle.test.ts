import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandError, UsageError } from '../../command/errors';
import { LAZY_FILES } from '../../handler/lazy-files';
import { runCommand } from '../support/command/run-command';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const OWN = `
  import { edgeHandler } from '@statsig-edge/handler';
  export const handler = await edgeHandler(({ request }) => request);
`;

describe('statsig-edge bundle', () => {
  it('writes one file that exports the handler, and beside it those that are loaded when they are needed', async () => {
    const { exitCode, output } = await runCommand('bundle', write('own.ts', OWN), '--json');
    expect(exitCode).toBe(0);
    const { file, bytes } = JSON.parse(output);
    expect(file).toBe(join(folder, 'dist', 'index.mjs'));
    const code = readFileSync(file, 'utf8');
    expect(Buffer.byteLength(code)).toBe(bytes);
    expect(code).toMatch(/export ?\{[^}]*\bas handler\b/);
    const names = ['index.mjs', ...LAZY_FILES.map(({ name }) => name)];
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual(names.sort());
  });

  it('writes to the file that is asked for, with a source map where one is wanted', async () => {
    const out = join(folder, 'build', 'handler.mjs');
    const entry = write('own.js', OWN);
    const { output } = await runCommand('bundle', entry, '--out', out, '--source-map');
    expect(output).toMatch(/^bundled {2}.*handler\.mjs: [\d.]+ KiB, [\d.]+ compressed; beside it /);
    expect(JSON.parse(readFileSync(`${out}.map`, 'utf8')).sources).toContain('../own.js');
  });

  it.each([
    ['a file that is not there', () => join(folder, 'no.ts'), [], UsageError, /there is no file/],
    [
      'an ending that Lambda does not take for a module',
      () => write('own.ts', OWN),
      ['--out', 'index.js'],
      UsageError,
      /ends in \.mjs/,
    ],
    [
      'an import that is not there',
      () => write('own.ts', "import './gone';"),
      [],
      CommandError,
      /own\.ts cannot be bundled\. (.|\n)*gone/,
    ],
    [
      'no handler',
      () => write('own.ts', 'export const handle = 1;'),
      [],
      CommandError,
      /does not export handler/,
    ],
  ])('refuses %s', async (_, entry, flags, kind, message) => {
    const ran = runCommand('bundle', entry(), ...flags);
    await expect(ran).rejects.toThrow(kind);
    await expect(ran).rejects.toThrow(message);
  });
});
