import { connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterEach, describe, it } from '@jest/globals';
import { createLocalEdge, type LocalEdge, type LocalEdgeOptions } from '../../local-edge';
import { aFunction, removeFunctions } from '../support/function-folder';
import { expect } from '../support/local-edge/expect';

const SHOWS = `export const handler = async ({ Records: [{ cf: { request } }] }) => ({
  status: '200', body: JSON.stringify(request),
  headers: { 'set-cookie': [{ value: 'a=1' }, { value: 'b=2' }] } });`;

let edge: LocalEdge;
afterEach(async () => {
  await edge.close();
  removeFunctions();
});

async function open(options: Partial<LocalEdgeOptions> = {}): Promise<void> {
  const folder = aFunction(SHOWS);
  edge = await createLocalEdge({ folder, events: ['viewer-request'], httpsPort: 0, ...options });
}

function served(): NonNullable<LocalEdge['https']> {
  if (edge.https === null) throw new Error('There is no HTTPS.');
  return edge.https;
}

/** By HTTP/2, whose client trusts the certificate. */
async function ask(headers: Record<string, string | string[]>, body?: string) {
  const session = connectHttp2(served().url, { ca: served().certificate });
  try {
    const stream = session.request(headers, { endStream: body === undefined });
    stream.end(body);
    const answer = new Promise<IncomingHttpHeaders>((resolve, reject) => {
      stream.once('response', resolve).once('error', reject);
    });
    return { headers: await answer, body: await text(stream) };
  } finally {
    session.close();
  }
}

describe('HTTPS', () => {
  it('speaks HTTP/2, and gives functions the headers that they have with HTTP/1.1', async () => {
    await open();
    const { headers, body } = await ask({
      ':path': '/a?b=c',
      cookie: ['a=1', 'b=2'],
      'x-mine': 'one',
    });
    expect(headers[':status']).toBe(200);
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(headers['x-cache']).toBe('LambdaGeneratedResponse from cloudfront');
    const host = `127.0.0.1:${served().port}`;
    expect(JSON.parse(body)).toEqual({
      clientIp: '127.0.0.1',
      method: 'GET',
      uri: '/a',
      querystring: 'b=c',
      headers: {
        host: [{ key: 'Host', value: host }],
        cookie: [{ key: 'cookie', value: 'a=1; b=2' }],
        'x-mine': [{ key: 'x-mine', value: 'one' }],
      },
    });
  });

  it('speaks HTTP/1.1 too', async () => {
    await open();
    const answer = await new Promise<string>((resolve, reject) => {
      const options = { ca: served().certificate, headers: { 'X-Mine': 'one' }, agent: false };
      httpsRequest(`${served().url}/a`, options, (response) => resolve(text(response)))
        .once('error', reject)
        .end();
    });
    expect(JSON.parse(answer)).toMatchObject({
      uri: '/a',
      headers: { 'x-mine': [{ key: 'X-Mine', value: 'one' }] },
    });
  });

  it('takes a URI beyond ASCII, and refuses what is no HTTP', async () => {
    await open();
    const raw = (bytes: string) => {
      const socket = connect({ port: served().port, host: '127.0.0.1', ca: served().certificate });
      socket.write(bytes, 'latin1');
      return text(socket);
    };
    const uri = Buffer.from('/é').toString('latin1');
    expect(await raw(`GET ${uri} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)).toContain(
      '"uri":"/é"',
    );
    expect(await raw('nothing of the kind\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it('takes the body of a request, and sends none with HEAD', async () => {
    await open({ methods: 'all', includeBody: true });
    const posted = await ask({ ':method': 'POST', ':path': '/' }, 'hello');
    expect(JSON.parse(posted.body).body.data).toBe(Buffer.from('hello').toString('base64'));
    const head = await ask({ ':method': 'HEAD', ':path': '/' });
    expect([head.headers[':status'], head.body]).toEqual([200, '']);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(0);
  });

  it('refuses a GET with a body, which says its length or does not', async () => {
    await open();
    const lengths: Record<string, string>[] = [{ 'content-length': '5' }, {}];
    for (const length of lengths) {
      const { headers, body } = await ask({ ':path': '/', ...length }, 'hello');
      expect([headers[':status'], body]).toEqual([403, expect.stringContaining('Bad request')]);
    }
    expect((await ask({ ':path': '/' })).headers[':status']).toBe(200);
  });

  it('is not there unless a port is named', async () => {
    await open({ httpsPort: undefined, viewerProtocolPolicy: 'https-only' });
    expect(edge.https).toBeNull();
    expect(await edge.fetch('/')).toRespondWith({ status: 200 });
  });

  it('says when its port is taken, and leaves nothing open', async () => {
    await open();
    const port = served().port;
    await expect(
      createLocalEdge({ folder: aFunction(SHOWS), httpsPort: port }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE', port });
  });
});

describe('a viewer who comes by HTTP', () => {
  it('is let in unless the behavior says otherwise', async () => {
    await open();
    expect(await edge.fetch('/')).toRespondWith({ status: 200 });
  });

  it('is sent to HTTPS, with a status that keeps the method', async () => {
    await open({ methods: 'all', viewerProtocolPolicy: 'redirect-to-https' });
    const there = `https://127.0.0.1:${served().port}/a?b=c`;
    const answer = await edge.fetch('/a?b=c');
    expect(answer).toRedirectTo(there, 301);
    expect(answer).toRespondWith({
      headers: { 'x-cache': 'Redirect from cloudfront' },
      body: /301 Moved Permanently.*<center>CloudFront<\/center>/s,
    });
    expect(answer.report.by).toBe('cloudfront');
    expect(await edge.fetch('/a?b=c', { method: 'POST', body: 'x' })).toRedirectTo(there, 307);
    expect((await ask({ ':path': '/a' })).headers[':status']).toBe(200);
  });

  it('is refused where HTTPS is all there is', async () => {
    await open({ viewerProtocolPolicy: 'https-only' });
    expect(await edge.fetch('/')).toRespondWith({
      status: 403,
      headers: { 'x-cache': 'Error from cloudfront' },
    });
    expect((await ask({ ':path': '/' })).headers[':status']).toBe(200);
  });
});
