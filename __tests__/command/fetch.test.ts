import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandError, UsageError } from '../../command/errors';
import { runCommand } from '../support/command/run-command';
import { type Loopback, startLoopback } from '../support/handler/loopback';
import { everybody, gate, rule, specs } from '../support/specs';

const TEXT = JSON.stringify(specs({ feature_gates: [gate('g', [rule([everybody])])] }));
const KEY = 'client-abc_123';

let cdn: Loopback;
let folder: string;
let file: string;
beforeAll(async () => {
  cdn = await startLoopback();
});
afterAll(() => cdn.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fetch-test-'));
  file = join(folder, 'specs.json');
  answer(200, TEXT);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const answer = (status: number, body: string) =>
  cdn.answerWith((_, response) => response.writeHead(status).end(body));

const fetchWith = (key: string, ...flags: string[]) =>
  runCommand('fetch', key, '--base-url', cdn.url, '--output', file, ...flags);

describe('statsig-edge fetch', () => {
  it('writes the specs of the key as they come, and says what they are', async () => {
    const { exitCode, output } = await fetchWith(KEY);
    expect(exitCode).toBe(0);
    expect(output).toContain('written');
    expect(output).toContain('specs of 2026-01-01T00:00:00.000Z: 1 gate, 0 configs, 0 layers');
    expect(readFileSync(file, 'utf8')).toBe(TEXT);
    expect(readdirSync(folder)).toEqual(['specs.json']);
    expect(cdn.requests.at(-1)?.url).toBe(`/v1/download_config_specs/${KEY}.json`);
  });

  it('says so when nothing changed', async () => {
    await fetchWith(KEY);
    expect(JSON.parse((await fetchWith(KEY, '--json')).output)).toEqual({
      file,
      changed: false,
      time: '2026-01-01T00:00:00.000Z',
      gates: 1,
      configs: 0,
      layers: 0,
      bytes: TEXT.length,
    });
    expect((await fetchWith(KEY)).output).toContain('unchanged');
  });

  it.each([
    ['secret-abc', 'server secret key'],
    ['console-abc', 'console API key'],
    ['abc', 'a Statsig client key starts with client-'],
    ['client-../../x', 'a Statsig client key starts with client-'],
  ])('refuses %p without asking anybody', async (key, problem) => {
    const asked = cdn.requests.length;
    const ran = fetchWith(key);
    await expect(ran).rejects.toThrow(UsageError);
    await expect(ran).rejects.toThrow(problem);
    expect(cdn.requests).toHaveLength(asked);
  });

  it('does not repeat a secret', async () => {
    await expect(fetchWith('secret-abc123')).rejects.not.toThrow('abc123');
  });

  it.each([
    [401, 'it lacks the scope to download config specs'],
    [403, 'it is not the key of a Statsig project'],
    [404, 'it was deleted'],
    [429, 'try again later'],
    [503, 'try again later'],
  ])('says what a %p means, and leaves the file as it was', async (status, advice) => {
    writeFileSync(file, 'before');
    answer(status, 'no');
    const ran = fetchWith(KEY);
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow(`answers ${status} for this key`);
    await expect(ran).rejects.toThrow(advice);
    expect(readFileSync(file, 'utf8')).toBe('before');
  });

  it.each([
    ['<html>', 'a page of HTML'],
    ['{"has_updates": false}', 'has_updates: false'],
    [TEXT.slice(0, 100), 'not JSON'],
  ])('refuses the answer %p, and leaves the file as it was', async (body, reason) => {
    writeFileSync(file, 'before');
    answer(200, body);
    const ran = fetchWith(KEY);
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow(reason);
    expect(readFileSync(file, 'utf8')).toBe('before');
  });

  it('says that it cannot reach Statsig', async () => {
    const gone = await startLoopback();
    await gone.close();
    const ran = runCommand('fetch', KEY, '--base-url', gone.url, '--output', file);
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow(
      /^127\.0\.0\.1:\d+ cannot be reached: .*ECONNREFUSED.*Is this machine online/,
    );
  });

  it('says where it cannot write', async () => {
    const nowhere = join(folder, 'nowhere', 'specs.json');
    const ran = runCommand('fetch', KEY, '--base-url', cdn.url, '--output', nowhere);
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow(/^--output .*nowhere.*cannot be written: .*ENOENT/);
  });

  it.each(['nowhere', 'ftp://example.com'])('refuses the address %p', async (base) => {
    await expect(runCommand('fetch', KEY, '--base-url', base)).rejects.toThrow(
      `fetch: --base-url is ${JSON.stringify(base)}; it takes an http or https address`,
    );
  });
});
