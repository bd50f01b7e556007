import { afterEach, describe, expect, it } from '@jest/globals';
import { createLocalEdge, type LocalEdge, type LocalEdgeOptions } from '../../local-edge';
import { type HttpServer, listen } from '../../local-edge/http-server';
import { aFunction, removeFunctions } from '../support/function-folder';

let edge: LocalEdge;
const servers: HttpServer[] = [];

afterEach(async () => {
  await edge.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  removeFunctions();
});

async function anOrigin(name: string): Promise<URL> {
  const server = await listen({
    port: 0,
    answer: async ({ url }, response) => void response.end(`${name} ${url}`),
  });
  servers.push(server);
  return new URL(server.url);
}

async function open(options: Omit<LocalEdgeOptions, 'folder'>): Promise<void> {
  edge = await createLocalEdge({
    folder: aFunction(
      `export const handler = async ({ Records: [{ cf: { request } }] }) =>
         request.uri.endsWith('/moved') ? { ...request, uri: '/static/a' } : request;`,
    ),
    events: ['viewer-request'],
    ...options,
  });
}

const textOf = async (path: string, init: RequestInit = {}) =>
  (await fetch(edge.url + path, init)).text();

describe('behaviors', () => {
  it('have origins of their own; the first pattern that matches the path decides', async () => {
    await open({
      origin: await anOrigin('site'),
      behaviors: [
        { pathPattern: '/api/*', origin: await anOrigin('api') },
        { pathPattern: '*.jpg', origin: await anOrigin('images') },
        { pathPattern: '/api/v1/*', origin: await anOrigin('never') },
      ],
    });
    expect(await textOf('/')).toBe('site /');
    expect(await textOf('/api/v1/a?b=/c.jpg')).toBe('api /api/v1/a?b=/c.jpg');
    expect(await textOf('/a/b.jpg')).toBe('images /a/b.jpg');
    expect(await textOf('/api')).toBe('site /api');
  });

  it('are those of the path that the viewer asked for, whatever the function makes of it', async () => {
    await open({
      origin: await anOrigin('site'),
      behaviors: [{ pathPattern: '/static/*', origin: await anOrigin('static') }],
    });
    expect(await textOf('/moved')).toBe('site /static/a');
  });

  it('have methods, events and a cache of their own, and share what they do not say', async () => {
    await open({
      origin: await anOrigin('site'),
      behaviors: [
        { pathPattern: '/api/*', methods: 'all', events: [] },
        { pathPattern: '/static/*', cachePolicy: 'CachingOptimized' },
      ],
    });
    expect((await fetch(`${edge.url}/a`, { method: 'POST' })).status).toBe(403);
    expect(await textOf('/api/moved', { method: 'POST' })).toBe('site /api/moved');
    const cacheOf = async (path: string) => (await fetch(edge.url + path)).headers.get('x-cache');
    expect([await cacheOf('/static/x'), await cacheOf('/static/x')]).toEqual([
      'Miss from cloudfront',
      'Hit from cloudfront',
    ]);
    expect([await cacheOf('/x'), await cacheOf('/x')]).toEqual([
      'Miss from cloudfront',
      'Miss from cloudfront',
    ]);
  });

  it('answer OPTIONS where they take it', async () => {
    await open({ origin: await anOrigin('site'), methods: 'options' });
    expect(await textOf('/a', { method: 'OPTIONS' })).toBe('site /a');
    expect((await fetch(`${edge.url}/a`, { method: 'PUT' })).status).toBe(403);
  });
});
