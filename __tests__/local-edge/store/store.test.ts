import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Fault, type Store, startStore } from '../../../local-edge/store';
import { NOISE_BYTES } from '../../../local-edge/store/faults';

const OBJECT = '{"has_updates":true,"feature_gates":[]}';
const PATH = '/statsig-config.json';

let folder: string;
let file: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'store-test-'));
  file = join(folder, 'specs.json');
  writeFileSync(file, OBJECT);
  store = await startStore({ file, path: PATH, access: null });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function get(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(store.url + PATH, { headers });
}

describe('the store', () => {
  it('answers with the file and its MD5 as ETag', async () => {
    const response = await get();
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe(
      `"${createHash('md5').update(OBJECT).digest('hex')}"`,
    );
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe(OBJECT);
  });

  it('answers 304 without a body to an ETag that still holds, and 200 once the file is edited', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    const same = await get({ 'if-none-match': etag });
    expect([same.status, await same.text()]).toEqual([304, '']);

    writeFileSync(file, '{}');
    const edited = await get({ 'if-none-match': etag });
    expect([edited.status, await edited.text()]).toEqual([200, '{}']);
  });

  it("answers 404 in S3's words for another key, and for a file that is gone", async () => {
    const other = await fetch(`${store.url}/other.json`);
    expect(other.status).toBe(404);
    expect(await other.text()).toContain('<Code>NoSuchKey</Code>');

    rmSync(file);
    expect((await get()).status).toBe(404);
  });

  it('is for reading', async () => {
    const response = await fetch(store.url + PATH, { method: 'PUT', body: 'mine' });
    expect([response.status, await response.text()]).toEqual([
      405,
      expect.stringContaining('<Code>MethodNotAllowed</Code>'),
    ]);
  });

  it('counts its requests', async () => {
    await get();
    await get();
    expect(store.hits()).toBe(2);
  });

  it('denies a request without a signature where it is private', async () => {
    const credentials = { accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'C' };
    const closed = await startStore({
      file,
      path: PATH,
      access: { credentials, region: 'us-east-1' },
    });
    try {
      const response = await fetch(closed.url + PATH);
      expect([response.status, await response.text()]).toEqual([
        403,
        expect.stringContaining('<Code>AccessDenied</Code>'),
      ]);
    } finally {
      await closed.close();
    }
  });
});

describe('a store with a fault', () => {
  async function answerTo(fault: Fault): Promise<[number, string]> {
    store.fail(fault);
    const response = await get();
    return [response.status, await response.text()];
  }

  it('stopped: resets the connection', async () => {
    store.fail({ kind: 'stopped' });
    await expect(get()).rejects.toThrow('fetch failed');
  });

  it('hang: takes the request and never answers', async () => {
    store.fail({ kind: 'hang' });
    const abort = new AbortController();
    const pending = fetch(store.url + PATH, { signal: abort.signal });
    while (store.hits() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    abort.abort();
    await expect(pending).rejects.toThrow('abort');
  });

  it('forbidden: 403 and XML', async () => {
    expect(await answerTo({ kind: 'forbidden' })).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code>'),
    ]);
  });

  it('truncated: JSON that ends half-way', async () => {
    expect(await answerTo({ kind: 'truncated' })).toEqual([200, OBJECT.slice(0, 19)]);
  });

  it('dcs-v2: JSON in the other format', async () => {
    const [status, body] = await answerTo({ kind: 'dcs-v2' });
    expect([status, JSON.parse(body).response_format]).toEqual([200, 'dcs-v2']);
  });

  it('noise: 5 MB that are no JSON', async () => {
    const [status, body] = await answerTo({ kind: 'noise' });
    expect([status, body.length]).toEqual([200, NOISE_BYTES]);
    expect(() => JSON.parse(body)).toThrow();
  });

  it('slow: the right answer, later', async () => {
    expect(await answerTo({ kind: 'slow', ms: 5 })).toEqual([200, OBJECT]);
  });

  it.each([
    [500, 'InternalError'],
    [503, 'SlowDown'],
  ] as const)('error %s: %s', async (status, code) => {
    expect(await answerTo({ kind: 'error', status })).toEqual([
      status,
      expect.stringContaining(`<Code>${code}</Code>`),
    ]);
  });

  it('heals', async () => {
    store.fail({ kind: 'forbidden' });
    store.fail(null);
    expect((await get()).status).toBe(200);
  });
});
