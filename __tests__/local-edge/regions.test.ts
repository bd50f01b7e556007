import { afterEach, describe, expect, it } from '@jest/globals';
import {
  createLocalEdge,
  type LocalEdge,
  type LocalEdgeOptions,
  type RequestReport,
} from '../../local-edge';
import { type HttpServer, listen } from '../../local-edge/http-server';
import { aFunction, removeFunctions } from '../support/function-folder';

const TOKYO = 'ap-northeast-1';
const DUBLIN = 'eu-west-1';
/** Says where it runs, and how many invocations its environment has seen. */
const WHERE = `let n = 0;
  export const handler = async () => { n += 1; return { status: '200', body: process.env.AWS_REGION + ' ' + n }; };`;
const PASS = 'export const handler = async ({ Records: [{ cf }] }) => cf.response ?? cf.request;';

let edge: LocalEdge;
let reports: RequestReport[] = [];
let lines: string[] = [];
const servers: HttpServer[] = [];

afterEach(async () => {
  await edge.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  removeFunctions();
});

async function open(code: string, options: Partial<LocalEdgeOptions> = {}): Promise<void> {
  reports = [];
  lines = [];
  edge = await createLocalEdge({
    folder: aFunction(code),
    regions: [{ name: TOKYO }, { name: DUBLIN }],
    onRequest: (report) => reports.push(report),
    onLog: (line) => lines.push(line),
    ...options,
  });
}

async function serverOf(answer: Parameters<typeof listen>[0]['answer']): Promise<string> {
  const server = await listen({ port: 0, answer });
  servers.push(server);
  return server.url;
}

function ask(region: string | null, path = '/'): Promise<Response> {
  const headers = new Headers(region === null ? {} : { 'X-Local-Edge-Region': region });
  return fetch(edge.url + path, { headers });
}

const textFrom = async (region: string | null) => (await ask(region)).text();

describe('a Region', () => {
  it('has environments of its own, whose cold starts are its own', async () => {
    await open(WHERE);
    expect(await textFrom(null)).toBe(`${TOKYO} 1`);
    expect(await textFrom(DUBLIN)).toBe(`${DUBLIN} 1`);
    expect(await textFrom(TOKYO)).toBe(`${TOKYO} 2`);
    expect(await textFrom(DUBLIN)).toBe(`${DUBLIN} 2`);
    expect(reports.map(({ region }) => region)).toEqual([TOKYO, DUBLIN, TOKYO, DUBLIN]);
    await edge.coldStart();
    expect(await textFrom(TOKYO)).toBe(`${TOKYO} 1`);
    expect(await textFrom(DUBLIN)).toBe(`${DUBLIN} 1`);
  });

  it('is us-east-1, alone, unless others are named', async () => {
    await open(WHERE, { regions: undefined });
    expect(await textFrom(null)).toBe('us-east-1 1');
    expect(edge.regions).toEqual([{ name: 'us-east-1', roundTripMs: 0 }]);
  });

  it('is put as far away as it is said to be, with new environments, and one that is not there is added', async () => {
    await open(WHERE);
    const SYDNEY = 'ap-southeast-2';
    expect(await textFrom(TOKYO)).toBe(`${TOKYO} 1`);
    expect(await textFrom(DUBLIN)).toBe(`${DUBLIN} 1`);
    await edge.place({ name: TOKYO, roundTripMs: 3 });
    await edge.place({ name: SYDNEY, roundTripMs: 4 });
    expect(edge.regions.map(({ name, roundTripMs }) => [name, roundTripMs])).toEqual(
      expect.arrayContaining([
        [TOKYO, 3],
        [SYDNEY, 4],
      ]),
    );
    expect(await textFrom(TOKYO)).toBe(`${TOKYO} 1`);
    expect(await textFrom(DUBLIN)).toBe(`${DUBLIN} 2`);
    expect(await textFrom(SYDNEY)).toBe(`${SYDNEY} 1`);
  });

  it('has a limit of its own', async () => {
    await open(
      `export const handler = async () => { await new Promise((done) => setTimeout(done, 300)); return { status: '200' }; };`,
      { concurrency: 1 },
    );
    const answers = await Promise.all([ask(TOKYO), ask(TOKYO), ask(DUBLIN)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 503]);
    expect(answers[2]?.status).toBe(200);
  });

  it('has a cache of its own, and all are emptied together', async () => {
    await open(PASS, { cachePolicy: 'CachingOptimized' });
    const found = async (region: string) => (await ask(region)).headers.get('x-cache');
    expect(await found(TOKYO)).toBe('Miss from cloudfront');
    expect(await found(TOKYO)).toBe('Hit from cloudfront');
    expect(await found(DUBLIN)).toBe('Miss from cloudfront');
    expect(await found(DUBLIN)).toBe('Hit from cloudfront');
    edge.invalidate();
    expect(await found(TOKYO)).toBe('Miss from cloudfront');
    expect(await found(DUBLIN)).toBe('Miss from cloudfront');
  });

  it('is as far from the servers as it says', async () => {
    const store = await serverOf(async (request, response) => {
      response.end(String(request.headers['x-local-edge-round-trip-ms']));
    });
    await open(
      `export const handler = async () => ({ status: '200', body: await (await fetch('https://store.example/')).text() });`,
      {
        regions: [{ name: TOKYO, roundTripMs: 3 }, { name: DUBLIN }],
        hostOverrides: { 'https://store.example': store },
      },
    );
    expect(await textFrom(TOKYO)).toBe('3');
    expect(await textFrom(DUBLIN)).toBe('0');
  });
});

describe('the header that chooses it', () => {
  it('goes no further than the door', async () => {
    const seen: string[] = [];
    const origin = await serverOf(async (request, response) => {
      seen.push(...Object.keys(request.headers));
      response.end();
    });
    await open(
      `export const handler = async ({ Records: [{ cf }] }) => {
         console.log(Object.keys(cf.request.headers).join());
         return cf.response ?? cf.request;
       };`,
      { origin: new URL(origin) },
    );
    await ask(DUBLIN);
    expect(lines).toHaveLength(2);
    expect([...seen, ...lines].join()).toContain('user-agent');
    expect([...seen, ...lines].join()).not.toContain('x-local-edge');
  });

  it('is refused aloud where it names none of the Regions', async () => {
    await open(WHERE);
    const response = await ask('tokyo <b>');
    const text = `x-local-edge-region is "tokyo <b>"; this local edge has ${TOKYO}, ${DUBLIN}.`;
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(text.replace('<b>', '&lt;b&gt;'));
    expect(reports).toMatchObject([{ by: 'cloudfront', region: null, reasons: [text] }]);
    expect(edge.environments()).toEqual([]);
  });
});

describe('the environments that there are', () => {
  it('are told with their Region, what they do, and what they have done', async () => {
    await open(
      `await new Promise((done) => setTimeout(done, 50));
       export const handler = () => fetch('https://gate.example/').then(() => ({ status: '200' }));`,
      { hostOverrides: { 'https://gate.example': await gate() } },
    );
    const before = Date.now();
    expect(edge.environments()).toEqual([]);
    const first = ask(DUBLIN);
    while (edge.environments().length === 0) await aMoment();
    const ids = { id: expect.any(Number), startedAt: expect.any(Number) };
    const fresh = { ...ids, region: DUBLIN, invocations: 0, usedMb: 0 };
    expect(edge.environments()).toEqual([{ ...fresh, state: 'starting' }]);
    while (edge.environments()[0]?.state !== 'busy') await aMoment();
    expect(edge.environments()).toEqual([{ ...fresh, state: 'busy', invocations: 1 }]);
    openGate();
    await first;
    await ask(TOKYO);
    const [tokyo, dublin, ...others] = edge.environments();
    expect(others).toEqual([]);
    expect(dublin).toMatchObject({ region: DUBLIN, state: 'frozen', invocations: 1 });
    expect(tokyo).toMatchObject({ region: TOKYO, state: 'frozen', invocations: 1 });
    expect(dublin?.usedMb).toBeGreaterThan(0);
    expect(dublin?.startedAt).toBeGreaterThanOrEqual(before);
    await edge.coldStart();
    expect(edge.environments()).toEqual([]);
  });
});

describe('warnings of what CloudFront would do to all', () => {
  it('are told once for all Regions', async () => {
    await open(
      `export const handler = async ({ Records: [{ cf: { request } }] }) => { request.headers['x-variant'] = [{ value: 'b' }]; return request; };`,
      { events: ['viewer-request'], cachePolicy: 'CachingOptimized' },
    );
    await ask(TOKYO);
    await ask(DUBLIN);
    expect(lines).toEqual([expect.stringContaining('sets the header x-variant')]);
  });
});

it.each([
  [[], 'regions is empty: name one Region at least'],
  [[{ name: TOKYO }, { name: DUBLIN }, { name: TOKYO }], `regions has ${TOKYO} twice`],
])('Regions that cannot be: %j', async (regions, message) => {
  await open(WHERE);
  await expect(createLocalEdge({ folder: aFunction(WHERE), regions })).rejects.toThrow(message);
});

let openGate: () => void = () => {};

/** A server that answers once the gate is open. */
function gate(): Promise<string> {
  const opened = new Promise<void>((resolve) => {
    openGate = resolve;
  });
  return serverOf(async (_, response) => {
    await opened;
    response.end();
  });
}

function aMoment(): Promise<void> {
  return new Promise((done) => setTimeout(done, 1));
}
