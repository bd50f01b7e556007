import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CloudFrontEvent } from '../../../handler/src/cloudfront';
import {
  type Environment,
  type EnvironmentOptions,
  startEnvironment,
} from '../../../local-edge/environment';
import { type InvocationReport, reportLine } from '../../../local-edge/environment/report';
import { listen } from '../../../local-edge/http-server';
import { aViewerRequest } from '../../support/cloudfront-events';
import { aFunction, removeFunctions } from '../../support/function-folder';

const EVENT: CloudFrontEvent = { Records: [{ cf: aViewerRequest() }] };
const started: Environment[] = [];
const lines: string[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((environment) => environment.stop()));
  lines.length = 0;
  removeFunctions();
});

function environmentOf(
  code: Parameters<typeof aFunction>[0],
  options: Partial<EnvironmentOptions> = {},
): Environment {
  const environment = startEnvironment({
    folder: aFunction(code),
    hostOverrides: {},
    timeoutMs: 30_000,
    initTimeoutMs: 30_000,
    memoryMb: 128,
    onLog: (line) => lines.push(line),
    ...options,
  });
  started.push(environment);
  return environment;
}

async function resultOf(environment: Environment): Promise<unknown> {
  const outcome = await environment.invoke(EVENT);
  if (outcome.kind === 'failed') throw new Error(outcome.reason);
  return JSON.parse(outcome.json);
}

describe('an execution environment', () => {
  it('hands over the event and the context, and takes JSON', async () => {
    const environment = environmentOf(`export const handler = async (event, context) => ({
      event, left: context.getRemainingTimeInMillis(), name: context.functionName, lost: undefined, at: new Date(0) })`);
    expect(await resultOf(environment)).toEqual({
      event: EVENT,
      left: expect.any(Number),
      name: 'us-east-1.my-function',
      at: '1970-01-01T00:00:00.000Z',
    });
  });

  it('keeps what the module holds from one invocation to the next', async () => {
    const environment = environmentOf('let n = 0; export const handler = async () => ++n;');
    expect([await resultOf(environment), await resultOf(environment)]).toEqual([1, 2]);
  });

  it('stands still between invocations: no timer fires until the next', async () => {
    const environment = environmentOf(`
      const fired = [];
      let n = 0;
      export const handler = async () => {
        n += 1;
        if (n === 1) setTimeout(() => fired.push(Date.now()), 30);
        else await new Promise((resolve) => setTimeout(resolve, 5));
        return fired;
      };`);
    expect(await resultOf(environment)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const thawed = Date.now();
    const fired = (await resultOf(environment)) as number[];
    expect(fired).toHaveLength(1);
    expect(fired[0]).toBeGreaterThanOrEqual(thawed);
  });

  it('gets on with what was left behind, a little with each invocation', async () => {
    const server = await listen({
      port: 0,
      answer: async (_, response) => void response.end('specs'),
    });
    try {
      const environment = environmentOf(
        `let text = null;
        export const handler = async () => {
          if (text === null) {
            text = '';
            fetch('https://bucket.s3.amazonaws.com/').then((answer) => answer.text()).then((got) => { text = got; });
          }
          return text;
        };`,
        { hostOverrides: { 'https://bucket.s3.amazonaws.com': server.url } },
      );
      expect(await resultOf(environment)).toBe('');
      while ((await resultOf(environment)) === '') await new Promise((done) => setTimeout(done, 1));
      expect(await resultOf(environment)).toBe('specs');
    } finally {
      await server.close();
    }
  });

  it('warns once of a handler that always leaves timers', async () => {
    const environment = environmentOf(
      'setInterval(() => {}, 60_000); export const handler = async () => 1',
    );
    for (let n = 0; n < 250; n += 1) await resultOf(environment);
    expect(lines).toEqual([expect.stringContaining('100 times in a row with timers pending')]);
  });

  it('does not warn of a handler that clears its timers', async () => {
    const environment = environmentOf(
      'export const handler = async () => { clearTimeout(setTimeout(() => {}, 60_000)); return 1; }',
    );
    for (let n = 0; n < 120; n += 1) await resultOf(environment);
    expect(lines).toEqual([]);
  });

  it('lives on after a rejection that the function catches', async () => {
    const environment = environmentOf(
      'export const handler = async () => Promise.reject(new Error("crash")).catch(() => "caught")',
    );
    expect([await resultOf(environment), await resultOf(environment)]).toEqual([
      'caught',
      'caught',
    ]);
  });

  it('has the reserved variables alone, and tells who asks for others', async () => {
    process.env.OF_THIS_MACHINE = 'secret';
    try {
      const environment = environmentOf(`export const handler = async () => ({
        region: process.env.AWS_REGION, token: process.env.AWS_SESSION_TOKEN, mine: process.env.OF_THIS_MACHINE ?? null })`);
      expect(await resultOf(environment)).toEqual({
        region: 'us-east-1',
        token: expect.any(String),
        mine: null,
      });
      expect(lines).toEqual([
        expect.stringContaining('reads the environment variable OF_THIS_MACHINE'),
      ]);
    } finally {
      delete process.env.OF_THIS_MACHINE;
    }
  });

  it("has Lambda's path, trace and working directory", async () => {
    const folder = aFunction(`process.env.MINE = '1'; process.env.MINE = '2';
      export const handler = async () => {
        const { PATH, NODE_PATH, MINE, _X_AMZN_TRACE_ID } = process.env;
        return { PATH, NODE_PATH, MINE, _X_AMZN_TRACE_ID, cwd: process.cwd() }; }`);
    const environment = environmentOf('', { folder });
    expect(await resultOf(environment)).toEqual({
      PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
      NODE_PATH: expect.stringMatching(/^\/opt\/nodejs\/node22\/node_modules:/),
      MINE: '2',
      _X_AMZN_TRACE_ID: expect.stringMatching(
        /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
      ),
      cwd: folder,
    });
  });

  it.each([
    ['a string', 'fs.readFileSync("a.json", "utf8")'],
    ['a URL', 'fs.readFileSync(new URL("a.json", import.meta.url), "utf8")'],
    ['promises', 'await fs.promises.readFile("./a.json", "utf8")'],
    ['a stream', '(await fs.createReadStream("a.json").toArray()).join("")'],
    ['what is not there', 'String(fs.existsSync("b.json") || "{}")'],
  ])('reads the files beside it, by paths relative to its folder: %s', async (_, read) => {
    const environment = environmentOf({
      'a.json': '{}',
      'index.mjs': `import fs from 'node:fs'; export const handler = async () => ${read};`,
    });
    expect(await resultOf(environment)).toBe('{}');
  });

  it.each([
    ['its own folder', 'fs.writeFileSync("a", "")'],
    [
      'a callback',
      'await new Promise((done, fail) => fs.writeFile("a", "", (e) => (e ? fail(e) : done())))',
    ],
    ['promises', 'await writeFile("a", "")'],
    [
      'a stream',
      'await new Promise((done, fail) => fs.createWriteStream("a").on("error", fail).on("close", done))',
    ],
    ['open', 'fs.openSync("index.mjs", "r+")'],
    ['flags', 'fs.openSync("a", fs.constants.O_CREAT)'],
    ['mkdir', 'fs.mkdirSync("/var/task/a", { recursive: true })'],
    ['rename', 'fs.renameSync("index.mjs", "/tmp/index.mjs")'],
    ['removal', 'fs.rmSync(new URL(import.meta.url))'],
    ['a copy', 'await fs.promises.copyFile("index.mjs", "b.mjs")'],
  ])('cannot write outside /tmp: %s', async (_, write) => {
    const environment = environmentOf(`
      import fs from 'node:fs';
      import { writeFile } from 'node:fs/promises';
      export const handler = async () => { try { ${write}; return 'written'; } catch (error) { return error.code; } };`);
    expect(await resultOf(environment)).toBe('EROFS');
  });

  it('writes to /tmp, and opens its own files to read', async () => {
    const environment = environmentOf(`
      import fs from 'node:fs';
      export const handler = async () => {
        const folder = fs.mkdtempSync('/tmp/written-by-function-');
        fs.writeFileSync(folder + '/a', 'a');
        await fs.promises.copyFile(folder + '/a', folder + '/b');
        const text = fs.readFileSync(folder + '/b', 'utf8');
        fs.rmSync(folder, { recursive: true });
        fs.closeSync(fs.openSync('index.mjs'));
        return text;
      };`);
    expect(await resultOf(environment)).toBe('a');
  });

  it.each([
    ['in Buffers', 'Buffer.alloc(300 * 1024 * 1024, 1)'],
    ['in the heap', 'null; for (;;) hoard = { hoard }'],
  ])('is gone when it outgrows its memory %s', async (_, hoard) => {
    const environment = environmentOf(
      `let hoard; export const handler = async () => { hoard = ${hoard}; return 1; };`,
    );
    expect(await environment.invoke(EVENT)).toMatchObject({ kind: 'failed' });
    expect(environment.isAlive()).toBe(false);
  });

  it('may fill what Node.js leaves of its memory, as in a process of its own', async () => {
    const holding = (mb: number) =>
      `let hoard; export const handler = async () => { hoard = Buffer.alloc(${mb} * 1024 * 1024, 1); return 1; };`;
    expect(await resultOf(environmentOf(holding(60)))).toBe(1);
    expect(await environmentOf(holding(90)).invoke(EVENT)).toMatchObject({
      reason: expect.stringMatching(/Memory Size: 128 MB, used: 1[34]\d MB/),
    });
    // The same in a real process: what it takes with 90 MB in a Buffer is more than 128 MB, and with nothing at least 39.
    const takes = (mb: number) => {
      const code = `const hoard = Buffer.alloc(${mb} * 1024 * 1024, 1); console.log(process.memoryUsage.rss() / 1024 ** 2, hoard.length)`;
      return Number.parseFloat(execFileSync(process.execPath, ['-e', code]).toString());
    };
    expect(takes(90)).toBeGreaterThan(128);
    expect(takes(0)).toBeGreaterThan(38);
  });

  it('hands on what the function writes, in order and before the result', async () => {
    const environment = environmentOf(`export const handler = async () => {
      console.log('one', { a: 1 }); console.error('two'); process.stdout.write('three\\n'); return {}; }`);
    await resultOf(environment);
    expect(lines).toEqual(['one { a: 1 }', 'two', 'three']);
  });

  it.each([
    ['a throw', 'async () => { throw new Error("out of luck"); }'],
    ['a throw before the promise', '() => { throw new Error("out of luck"); }'],
    ['a result that is no JSON', 'async () => { const a = { "out of luck": 1n }; return a; }'],
  ])('fails with %s, and lives on', async (_, handler) => {
    const environment = environmentOf(`export const handler = ${handler}`);
    expect(await environment.invoke(EVENT)).toEqual({
      kind: 'failed',
      reason: expect.stringMatching(/out of luck|BigInt/),
    });
    expect(environment.isAlive()).toBe(true);
  });

  it.each([
    ['waits too long', 'async () => new Promise((done) => setTimeout(done, 60_000))'],
    ['never stops working', 'async () => { for (;;); }'],
  ])('is gone after the timeout of a handler that %s', async (_, handler) => {
    const environment = environmentOf(`export const handler = ${handler}`, { timeoutMs: 100 });
    expect(await environment.invoke(EVENT)).toEqual({
      kind: 'failed',
      reason: 'Task timed out after 0.10 seconds',
      limit: 'timeout',
    });
    expect(environment.isAlive()).toBe(false);
  });

  it.each([
    ['an unhandled rejection', 'Promise.reject(new Error("crash"))', 'crash'],
    [
      'an unhandled rejection that it listens for',
      'process.on("unhandledRejection", () => {}); Promise.reject(new Error("crash"))',
      'crash',
    ],
    ['an error nobody catches', 'setTimeout(() => { throw new Error("crash"); })', 'crash'],
    ['process.exit', 'process.exit(3)', 'code 3'],
  ])('is gone after %s', async (_, code, reason) => {
    const environment = environmentOf(
      `export const handler = async () => { ${code}; return new Promise(() => {}); }`,
    );
    expect(await environment.invoke(EVENT)).toEqual({
      kind: 'failed',
      reason: expect.stringContaining(reason),
    });
    expect(environment.isAlive()).toBe(false);
    expect((await environment.invoke(EVENT)).kind).toBe('failed');
  });

  // Only the last case is about time: the others have plenty, because the machine may be busy.
  it.each([
    ['throws', 'throw new Error("no luck"); export const handler = 1', 30_000, 'no luck'],
    [
      'takes too long',
      'await new Promise((done) => setTimeout(done, 60_000)); export const handler = 1',
      500,
      'timeout',
    ],
  ])('does not come up when the import %s', async (_, code, initTimeoutMs, reason) => {
    const environment = environmentOf(code, { initTimeoutMs });
    expect(await environment.invoke(EVENT)).toEqual({
      kind: 'failed',
      reason: expect.stringContaining(reason),
    });
  });

  it('runs one invocation at a time', async () => {
    const environment = environmentOf('export const handler = async () => 1');
    const first = environment.invoke(EVENT);
    await expect(environment.invoke(EVENT)).rejects.toThrow('one invocation at a time');
    await first;
  });
});

describe('the network of an environment', () => {
  const KEY = "'https://bucket.s3.eu-west-1.amazonaws.com/key?a=1'";
  const OPTIONS = "{ method: 'POST', headers: { 'x-a': 'b' }";
  const CLIENTS = [
    ['fetch', `return (await fetch(${KEY}, ${OPTIONS}, body: 'hello' })).json();`],
    [
      'node:https',
      `const { request } = await import('node:https');
       const answer = await new Promise((done) => request(${KEY}, ${OPTIONS} }, done).end('hello'));
       let text = '';
       for await (const chunk of answer) text += chunk;
       return JSON.parse(text);`,
    ],
    [
      'node:https with options alone',
      `const { request, Agent } = await import('node:https');
       const asked = { hostname: 'bucket.s3.eu-west-1.amazonaws.com', path: '/key?a=1', agent: new Agent({ keepAlive: true }), ...${OPTIONS} } };
       const answer = await new Promise((done) => request(asked, done).end('hello'));
       let text = '';
       for await (const chunk of answer) text += chunk;
       return JSON.parse(text);`,
    ],
  ] as const;
  it.each(CLIENTS.flatMap(([client, code]) => [0, 2].map((ms) => [client, ms, code] as const)))(
    'leads a known origin to its loopback server, with the host that was asked: %s, %d ms away',
    async (_, roundTripMs, code) => {
      const server = await listen({
        port: 0,
        answer: async (request, response) => {
          let body = '';
          for await (const chunk of request) body += chunk;
          response.end(
            JSON.stringify([
              request.method,
              request.url,
              request.headers['x-forwarded-host'],
              request.headers['x-a'],
              body,
            ]),
          );
        },
      });
      try {
        const environment = environmentOf(`export const handler = async () => { ${code} }`, {
          hostOverrides: { 'https://bucket.s3.eu-west-1.amazonaws.com': server.url },
          roundTripMs,
        });
        expect(await resultOf(environment)).toEqual([
          'POST',
          '/key?a=1',
          'bucket.s3.eu-west-1.amazonaws.com',
          'b',
          'hello',
        ]);
      } finally {
        await server.close();
      }
    },
  );

  it('takes two invocations to connect to a server that is far away, one for each handshake', async () => {
    let hits = 0;
    const server = await listen({
      port: 0,
      answer: async (request, response) => {
        hits += 1;
        response.end('specs');
        request.resume();
      },
    });
    const roundTripMs = 300;
    const pause = () => new Promise((done) => setTimeout(done, roundTripMs + 50));
    try {
      const environment = environmentOf(
        `import { get } from 'node:https';
          let asked = false;
          export const handler = async () => { if (!asked) { asked = true; get('https://bucket.s3.amazonaws.com/').on('error', () => {}); } return 1; };`,
        { hostOverrides: { 'https://bucket.s3.amazonaws.com': server.url }, roundTripMs },
      );
      await resultOf(environment);
      await pause();
      await resultOf(environment);
      await pause();
      // As long as both handshakes take has gone by, but the second one has only begun.
      expect(hits).toBe(0);
      while (hits === 0) {
        await resultOf(environment);
        await new Promise((done) => setTimeout(done, 1));
      }
      expect(lines).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('refuses the machine itself, where no server of the function listens', async () => {
    const server = await listen({ port: 0, answer: async (_, response) => void response.end() });
    try {
      const environment = environmentOf(`import { connect } from 'node:net';
        const code = (start) => new Promise((done) => start().on('connect', () => done('reached')).on('error', (error) => done(error.code)));
        export const handler = async () => [
          await fetch('${server.url}').then(() => 'reached', (error) => error.cause.code),
          await code(() => connect(${server.port})),
          await code(() => connect('/var/run/docker.sock')),
        ];`);
      expect(await resultOf(environment)).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 'ENOENT']);
    } finally {
      await server.close();
    }
  });

  it.each([
    ['fetch', "await fetch('https://192.0.2.1/')"],
    ['fetch of a name', "await fetch('http://example.com/')"],
    [
      'node:https',
      "await new Promise((done, fail) => import('node:https').then(({ get }) => get('https://192.0.2.1/', done).on('error', fail)))",
    ],
    [
      'node:net',
      "await new Promise((done, fail) => import('node:net').then(({ connect }) => connect(80, '192.0.2.1', done).on('error', fail)))",
    ],
  ])('refuses the rest of the world to %s', async (_, code) => {
    const environment = environmentOf(`export const handler = async () => {
      try { ${code}; return 'reached'; } catch (error) { return (error.cause ?? error).code; } }`);
    expect(await resultOf(environment)).toBe('ENETUNREACH');
  });
});

describe('the report of an invocation', () => {
  async function reportsOf(code: string, times: number, timeoutMs = 5_000) {
    const reports: InvocationReport[] = [];
    const onReport = (report: InvocationReport) => void reports.push(report);
    const environment = environmentOf(code, { onReport, timeoutMs });
    for (let n = 0; n < times; n += 1) await environment.invoke(EVENT);
    return reports;
  }

  it('has the ids that the function sees, and the init phase for the first one alone', async () => {
    const [first, second] = await reportsOf('export const handler = async () => 1', 2);
    expect(first).toEqual({
      awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
      region: 'us-east-1',
      environment: started[0]?.state().id,
      event: EVENT,
      outcome: { kind: 'result', json: '1' },
      status: 'success',
      durationMs: expect.any(Number),
      initMs: expect.any(Number),
      memoryMb: 128,
      usedMb: expect.any(Number),
      lines: [],
    });
    expect(second?.initMs).toBeNull();
    expect(second?.awsRequestId).not.toBe(first?.awsRequestId);
  });

  it('has the most memory so far', async () => {
    const [first, second, third] = await reportsOf(
      `let n = 0; let held = null;
       export const handler = async () => { n += 1; held = n === 2 ? Buffer.alloc(60 * 1_048_576, 1) : null; }`,
      3,
    );
    expect(first?.usedMb).toBeGreaterThan(39);
    expect(first?.usedMb).toBeLessThan(99);
    expect(second?.usedMb).toBeGreaterThanOrEqual(99);
    expect(third?.usedMb).toBeGreaterThanOrEqual(second?.usedMb ?? Number.NaN);
  });

  it('has what the function wrote: from its start on, then since the invocation before, the first lines of many', async () => {
    const [first, second, third] = await reportsOf(
      `console.log('import'); let n = 0;
       export const handler = async () => { n += 1; for (let i = 0; i < (n === 3 ? 500 : 1); i += 1) console.log(n + '.' + i); }`,
      3,
    );
    expect(first?.lines.map((line) => line.split(/\s/).at(-1))).toEqual(['import', '1.0']);
    expect(second?.lines.map((line) => line.split(/\s/).at(-1))).toEqual(['2.0']);
    expect(third?.lines).toHaveLength(100);
  });

  it('says how it ended', async () => {
    const failed = await reportsOf(
      'export const handler = async () => { throw new Error("no"); }',
      1,
    );
    const outcome = { kind: 'failed', reason: expect.stringContaining('no') };
    expect(failed).toMatchObject([{ status: 'error', outcome }]);
    const slow = await reportsOf(
      'export const handler = () => new Promise(() => setTimeout(() => {}, 9_999))',
      1,
      50,
    );
    expect(slow).toMatchObject([{ status: 'timeout' }]);
  });

  it("is Lambda's line", () => {
    const report: InvocationReport = {
      environment: 1,
      outcome: { kind: 'result', json: '{}' },
      lines: [],
      awsRequestId: '8f1c8f0e-2b3e-4f5a-9c7d-0123456789ab',
      region: 'us-east-1',
      event: EVENT,
      status: 'success',
      durationMs: 1.934,
      initMs: null,
      memoryMb: 128,
      usedMb: 31,
    };
    expect(reportLine(report)).toBe(
      'REPORT RequestId: 8f1c8f0e-2b3e-4f5a-9c7d-0123456789ab\tDuration: 1.93 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB',
    );
    expect(reportLine({ ...report, initMs: 88.5, status: 'timeout' })).toMatch(
      /\tBilled Duration: 91 ms\t.*\tInit Duration: 88\.50 ms\tStatus: timeout$/,
    );
  });
});
