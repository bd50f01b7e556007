import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandError, UsageError } from '../../command/errors';
import { parseSettings } from '../../handler/src/settings';
import { start } from '../../local-edge/start';
import { parseFlags } from '../../local-edge/start/flags';
import { runCommand } from '../support/command/run-command';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preview-test-'));
  file = join(folder, 'preview-key.pem');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const preview = (...flags: string[]) => runCommand('preview', file, ...flags);

async function keyPair(): Promise<string> {
  return JSON.parse((await preview('--new', '--json')).output).previewKeys;
}

interface Link {
  link: string;
  token: string;
  until: string;
}

async function linkWith(...flags: string[]): Promise<Link> {
  return JSON.parse((await preview(...flags, '--json')).output);
}

const settingsWith = (more: object) => ({
  clientKey: 'client-mine',
  specs: { url: 'https://mine.s3.eu-west-1.amazonaws.com/specs.json', region: 'eu-west-1' },
  ...more,
});

describe('the keys', () => {
  it('are made: the private one for its owner alone, the public one as the settings take it', async () => {
    const { exitCode, output } = await preview('--new');
    expect(exitCode).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const secret = readFileSync(file, 'utf8');
    expect(secret).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(output).not.toContain(secret.split('\n')[1]);
    const [, text = ''] = /preview_keys = (".+")$/m.exec(output) ?? [];
    expect(output).toContain(`"previewKeys": ${text}`);
    const previewKeys: string = JSON.parse(text);
    expect(parseSettings(settingsWith({ previewKeys })).previewKeys).toBe(previewKeys);
    expect(Object.keys(JSON.parse(previewKeys).keys[0]).sort()).toEqual(['crv', 'kty', 'x']);
  });

  it('are never overwritten', async () => {
    await preview('--new');
    const before = readFileSync(file, 'utf8');
    const ran = preview('--new');
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow(/is there already, and is not overwritten/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('are read again: the public one is printed', async () => {
    const previewKeys = await keyPair();
    const { output } = await preview('--json');
    expect(JSON.parse(output)).toEqual({ file, written: false, previewKeys });
  });

  it('say what is wrong with a file, and what makes one', async () => {
    await expect(preview()).rejects.toThrow(
      /^preview: no private key can be read .*ENOENT.* --new/,
    );
    writeFileSync(file, 'nothing');
    await expect(preview()).rejects.toThrow(/^preview: no private key can be read/);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(preview()).rejects.toThrow(/holds a key for ec; previews take Ed25519/);
    file = join(folder, 'nowhere', 'key.pem');
    await expect(preview('--new')).rejects.toThrow(/^preview: .* cannot be written: .*ENOENT/);
  });
});

describe('the link', () => {
  it('shows a visitor of the local edge, and nobody else, what it says', async () => {
    const settings = join(folder, 'settings.json');
    const routes = [{ action: 'respond', gate: 'test_gate' }];
    const content = settingsWith({ previewKeys: await keyPair(), routes });
    writeFileSync(settings, JSON.stringify(content));
    const started = await start(parseFlags(['--port', '0', '--settings', settings]), {
      line: () => {},
      request: () => {},
    });
    try {
      const { host } = new URL(started.edge.url);
      for (const value of [true, false]) {
        const { link, until } = await linkWith('--host', host, '--gate', `test_gate=${value}`);
        const response = await fetch(link);
        expect(response.headers.get('x-statsig-preview')).toBe(`until ${until}`);
        expect(await response.json()).toMatchObject({ gateValue: value });
        // And goes on to see it.
        const cookie = response.headers.getSetCookie().find((set) => set.includes('preview')) ?? '';
        const [kept = ''] = cookie.split(';');
        const next = await fetch(started.edge.url, { headers: { cookie: kept } });
        expect(await next.json()).toMatchObject({ gateValue: value });
      }
      const elsewhere = await linkWith('--host', 'www.example.com', '--gate', 'test_gate=true');
      const asked = await fetch(`${started.edge.url}?statsig_preview=${elsewhere.token}`);
      expect(asked.headers.has('x-statsig-preview')).toBe(false);
    } finally {
      await started.close();
    }
  });

  it('says gates, parameters, host and time as the function reads them', async () => {
    await keyPair();
    const hero = { path: '/b?x=1', size: 2 };
    const before = Date.now();
    const { link, token, until } = await linkWith(
      ...['--host', 'WWW.example.com', '--path', '/pricing?a=b', '--expires', '2h'],
      ...['--gate', 'a=b=true', '--gate', '__proto__=false'],
      ...['--parameters', `hero=${JSON.stringify(hero)}`],
    );
    expect(link).toBe(`https://www.example.com/pricing?a=b&statsig_preview=${token}`);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ iss: 'statsig_preview', aud: 'www.example.com' });
    expect(Object.entries(claims.gates)).toEqual([
      ['a=b', true],
      ['__proto__', false],
    ]);
    expect(claims.parameters).toEqual({ hero });
    expect(new Date(claims.exp * 1_000).toISOString()).toBe(until);
    expect(claims.exp).toBeGreaterThanOrEqual(Math.floor(before / 1_000) + 7_200);
  });

  it('is the first line, and never the key', async () => {
    await keyPair();
    const { output } = await preview('--host', 'localhost:3000', '--gate', 'g=true');
    expect(output).toMatch(/^http:\/\/localhost:3000\/\?statsig_preview=\S+\ngood until \S+Z$/);
    expect(output).not.toContain(readFileSync(file, 'utf8').split('\n')[1]);
  });

  it('is none where the function would not take it', async () => {
    await keyPair();
    const ran = preview('--host', 'a.example', '--parameters', `x={"y":"${'z'.repeat(4_000)}"}`);
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow('would not take it: it is longer than 3500 characters.');
  });
});

describe('wrong use', () => {
  const host = ['--host', 'a.example'];

  it.each<[string, string[], RegExp]>([
    ['a gate without a host', ['--gate', 'g=true'], /--host is missing/],
    ['a new key with a link', ['--new', ...host], /--new and --host do not go together/],
    ['a link to nothing', host, /nothing is to be seen/],
    ['a gate without a value', [...host, '--gate', 'g'], /--gate is "g"; it takes/],
    ['a gate of another value', [...host, '--gate', 'g=1'], /--gate is "g=1"; it takes/],
    ['a gate twice', [...host, '--gate', 'g=true', '--gate', 'g=false'], /given twice for g/],
    ['parameters without JSON', [...host, '--parameters', 'p'], /--parameters is "p"; it takes/],
    ['parameters in a list', [...host, '--parameters', 'p=[]'], /it takes a name with a JSON/],
    ['parameters of null', [...host, '--parameters', 'p=null'], /it takes a name with a JSON/],
    ['an address as the host', ['--host', 'https://a.example', '--gate', 'g=true'], /--host is/],
    ['a path in the host', ['--host', 'a.example/b', '--gate', 'g=true'], /--host is/],
    ['a path without a slash', [...host, '--path', 'b', '--gate', 'g=true'], /--path is "b"/],
    ['a time of no unit', [...host, '--gate', 'g=true', '--expires', '2'], /--expires is "2"/],
  ])('refuses %s', async (_, flags, problem) => {
    await keyPair();
    const ran = preview(...flags);
    await expect(ran).rejects.toThrow(UsageError);
    await expect(ran).rejects.toThrow(problem);
  });
});
