import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HttpServer, listen } from '../../local-edge/http-server';
import { createLocalEdge, type LocalEdge, type LocalEdgeOptions } from '../../local-edge/server';
import { aFunction, removeFunctions } from '../support/function-folder';

let origin: HttpServer;
let edge: LocalEdge;
let lines: string[] = [];

beforeEach(async () => {
  origin = await listen({
    port: 0,
    answer: async ({ url, method }, response) => {
      const page = url?.endsWith('.html') && url !== '/none.html';
      response.writeHead(page ? 200 : 404, { 'X-Origin': String(url) });
      response.end(page ? `the page, for ${method}` : 'an error');
    },
  });
});
afterEach(async () => {
  await edge.close();
  await origin.close();
  removeFunctions();
});

const SEEN = `export const handler = async ({ Records: [{ cf: { config, request, response } }] }) => {
  console.log(config.eventType, request.uri);
  return response ?? request;
};`;

async function open(errorPages: LocalEdgeOptions['errorPages'] = {}, code = SEEN): Promise<void> {
  lines = [];
  edge = await createLocalEdge({
    folder: aFunction(code),
    events: ['viewer-request', 'origin-request', 'origin-response', 'viewer-response'],
    methods: 'all',
    origin: new URL(origin.url),
    errorPages,
    onLog: (line) => lines.push(line),
  });
}

describe('a custom error page', () => {
  it('stands in the place of an error of the origin, with its status', async () => {
    await open({ 404: { path: '/404.html' } });
    const answer = await fetch(`${edge.url}/a?b=1`);
    expect([answer.status, await answer.text()]).toEqual([404, 'the page, for GET']);
    expect(answer.headers.get('x-cache')).toBe('Error from cloudfront');
    expect(answer.headers.get('x-origin')).toBe('/404.html');
  });

  it('is fetched without the functions of the viewer side', async () => {
    await open({ 404: { path: '/404.html' } });
    await fetch(`${edge.url}/a`);
    expect(lines).toEqual([
      'viewer-request /a',
      'origin-request /a',
      'origin-response /a',
      'origin-request /404.html',
      'origin-response /404.html',
    ]);
  });

  it('may have another status, and is fetched with GET whatever the viewer asked', async () => {
    await open({ 404: { path: '/index.html', status: 200 } });
    const answer = await fetch(`${edge.url}/a`, { method: 'POST', body: 'hello' });
    expect([answer.status, await answer.text()]).toEqual([200, 'the page, for GET']);
  });

  it('stands in the place of an origin that cannot be reached only if it can be had', async () => {
    await open({ 504: { path: '/504.html' } });
    await origin.close();
    expect((await fetch(edge.url)).status).toBe(504);
  });

  it.each([
    ['another status', { 403: { path: '/404.html' } }],
    ['a page that is missing too', { 404: { path: '/none.html' } }],
    ['none', {}],
  ])('does not stand in its place with %s', async (_, errorPages) => {
    await open(errorPages);
    const answer = await fetch(edge.url);
    expect([answer.status, await answer.text()]).toEqual([404, 'an error']);
  });

  it("does not stand in the place of a function's own error", async () => {
    await open(
      { 404: { path: '/404.html' } },
      `export const handler = async () => ({ status: '404', body: 'mine' });`,
    );
    expect(await (await fetch(edge.url)).text()).toBe('mine');
  });
});
