import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalEdge, type LocalEdge, type LocalEdgeOptions } from '../../local-edge';
import { folderOrigin } from '../../local-edge/folder-origin';
import { aFunction, removeFunctions } from '../support/function-folder';

let folder: string;
let edge: LocalEdge;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-test-'));
  mkdirSync(join(folder, 'site/a b'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site/index.html'), '<p>home</p>');
  writeFileSync(join(folder, 'site/a b/ü.json'), '{}');
  writeFileSync(join(folder, 'site/data'), '0123456789');
});
afterEach(async () => {
  await edge.close();
  removeFunctions();
  rmSync(folder, { recursive: true });
});

async function open(options: Partial<LocalEdgeOptions> = {}): Promise<void> {
  edge = await createLocalEdge({
    folder: aFunction(`export const handler = async (event) => event.Records[0].cf.request;`),
    events: ['viewer-request'],
    methods: 'all',
    origin: folderOrigin(join(folder, 'site')),
    ...options,
  });
}

/** With the path as it is written: fetch would take dots out. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    const { port } = edge;
    request({ host: '127.0.0.1', port, path, headers, method }, resolve).on('error', reject).end();
  });
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

describe('a folder as origin', () => {
  it('has types, tags and dates, by keys that are decoded', async () => {
    await open();
    expect(await get('/index.html')).toMatchObject({
      status: 200,
      body: '<p>home</p>',
      headers: {
        'content-type': 'text/html',
        'content-length': '11',
        server: 'AmazonS3',
        etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
        'last-modified': expect.stringMatching(/GMT$/),
      },
    });
    const json = await get('/a%20b/%C3%BC.json');
    expect([json.body, json.headers['content-type']]).toEqual(['{}', 'application/json']);
    expect((await get('/data')).headers['content-type']).toBe('binary/octet-stream');
  });

  it('answers conditions, ranges and HEAD', async () => {
    await open();
    const { headers } = await get('/data');
    const same = await get('/data', { 'if-none-match': String(headers.etag) });
    expect([same.status, same.body]).toEqual([304, '']);
    const part = await get('/data', { range: 'bytes=2-4' });
    expect([part.status, part.body, part.headers['content-range']]).toEqual([
      206,
      '234',
      'bytes 2-4/10',
    ]);
    expect((await get('/data', { range: 'bytes=10-' })).status).toBe(416);
    const head = await get('/data', {}, 'HEAD');
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '10']);
  });

  it.each([
    '/missing.html',
    '/',
    '/a%20b',
    '/a%20b/',
    '//index.html',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/a%20b/..%2f..%2f..%2fsecret.txt',
    '/index.html%00',
    '/%zz',
  ])('denies %s as a bucket does that may not be listed', async (path) => {
    await open();
    const denied = await get(path);
    expect(denied.status).toBe(403);
    expect(denied.body).toContain('<Code>AccessDenied</Code>');
  });

  it('denies what changes objects', async () => {
    await open();
    expect((await get('/index.html', {}, 'DELETE')).status).toBe(403);
  });

  it('has an object for the root alone, and a page for what is denied', async () => {
    await open({
      defaultRootObject: 'index.html',
      errorPages: { 403: { path: '/index.html', status: 200 } },
    });
    expect((await get('/?a=b')).body).toBe('<p>home</p>');
    expect(await get('/account/orders')).toMatchObject({ status: 200, body: '<p>home</p>' });
  });
});
