import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Store, startStore } from '../../../local-edge/store';

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

  it('answers with what was put in the place of the file, until that is taken away', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    store.put(Buffer.from('{"put":1}'));
    const answer = await get({ 'if-none-match': etag });
    expect([answer.status, await answer.text()]).toEqual([200, '{"put":1}']);
    store.put(null);
    expect(await (await get()).text()).toBe(OBJECT);
  });

  it('gives the rest of the object to whom has the beginning of the same', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    const rest = await get({ range: 'bytes=4-', 'if-match': etag });
    expect([rest.status, await rest.text()]).toEqual([206, OBJECT.slice(4)]);
    const { length } = OBJECT;
    expect(rest.headers.get('content-range')).toBe(`bytes 4-${length - 1}/${length}`);

    expect((await get({ range: `bytes=${length}-`, 'if-match': etag })).status).toBe(416);
    writeFileSync(file, '{"other":1}');
    const other = await get({ range: 'bytes=4-', 'if-match': etag });
    expect(other.status).toBe(412);
    expect(await other.text()).toContain('<Code>PreconditionFailed</Code>');
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

  it('serves the file with the encoding that it was stored with', async () => {
    const stored = gzipSync(OBJECT);
    writeFileSync(file, stored);
    const compressed = await startStore({
      file,
      path: PATH,
      access: null,
      contentEncoding: 'gzip',
    });
    try {
      const response = await fetch(compressed.url + PATH);
      expect([
        response.headers.get('content-encoding'),
        response.headers.get('content-length'),
        await response.text(),
      ]).toEqual(['gzip', String(stored.length), OBJECT]);
    } finally {
      await compressed.close();
    }
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
