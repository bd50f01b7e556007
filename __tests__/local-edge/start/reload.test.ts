import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Started, start } from '../../../local-edge/start';
import { parseFlags } from '../../../local-edge/start/flags';

const SPECS = join(__dirname, '../../../local-edge/statsig-config.json');
const SPECS_SETTINGS = {
  url: 'https://mine.s3.eu-west-1.amazonaws.com/a.json',
  region: 'eu-west-1',
};

let folder: string;
let started: Started | null = null;
/** What was told of saved files. */
let told: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reload-test-'));
  told = [];
});
afterEach(async () => {
  await started?.close();
  started = null;
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function run(...args: string[]): Promise<void> {
  started = await start(parseFlags(['--port', '0', ...args]), {
    reloaded: () => told.push('reloaded'),
    notReloaded: (reason) => told.push(reason),
  });
}

async function answer(): Promise<string> {
  return (await fetch(started?.edge.url ?? '')).text();
}

async function untilTold(times: number): Promise<string> {
  while (told.length < times) await new Promise((done) => setTimeout(done, 10));
  return told[times - 1] ?? '';
}

const answering = (text: string) =>
  `export const handler = async () => ({ status: '200', body: '${text}' });`;

describe('a saved file', () => {
  it('of the function: the next answer is of the new one', async () => {
    const entry = file('mine.ts', answering('first'));
    await run('--entry', entry);
    expect(await answer()).toBe('first');
    file('mine.ts', answering('second'));
    expect(await untilTold(1)).toBe('reloaded');
    expect(await answer()).toBe('second');
  });

  it('that the function came to import later', async () => {
    const entry = file('mine.ts', answering('first'));
    await run('--entry', entry);
    file('words.ts', `export const word = 'second';`);
    file(
      'mine.ts',
      `import { word } from './words'; export const handler = async () => ({ status: '200', body: word });`,
    );
    await untilTold(1);
    expect(await answer()).toBe('second');
    file('words.ts', `export const word = 'third';`);
    await untilTold(2);
    expect(await answer()).toBe('third');
  });

  it('that cannot be built: the one before stays, and the mistake is named', async () => {
    const entry = file('mine.ts', answering('first'));
    await run('--entry', entry);
    file('mine.ts', 'export const handler = async () => ({');
    expect(await untilTold(1)).toContain(`The handler ${entry} cannot be built`);
    expect(told[0]).toContain('mine.ts:1:');
    expect(await answer()).toBe('first');
    file('mine.ts', answering('mended'));
    expect(await untilTold(2)).toBe('reloaded');
    expect(await answer()).toBe('mended');
  });

  it('that throws when it is imported: its requests fail, as they would on AWS', async () => {
    const entry = file('mine.ts', answering('first'));
    await run('--entry', entry);
    file('mine.ts', `throw new Error('out of luck');`);
    expect(await untilTold(1)).toMatch(/^The handler does not start.*out of luck/s);
    expect((await fetch(started?.edge.url ?? '')).status).toBe(503);
    file('mine.ts', answering('mended'));
    await untilTold(2);
    expect(await answer()).toBe('mended');
  });

  it('in a folder that is taken as it is', async () => {
    const index = (text: string) =>
      `exports.handler = async () => ({ status: '200', body: '${text}' });`;
    file('zip/index.js', index('first'));
    await run('--entry', join(folder, 'zip'));
    expect(await answer()).toBe('first');
    file('zip/index.js', index('second'));
    await untilTold(1);
    expect(await answer()).toBe('second');
  });

  it('of the settings: other routes apply; other specs need another start', async () => {
    const route = (value: string) => ({
      clientKey: 'client-mine',
      specs: SPECS_SETTINGS,
      routes: [{ action: 'header', gate: 'always_on', header: `x-${value}` }],
    });
    const settings = file('settings.json', route('first'));
    await run('--settings', settings);
    expect(await answer()).toContain('"x-first": "true"');
    file('settings.json', route('second'));
    expect(await untilTold(1)).toBe('reloaded');
    expect(await answer()).toContain('"x-second": "true"');
    file('settings.json', { ...route('third'), clientKey: 'secret-mine' });
    expect(await untilTold(2)).toContain('clientKey');
    const elsewhere = { ...SPECS_SETTINGS, region: 'eu-central-1' };
    file('settings.json', { ...route('third'), specs: elsewhere });
    expect(await untilTold(3)).toContain('specs is not what the store was started with');
    expect(await answer()).toContain('"x-second": "true"');
  });

  it('of the specs: what is wrong with them is named at once, and answers stay', async () => {
    const specs = file('specs.json', readFileSync(SPECS, 'utf8'));
    await run('--specs', specs);
    file('specs.json', '{ "feature_gates": [');
    expect(await untilTold(1)).toContain(`--specs ${specs}: `);
    expect(await answer()).toContain('"success": true');
  });
});
