/** The function as it lies in the zip, in processes and threads of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Bundle, buildHandler } from '../../handler/build';
import type { CloudFrontEvent } from '../../handler/src/cloudfront';
import { djb2 } from '../../handler/src/djb2';
import { actionDocs } from '../../handler/src/routes/actions';
import { routeDocs } from '../../handler/src/routes/fields';
import { innerDocs, settingsDocs } from '../../handler/src/settings';
import * as clientCore from '../../handler/src/specs/client-core';
import { type Environment, startEnvironment } from '../../local-edge/environment';
import { checkResult } from '../../local-edge/rules';
import { aViewerRequest } from '../support/cloudfront-events';
import { type Loopback, startLoopback } from '../support/handler/loopback';
import { CLIENT_KEY } from '../support/handler/settings-for';
import { aConfig, aGate, specsText } from '../support/handler/specs-text';
import { copyCheckout } from '../support/terraform/copy-checkout';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..');
const SOAK = join(__dirname, '..', 'support', 'handler', 'soak.mjs');

/** A request by this browser, or by the one that all requests are by. */
function from(userAgent?: string): CloudFrontEvent {
  const headers = userAgent !== undefined && {
    'user-agent': [{ key: 'User-Agent', value: userAgent }],
  };
  return { Records: [{ cf: aViewerRequest({ ...headers }) }] };
}

const specsSaying = (word: string, time = 1) =>
  specsText({ configs: [aConfig('c', { returnValue: { word } })], gates: [aGate('on', {})], time });

let work: string;
let bundle: Bundle;
let store: Loopback;
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'bundle-test-'));
  bundle = buildHandler({ outfile: join(work, 'index.mjs') });
  store = await startLoopback();
});
afterAll(async () => {
  await store.close();
  rmSync(work, { recursive: true, force: true });
});

let folder: string;
const environments: Environment[] = [];
const lines: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(work, 'function-'));
  lines.splice(0);
  store.answerWith((_, response) => response.end(specsSaying('s3')));
});
afterEach(async () => {
  await Promise.all(environments.splice(0).map((environment) => environment.stop()));
});

function specs() {
  return { url: `${store.url}/statsig-config.json`, access: 'public', refreshSeconds: 1 };
}

function settings(more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    clientKey: CLIENT_KEY,
    specs: specs(),
    routes: [{ action: 'respond', config: 'c', parameter: 'word' }],
    ...more,
  });
}

/** Lays the files out as in the zip, with the bundle unless there is another index.mjs. */
function layOut(files: Record<string, string>): void {
  const built = { 'index.mjs': bundle.file, ...bundle.lazyFiles };
  for (const [name, text] of Object.entries({
    ...Object.fromEntries(Object.entries(built).map(([to, from]) => [to, readFileSync(from)])),
    ...files,
  })) {
    writeFileSync(join(folder, name), text);
  }
}

/** What the function in the folder answers in an environment of its own; throws why it fails. */
async function answer(userAgent?: string): Promise<Record<string, unknown>> {
  const environment = startEnvironment({
    folder,
    hostOverrides: { [store.url]: store.url },
    timeoutMs: 30_000,
    initTimeoutMs: 30_000,
    memoryMb: 128,
    onLog: (line) => lines.push(line),
  });
  environments.push(environment);
  const outcome = await environment.invoke(from(userAgent));
  if (outcome.kind === 'failed') throw new Error(outcome.reason);
  const result = JSON.parse(outcome.json);
  expect(checkResult('viewer-request', aViewerRequest(), result)).toEqual([]);
  return result;
}

const bodyOf = ({ body }: Record<string, unknown>) => JSON.parse(String(body));

describe('the bundle', () => {
  it('is at most 60 KB, compressed', () => {
    expect(bundle.gzipBytes).toBeLessThanOrEqual(60_000);
  });

  it('has the same bytes when it is built again', () => {
    const again = buildHandler({ outfile: join(folder, 'index.mjs') });
    for (const [name, file] of Object.entries({ ...again.lazyFiles, 'index.mjs': again.file })) {
      expect(readFileSync(file).equals(readFileSync(join(work, name)))).toBe(true);
    }
  });

  it('leaves what is loaded when it is needed to the files beside it', () => {
    const code = readFileSync(bundle.file, 'utf8');
    const beside = Object.entries(bundle.lazyFiles);
    expect(beside.length).toBeGreaterThan(0);
    for (const [name, file] of beside) {
      expect(code).toContain(`"./${name}"`);
      expect(readFileSync(file).length).toBeGreaterThan(1_000);
    }
    expect(code).not.toContain('UAParser');
  });

  it('has the same bytes from a checkout in another folder', async () => {
    const copy = join(folder, 'some', 'where', 'else');
    copyCheckout(copy);
    await run(process.execPath, [
      join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'),
      join(copy, 'handler', 'build.ts'),
    ]);
    const built = readFileSync(join(copy, 'handler', 'dist', 'index.mjs'));
    expect(built.equals(readFileSync(bundle.file))).toBe(true);
  });

  it('imports nothing of Node’s: it asks for each module when it needs it', () => {
    const statements = /\bimport(?:[\w$\s{},*]+from)?\s*["']([^"']+)["']/g;
    const imported = readFileSync(bundle.file, 'utf8').matchAll(statements);
    expect([...imported].map(([, name]) => name)).toEqual([]);
  });

  it('leaves out what only people read of settings and actions', () => {
    const docs = [
      ...Object.values(settingsDocs),
      ...Object.values(innerDocs).flatMap((inner) => Object.values<string>(inner)),
      ...Object.values(routeDocs),
      ...Object.values(actionDocs).map(({ description }) => description),
    ];
    const code = readFileSync(bundle.file, 'utf8');
    expect(docs.filter((doc) => code.includes(doc))).toEqual([]);
  });

  it('says nothing of the folder that it was built in', () => {
    expect(readFileSync(bundle.file, 'utf8')).not.toContain(ROOT);
  });
});

describe("the part of Statsig's client-core in the bundle", () => {
  it("has all that Statsig's evaluation asks client-core for", () => {
    const asked = bundle.sources
      .filter((source) => source.includes('node_modules'))
      .map((source) => readFileSync(source, 'utf8'))
      .filter((code) => code.includes('require("@statsig/client-core")'))
      .flatMap((code) => [...code.matchAll(/\bclient_core_1\.(\w+)/g)].map(([, name]) => name));
    expect(asked.length).toBeGreaterThan(0);
    expect(Object.keys(clientCore)).toEqual(expect.arrayContaining(asked));
  });

  it("gives way to the whole where a user's own function has Statsig's client beside it", async () => {
    const entry = join(__dirname, '..', 'support', 'handler', 'with-statsig-client.ts');
    const { file } = buildHandler({ entry, outfile: join(folder, 'built.mjs') });
    layOut({ 'settings.json': settings({ routes: [] }), 'index.mjs': readFileSync(file, 'utf8') });
    expect(await answer()).toMatchObject({ uri: '/both/' });
  });
});

describe('the function', () => {
  it('answers from the specs in the store, by the settings beside it', async () => {
    layOut({ 'settings.json': settings() });
    expect(bodyOf(await answer())).toMatchObject({ success: true, value: 's3' });
  });

  it.each([
    [
      'of a key that is a secret',
      () => settings({ clientKey: 'secret-x' }),
      /clientKey is a server secret key/,
    ],
    ['with a slip of the pen', () => settings({ route: [] }), /route is not a setting/],
    ['that are no JSON', () => '{"clientKey":', /settings\.json is not JSON/],
  ])('refuses settings %s', async (_, text, message) => {
    layOut({ 'settings.json': text() });
    await expect(answer()).rejects.toThrow(message);
  });

  it('refuses to be without settings', async () => {
    layOut({});
    await expect(answer()).rejects.toThrow(/no such file.*settings\.json/);
  });

  it('tells its metrics in a line of the log, which is nothing but JSON', async () => {
    layOut({ 'settings.json': settings() });
    await answer();
    const told = lines.filter((line) => line.includes('CloudWatchMetrics'));
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({
      Function: 'us-east-1.my-function',
      ColdStarts: 1,
      SpecsLoads: 1,
      SpecsAge: expect.any(Number),
      outcomes: { '/*': { 200: 1 } },
    });
  });

  it('tells none where they are off', async () => {
    layOut({ 'settings.json': settings({ metrics: false }) });
    await answer();
    expect(lines.join('\n')).not.toContain('CloudWatchMetrics');
  });

  it('answers from the fallback while nothing could be loaded', async () => {
    store.answerWith((_, response) => response.writeHead(500).end());
    layOut({ 'settings.json': settings(), 'fallback.json': specsSaying('fallback') });
    expect(bodyOf(await answer())).toMatchObject({ success: true, value: 'fallback' });
  });

  it.each([undefined, 'Mozilla/5.0 (Windows NT 10.0; rv:131.0) Gecko/20100101 Firefox/131.0'])(
    'gives a browser what it starts from, with what the user agent %p tells',
    async (userAgent) => {
      const onFirefox = { type: 'ua_based', operator: 'any', field: 'browser_name' };
      const condition = { ...onFirefox, targetValue: ['Firefox'] };
      const text = specsText({
        gates: [aGate('on', {}), aGate('ff', { conditions: [condition] })],
      });
      store.answerWith((_, response) => response.end(text));
      layOut({ 'settings.json': settings({ routes: [{ action: 'bootstrap' }] }) });
      const value = (name: string, on: boolean) => ({ [djb2(name)]: { value: on } });
      expect(bodyOf(await answer(userAgent))).toMatchObject({
        has_updates: true,
        feature_gates: { ...value('on', true), ...value('ff', userAgent !== undefined) },
      });
    },
  );

  it('answers from the store although there is a fallback', async () => {
    layOut({ 'settings.json': settings(), 'fallback.json': specsSaying('fallback') });
    expect(bodyOf(await answer())).toMatchObject({ success: true, value: 's3' });
  });

  it('answers without a fallback that cannot be used, and says so', async () => {
    store.answerWith((_, response) => response.writeHead(500).end());
    layOut({ 'settings.json': settings(), 'fallback.json': '<Error/>' });
    expect(bodyOf(await answer())).toMatchObject({ success: false, error: 'no_specs' });
    expect(lines.join('\n')).toMatch(/S3 answered 500/);
    expect(lines.join('\n')).toMatch(/The fallback specs in the zip cannot be used/);
  });

  it("may be the user's own", async () => {
    const entry = join(folder, 'mine.ts');
    writeFileSync(
      entry,
      `import { edgeHandler } from '@statsig-edge/handler';
       export const handler = await edgeHandler(({ request, statsig }) => {
         if (statsig.checkGate('on')) request.uri = '/mine/';
         return request;
       });`,
    );
    const { file } = buildHandler({ entry, outfile: join(folder, 'built.mjs') });
    layOut({ 'settings.json': settings({ routes: [] }), 'index.mjs': readFileSync(file, 'utf8') });
    expect(await answer()).toMatchObject({ uri: '/mine/' });
  });

  /** Lays out a function of the user's own that does this to every request and then changes its path. */
  const layOutOwn = (code: string, imports = '') => {
    const entry = join(folder, 'mine.ts');
    writeFileSync(
      entry,
      `import { edgeHandler } from '@statsig-edge/handler';
       ${imports}
       export const handler = await edgeHandler(async ({ request }) => {
         ${code};
         await new Promise((done) => setTimeout(done, 5));
         request.uri = '/mine/';
         return request;
       });`,
    );
    const { file } = buildHandler({ entry, outfile: join(folder, 'built.mjs') });
    layOut({ 'settings.json': settings({ routes: [] }), 'index.mjs': readFileSync(file, 'utf8') });
  };

  it.each([
    [
      'a promise that fails and that nobody waits for',
      "void Promise.reject(new Error('stray'))",
      '',
    ],
    ['an error in a timer', "setTimeout(() => { throw new Error('stray'); })", ''],
    [
      'an error, without the listeners of the process',
      "process.removeAllListeners(); void Promise.reject(new Error('stray'))",
      '',
    ],
    [
      'an error, beside a module that catches errors itself',
      "void Promise.reject(new Error('stray'))",
      "import 'node:domain'",
    ],
  ])("stays when the user's own leaves %s", async (_, code, imports) => {
    layOutOwn(code, imports);
    expect(await answer()).toMatchObject({ uri: '/mine/' });
    expect(lines.join('\n')).toMatch(/Your handler left an error behind.*stray/);
  });

  it("answers although the user's own puts something in the place of JSON.stringify", async () => {
    layOutOwn("JSON.stringify = () => 'nothing'");
    expect(await answer()).toMatchObject({ uri: '/' });
    expect(lines.join('\n')).toMatch(/Your handler failed.*read only property 'stringify'/);
  });

  it('that does not compile says where', () => {
    const entry = join(folder, 'broken.ts');
    writeFileSync(entry, 'export const handler = ;');
    expect(() => buildHandler({ entry, outfile: join(folder, 'built.mjs') })).toThrow(
      /broken\.ts:1:23/,
    );
  });

  const soak = async (refreshEvery: number) => {
    const args = ['--expose-gc', SOAK, folder, String(refreshEvery)];
    const { stdout } = await run(process.execPath, args);
    // Lines of metrics come before.
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  };

  it('is as it was, after ten thousand requests', async () => {
    layOut({
      'settings.json': settings({ specs: { ...specs(), refreshSeconds: 3_600 } }),
    });
    const left = await soak(0);
    expect(left).toMatchObject({ asked: 10_000, loads: 1, timers: 0 });
    // What V8 compiles meanwhile is some 200 KB, once. An id kept of each of the last nine thousand would be 600 KB.
    expect(left.grownBy).toBeLessThan(500_000);
    // A third parameter would be a callback, and those are gone from Lambda's newer runtimes.
    expect(left.parameters).toBeLessThanOrEqual(2);
  });

  it('is as it was, after as many with a hundred refreshes', async () => {
    let version = 0;
    store.answerWith((_, response) => {
      version += 1;
      const padded = aConfig('c', { returnValue: { word: 's3', padding: 'x'.repeat(200_000) } });
      response.setHeader('etag', `"${version}"`);
      response.end(specsText({ configs: [padded], time: version }));
    });
    layOut({ 'settings.json': settings() });
    const left = await soak(100);
    expect(left).toMatchObject({ asked: 10_000, loads: 101, timers: 0 });
    // Node's own room for requests, until its pools are full; the snapshots, kept, would be twenty megabytes.
    expect(left.grownBy).toBeLessThan(3_000_000);
  });
});
