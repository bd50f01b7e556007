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
    store = await startStore({ file, path: PATH, access: null, distance: roundTripMs });
  });

  it('gives no client the object, and is over once it is healed', async () => {
    expect(store.fault()).toBeNull();
    store.fail(name);
    expect(store.fault()).toBe(name);
    const faulty = FAULTS[name].endsOnlyByDeadline ? giveUp() : answerOf(get());
    expect(await faulty.catch((error) => error)).not.toEqual([200, OBJECT]);
    store.heal();
    expect(store.fault()).toBeNull();
    expect(await answerOf(get())).toEqual([200, OBJECT]);
  });
});

const isReset = () =>
  expect(answerOf(get())).rejects.toMatchObject({
    cause: { code: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/) },
  });

const answers = (status: number, body: unknown) => async () =>
  expect(await answerOf(get())).toEqual([status, body]);

const isXml = (status: number, code: string) =>
  answers(status, expect.stringContaining(`<Code>${code}</Code>`));

/** What a client sees of each fault. One that is not here does not compile. */
const SEEN: Readonly<Record<FaultName, () => Promise<void>>> = {
  stopped: isReset,
  hang: () => expect(giveUp()).rejects.toThrow('abort'),
  'slow-start': async () => {
    store.fail('slow-start', 5);
    await answers(200, OBJECT)();
  },
  'stalled-body': async () => {
    const abort = new AbortController();
    const response = await get({ signal: abort.signal });
    expect(response.headers.get('content-length')).toBe(String(OBJECT.length));
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(HALF);
    const rest = reader?.read();
    abort.abort();
    await expect(rest).rejects.toThrow('abort');
  },
  'reset-body': isReset,
  forbidden: isXml(403, 'AccessDenied'),
  'not-found': isXml(404, 'NoSuchKey'),
  'internal-error': isXml(500, 'InternalError'),
  'slow-down': isXml(503, 'SlowDown'),
  unavailable: answers(503, ''),
  'error-xml': isXml(200, 'AccessDenied'),
  truncated: async () => {
    const response = await get();
    expect(response.headers.get('content-length')).toBe(String(HALF.length));
    expect([response.status, await response.text()]).toEqual([200, HALF]);
  },
  'dcs-v2': async () => {
    const [status, body] = await answerOf(get());
    expect([status, JSON.parse(body).response_format]).toEqual([200, 'dcs-v2']);
  },
  noise: async () => {
    const [status, body] = await answerOf(get());
    expect([status, body.length]).toEqual([200, NOISE_BYTES]);
    expect(() => JSON.parse(body)).toThrow();
  },
  empty: answers(200, ''),
  'no-updates': answers(200, '{"has_updates":false}'),
};

describe('a store with a fault', () => {
  it.each(NAMES.map((name) => [name, FAULTS[name].description] as const))(
    '%s: %s',
    async (name, description) => {
      expect(description).not.toBe('');
      store.fail(name);
      await SEEN[name]();
    },
  );

  it('stalled-body: an answer without a body comes whole', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    store.fail('stalled-body');
    expect(await answerOf(get({ headers: { 'if-none-match': etag } }))).toEqual([304, '']);
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
