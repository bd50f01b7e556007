import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FaultName, type Store, startStore } from '../../../local-edge/store';
import { FAULTS, NOISE_BYTES } from '../../../local-edge/store/faults';

const OBJECT = '{"has_updates":true,"feature_gates":[]}';
const HALF = '{"has_updates":true';
const PATH = '/statsig-config.json';
const NAMES = Object.keys(FAULTS) as FaultName[];

let folder: string;
let file: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faults-test-'));
  file = join(folder, 'specs.json');
  writeFileSync(file, OBJECT);
  store = await startStore({ file, path: PATH, access: null });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const get = (init: RequestInit = {}) => fetch(store.url + PATH, init);

async function answerOf(response: Promise<Response>): Promise<[number, string]> {
  const { status, text } = await response.then(async (one) => ({
    status: one.status,
    text: await one.text(),
  }));
  return [status, text];
}

/** Gives up once the store has the request. */
async function giveUp(): Promise<unknown> {
  const abort = new AbortController();
  const hits = store.hits();
  const pending = answerOf(get({ signal: abort.signal }));
  while (store.hits() === hits) await new Promise((resolve) => setTimeout(resolve, 1));
  abort.abort();
  return pending;
}

const NEAR_AND_FAR = [0, 2].flatMap((roundTripMs) => NAMES.map((name) => ({ roundTripMs, name })));

describe.each(NEAR_AND_FAR)('the fault $name, $roundTripMs ms away', ({ name, roundTripMs }) => {
  beforeEach(async () => {
    await store.close();
    const distance = { roundTripMs, handshakes: 'store' } as const;
    store = await startStore({ file, path: PATH, access: null, distance });
  });

  it('gives no client the object, and is over once it is healed', async () => {
    store.fail(name);
    const faulty = FAULTS[name].endsOnlyByDeadline ? giveUp() : answerOf(get());
    expect(await faulty.catch((error) => error)).not.toEqual([200, OBJECT]);
    store.heal();
    expect(await answerOf(get())).toEqual([200, OBJECT]);
  });
});

describe('a store with a fault', () => {
  it.each(['stopped', 'reset-body'] as const)('%s: resets the connection', async (name) => {
    store.fail(name);
    await expect(answerOf(get())).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/) },
    });
  });

  it('hang: takes the request and never answers', async () => {
    store.fail('hang');
    await expect(giveUp()).rejects.toThrow('abort');
  });

  it('slow-start: the right answer, later', async () => {
    store.fail('slow-start', 5);
    expect(await answerOf(get())).toEqual([200, OBJECT]);
  });

  it('stalled-body: half of the body, and then nothing', async () => {
    store.fail('stalled-body');
    const abort = new AbortController();
    const response = await get({ signal: abort.signal });
    expect(response.headers.get('content-length')).toBe(String(OBJECT.length));
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(HALF);
    const rest = reader?.read();
    abort.abort();
    await expect(rest).rejects.toThrow('abort');
  });

  it('stalled-body: an answer without a body comes whole', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    store.fail('stalled-body');
    expect(await answerOf(get({ headers: { 'if-none-match': etag } }))).toEqual([304, '']);
  });

  it.each([
    ['forbidden', 403, 'AccessDenied'],
    ['not-found', 404, 'NoSuchKey'],
    ['internal-error', 500, 'InternalError'],
    ['slow-down', 503, 'SlowDown'],
    ['error-xml', 200, 'AccessDenied'],
  ] as const)('%s: %s and XML', async (name, status, code) => {
    store.fail(name);
    expect(await answerOf(get())).toEqual([
      status,
      expect.stringContaining(`<Code>${code}</Code>`),
    ]);
  });

  it.each([
    ['unavailable', 503, ''],
    ['empty', 200, ''],
    ['no-updates', 200, '{"has_updates":false}'],
  ] as const)('%s: %s and %j', async (name, status, body) => {
    store.fail(name);
    expect(await answerOf(get())).toEqual([status, body]);
  });

  it('truncated: JSON that ends half-way, with the content-length of that half', async () => {
    store.fail('truncated');
    const response = await get();
    expect(response.headers.get('content-length')).toBe(String(HALF.length));
    expect([response.status, await response.text()]).toEqual([200, HALF]);
  });

  it('dcs-v2: JSON in the other format', async () => {
    store.fail('dcs-v2');
    const [status, body] = await answerOf(get());
    expect([status, JSON.parse(body).response_format]).toEqual([200, 'dcs-v2']);
  });

  it('noise: 5 MB that are no JSON', async () => {
    store.fail('noise');
    const [status, body] = await answerOf(get());
    expect([status, body.length]).toEqual([200, NOISE_BYTES]);
    expect(() => JSON.parse(body)).toThrow();
  });

  it('of the object: still checks the key, as S3 does', async () => {
    store.fail('noise');
    expect((await fetch(`${store.url}/other.json`)).status).toBe(404);
  });

  it('refuses a fault that is not in the table, and names those that are', () => {
    // @ts-expect-error A name that is not in the table does not compile.
    const fail = () => store.fail('slow');
    expect(fail).toThrow('There is no fault "slow"');
    for (const name of NAMES) expect(fail).toThrow(name);
    // @ts-expect-error Milliseconds belong to slow-start alone.
    store.fail('hang', 5);
  });
});
