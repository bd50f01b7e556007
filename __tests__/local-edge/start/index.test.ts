import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestReport } from '../../../local-edge';
import { type Started, start } from '../../../local-edge/start';
import { parseFlags } from '../../../local-edge/start/flags';
import { welcome } from '../../../local-edge/start/lines';

const SPECS = join(__dirname, '../../../local-edge/statsig-config.json');

let folder: string;
const running: Started[] = [];
let reports: RequestReport[] = [];
let lines: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-test-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((started) => started.close()));
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]): Promise<Started> {
  reports = [];
  lines = [];
  const started = await start(parseFlags(['--port', '0', ...args]), {
    line: (line) => lines.push(line),
    request: (report) => reports.push(report),
  });
  running.push(started);
  return started;
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function gateFor(started: Started, userID: string): Promise<boolean> {
  const response = await fetch(started.edge.url, { headers: { cookie: `userID=${userID}` } });
  const answer = (await response.json()) as { success: boolean; gateValue: boolean };
  expect(answer.success).toBe(true);
  return answer.gateValue;
}

/** The project's specs, with test_gate on for this share of visitors. */
function specsWithShare(passPercentage: number): unknown {
  const specs = JSON.parse(readFileSync(SPECS, 'utf8'));
  const [gate] = specs.feature_gates;
  gate.rules[0].passPercentage = passPercentage;
  return specs;
}

describe('npm start', () => {
  it("answers the guide's gate: on for about half of the visitors, for each always the same", async () => {
    const started = await run();
    let on = 0;
    for (let visitor = 0; visitor < 1_000; visitor += 1) {
      if (await gateFor(started, `visitor-${visitor}`)) on += 1;
    }
    expect(on).toBeGreaterThan(450);
    expect(on).toBeLessThan(550);
    const alice = await gateFor(started, 'alice');
    await started.edge.coldStart();
    expect(await gateFor(started, 'alice')).toBe(alice);
    expect(reports.every(({ by, status }) => by === 'function' && status === 200)).toBe(true);
  });

  it('follows an edit of the specs', async () => {
    const specs = file('specs.json', specsWithShare(0));
    const settings = file('settings.json', {
      clientKey: 'client-mine',
      specs: {
        url: 'https://mine.s3.eu-west-1.amazonaws.com/a/b.json',
        region: 'eu-west-1',
        refreshSeconds: 1,
      },
      identity: { userIdCookie: 'userID' },
    });
    const started = await run('--specs', specs, '--settings', settings);
    expect(await gateFor(started, 'alice')).toBe(false);
    writeFileSync(specs, JSON.stringify(specsWithShare(100)));
    while (!(await gateFor(started, 'alice'))) await new Promise((done) => setTimeout(done, 50));
    expect(lines.filter((line) => line.includes('WARN'))).toEqual([]);
  });

  it("answers from the zip's specs, as a deployed function does, when the store fails a cold start", async () => {
    const started = await run('--specs', file('specs.json', specsWithShare(100)));
    started.store.fail('unavailable');
    await started.edge.coldStart();
    expect(await gateFor(started, 'alice')).toBe(true);
    expect(lines).toContainEqual(expect.stringContaining('"answering":"last good specs"'));
  });

  it('serves everybody with --access public', async () => {
    const started = await run('--access', 'public');
    await gateFor(started, 'alice');
    expect(started.settings.specs.access).toBe('public');
    const { pathname } = new URL(started.settings.specs.url);
    expect((await fetch(started.store.url + pathname)).status).toBe(200);
  });

  it('serves only signed requests without it', async () => {
    const started = await run();
    const { pathname } = new URL(started.settings.specs.url);
    expect((await fetch(started.store.url + pathname)).status).toBe(403);
  });

  it('serves requests with the secret, compressed, with --access cloudfront', async () => {
    const secret = 'as-nobody-guesses-1';
    const specs = { url: 'https://d111.cloudfront.net/specs.json', access: 'cloudfront', secret };
    const settings = file('settings.json', { clientKey: 'client-mine', specs });
    const served = file('specs.json', specsWithShare(100));
    const started = await run('--settings', settings, '--specs', served);
    expect(await gateFor(started, 'alice')).toBe(true);
    expect(lines.filter((line) => line.includes('error'))).toEqual([]);
    const { pathname } = new URL(started.settings.specs.url);
    expect((await fetch(started.store.url + pathname)).status).toBe(403);
    const known = await fetch(started.store.url + pathname, {
      headers: { 'x-statsig-edge-secret': secret, 'accept-encoding': 'br, gzip' },
    });
    expect(known.headers.get('content-encoding')).toBe('br');
  });

  it('leaves the secret out where nobody asks for it', async () => {
    const specs = {
      url: 'https://d111.cloudfront.net/specs.json',
      access: 'cloudfront',
      secret: 'as-nobody-guesses-1',
      region: 'us-east-1',
    };
    const settings = file('settings.json', { clientKey: 'client-mine', specs });
    const started = await run('--settings', settings, '--access', 'private');
    expect(started.settings.specs).toMatchObject({ access: 'private', secret: null });
    expect(await gateFor(started, 'alice')).toBeDefined();
  });

  it('refuses what does not go with --access', async () => {
    const specs = { url: 'https://d111.cloudfront.net/specs.json', access: 'cloudfront' };
    const settings = file('settings.json', { clientKey: 'client-mine', specs });
    await expect(run('--settings', settings, '--access', 'private')).rejects.toThrow(
      'need specs.region',
    );
  });

  it('runs a handler of your own', async () => {
    const entry = file(
      'mine.ts',
      `export const handler = async () => ({ status: '200', body: 'mine' as string });`,
    );
    const { edge } = await run('--entry', entry);
    expect(await (await fetch(edge.url)).text()).toBe('mine');
  });

  it('runs CommonJS with a callback, in a file that asks for Node.js modules and others beside it', async () => {
    file('other.js', `module.exports = { text: 'beside' };`);
    const entry = file(
      'mine.js',
      `'use strict';
       const { sep } = require('path');
       const { text } = require('./other');
       exports.handler = (event, context, callback) => callback(null, { status: '200', body: sep + text });`,
    );
    const { edge } = await run('--entry', entry);
    expect(await (await fetch(edge.url)).text()).toBe('/beside');
  });

  it('runs a folder as it is, and leaves it there', async () => {
    const entry = join(folder, 'zip');
    mkdirSync(entry);
    file('zip/index.js', `exports.handler = async () => ({ status: '200', body: __dirname });`);
    const started = await run('--entry', entry);
    expect(await (await fetch(started.edge.url)).text()).toBe(entry);
    await started.close();
    expect(readdirSync(entry)).toEqual(['index.js']);
  });

  it('shows the lines of the author in the stack of an error', async () => {
    const entry = file(
      'mine.ts',
      `interface Nothing {}\n\nexport const handler = async (_: Nothing) => {\n  throw new Error('out of luck');\n};`,
    );
    const { edge } = await run('--entry', entry);
    await fetch(edge.url);
    expect(reports[0]?.reasons).toEqual([expect.stringContaining(`${entry}:4:`)]);
  });

  it('passes on what a route does to the request, and keeps the visitor in a cookie', async () => {
    const settings = file('settings.json', {
      clientKey: 'client-mine',
      specs: { url: 'https://mine.s3.eu-west-1.amazonaws.com/specs.json', region: 'eu-west-1' },
      routes: [{ action: 'header', gate: 'always_on', header: 'X-New-Home' }],
    });
    const { edge } = await run('--settings', settings);
    const response = await fetch(`${edge.url}/a?b=1`);
    expect(await response.json()).toMatchObject({
      uri: '/a',
      querystring: 'b=1',
      headers: { 'x-new-home': 'true' },
    });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^statsig\.stable_id\.\d+=/),
    ]);
    expect(reports).toMatchObject([{ by: 'origin', reasons: [] }]);
  });

  it('gives a browser the compressed answer of a route', async () => {
    const specs = JSON.parse(readFileSync(SPECS, 'utf8'));
    const [gate] = specs.feature_gates;
    const feature_gates = Array.from({ length: 400 }, (_, at) => ({ ...gate, name: `gate ${at}` }));
    const settings = file('settings.json', {
      clientKey: 'client-mine',
      specs: { url: 'https://mine.s3.eu-west-1.amazonaws.com/specs.json', region: 'eu-west-1' },
      routes: [{ action: 'bootstrap' }],
    });
    const inBucket = file('specs.json', { ...specs, feature_gates });
    const { edge } = await run('--settings', settings, '--specs', inBucket);
    const response = await fetch(edge.url);
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const values = (await response.json()) as { feature_gates: object };
    expect(Object.keys(values.feature_gates)).toHaveLength(400);
  });

  it('warns of a bundle that would make a zip of more than 1 MB', async () => {
    const ballast = randomBytes(1_100_000).toString('base64');
    const entry = file(
      'large.ts',
      `export const ballast = '${ballast}'; export const handler = async () => ({ status: '200' });`,
    );
    await run('--entry', entry);
    expect(lines).toEqual([expect.stringContaining('keep it under 1 MB')]);
  });

  it('says what to try', async () => {
    const started = await run();
    const text = welcome(started);
    expect(text).toContain(`curl ${started.edge.url}/ `);
    expect(text).toContain(`curl -b userID=alice ${started.edge.url}/ `);
    expect(text).toContain('statsig-config.json. Edit it: answers follow within 5 seconds.');
  });

  it('puts the bucket as far away as the Regions are, and tells the function where it runs', async () => {
    const entry = file(
      'where.ts',
      `export const handler = async () => ({ status: '200', body: String(process.env.AWS_REGION) });`,
    );
    const started = await run('--distance', 'ap-northeast-1', '--entry', entry);
    expect(started.edge.regions).toEqual([{ name: 'ap-northeast-1', roundTripMs: 147 }]);
    expect(welcome(started)).toContain(
      'Round trip to S3 in us-east-1: 147 ms from ap-northeast-1.\n',
    );
    expect(await (await fetch(started.edge.url)).text()).toBe('ap-northeast-1');
  });

  it('runs in several Regions, each as far from the bucket as it is', async () => {
    const started = await run('--distance', 'eu-west-1,ap-northeast-1');
    expect(started.edge.regions).toEqual([
      { name: 'eu-west-1', roundTripMs: 69 },
      { name: 'ap-northeast-1', roundTripMs: 147 },
    ]);
    expect(welcome(started)).toContain(
      "Round trip to S3 in us-east-1: 69 ms from eu-west-1, 147 ms from ap-northeast-1.\nRequests choose a Region: curl -H 'x-local-edge-region: ap-northeast-1' …; without it eu-west-1 serves them.\n",
    );
    const headers = { 'x-local-edge-region': 'ap-northeast-1' };
    await (await fetch(started.edge.url, { headers })).text();
    expect(reports).toMatchObject([{ region: 'ap-northeast-1', by: 'function' }]);
  });

  it('has a distribution of the specs near every Region', async () => {
    const started = await run('--access', 'cloudfront', '--distance', 'ap-northeast-1');
    expect(welcome(started)).toContain(
      'Round trip to the distribution of the specs: 3 ms from ap-northeast-1.\n',
    );
    expect(await gateFor(started, 'alice')).toBeDefined();
  });

  it('answers from a bucket that is far away', async () => {
    const started = await run('--distance', '10ms');
    expect(welcome(started)).toContain('Round trip to S3 in us-east-1: 10 ms from us-east-1.');
    await gateFor(started, 'alice');
    expect(started.store.hits()).toBe(1);
  });

  it('leaves nothing behind', async () => {
    const started = await run();
    await gateFor(started, 'alice');
    await started.close();
    await expect(fetch(started.edge.url)).rejects.toThrow('fetch failed');
    await expect(fetch(started.store.url)).rejects.toThrow('fetch failed');
    expect(existsSync(started.folder)).toBe(false);
  });
});

describe('npm start refuses', () => {
  it('a port that is taken', async () => {
    const { edge } = await run();
    await expect(run('--port', String(edge.port))).rejects.toThrow(
      `Port ${edge.port} is in use. Choose another, npm start -- --port ${edge.port + 1}`,
    );
  });

  it.each([
    ['not JSON', '{"a', 'not JSON'],
    [
      'S3 error XML',
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
      'AccessDenied',
    ],
    ['dcs-v2', { response_format: 'dcs-v2', has_updates: true }, 'dcs-v2'],
  ])('specs that are %s', async (_, content, reason) => {
    const specs = file('specs.json', content);
    await expect(run('--specs', specs)).rejects.toThrow(`--specs ${specs}: `);
    await expect(run('--specs', specs)).rejects.toThrow(reason);
  });

  it.each(['--specs', '--settings'])('a file of %s that is not there', async (flag) => {
    await expect(run(flag, join(folder, 'nowhere.json'))).rejects.toThrow(
      `${flag} ${join(folder, 'nowhere.json')} cannot be read: ENOENT`,
    );
  });

  it('a Region to which no distance is known', async () => {
    const settings = file('settings.json', {
      clientKey: 'client-mine',
      specs: { url: 'https://mine.s3.ca-central-1.amazonaws.com/s.json', region: 'ca-central-1' },
    });
    await expect(run('--settings', settings, '--distance', 'eu-west-1')).rejects.toThrow(
      "--distance eu-west-1: no round trip to the bucket's Region ca-central-1 is known. Give it in milliseconds, such as --distance 160ms, or use settings with specs.region one of us-east-1, us-east-2,",
    );
    await run('--settings', settings, '--distance', '90ms');
  });

  it("settings with a server's secret key", async () => {
    const settings = file('settings.json', { clientKey: 'secret-abc' });
    await expect(run('--settings', settings)).rejects.toThrow(
      `--settings ${settings}: clientKey is a server secret key`,
    );
  });

  it.each([
    [
      'throws when it is imported',
      `throw new Error('out of luck'); export const handler = 1;`,
      'out of luck',
    ],
    ['exports nothing', `export const other = 1;`, 'index.handler is undefined or not exported'],
    [
      'is CommonJS and exports nothing',
      `exports.other = 1;`,
      'index.handler is undefined or not exported',
    ],
  ])('a handler that %s', async (_, code, reason) => {
    const entry = file('mine.js', code);
    await expect(run('--entry', entry)).rejects.toThrow(`The handler ${entry} does not start. `);
    await expect(run('--entry', entry)).rejects.toThrow(reason);
  });

  it('a callback with --runtime nodejs24.x', async () => {
    const entry = file('mine.js', 'exports.handler = (event, context, callback) => {};');
    await run('--entry', entry);
    await expect(run('--entry', entry, '--runtime', 'nodejs24.x')).rejects.toThrow(
      'Runtime.CallbackHandlerDeprecated',
    );
  });

  it('a handler that cannot be built', async () => {
    const entry = file('mine.ts', 'export const handler = (');
    await expect(run('--entry', entry)).rejects.toThrow(`The handler ${entry} cannot be built`);
  });
});
