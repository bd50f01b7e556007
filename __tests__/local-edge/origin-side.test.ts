import { afterEach, describe, expect, it } from '@jest/globals';
import {
  createLocalEdge,
  type LocalEdge,
  type LocalEdgeOptions,
  type RequestReport,
} from '../../local-edge';
import { type HttpServer, listen } from '../../local-edge/http-server';
import { aFunction, removeFunctions } from '../support/function-folder';

let edge: LocalEdge;
let reports: RequestReport[] = [];
let lines: string[] = [];
const servers: HttpServer[] = [];

afterEach(async () => {
  await edge.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  removeFunctions();
});

/** One handler for each event, by the event's name. */
async function open(handlers: Record<string, string>, options: Partial<LocalEdgeOptions> = {}) {
  reports = [];
  lines = [];
  const cases = Object.entries(handlers).map(
    ([name, code]) => `'${name}': async ({ request, response }) => { ${code} }`,
  );
  edge = await createLocalEdge({
    folder: aFunction(
      `const handlers = { ${cases.join(',\n')} };
       export const handler = async ({ Records: [{ cf }] }) => handlers[cf.config.eventType](cf);`,
    ),
    events: Object.keys(handlers) as never,
    onRequest: (report) => reports.push(report),
    onLog: (line) => lines.push(line),
    ...options,
  });
}

/** Says what it got: method, URL, host, x-a and body. */
async function anOrigin(status = 200): Promise<URL> {
  const server = await listen({
    port: 0,
    answer: async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { host, 'x-a': a, via, 'x-forwarded-for': hops } = request.headers;
      response.writeHead(status, { 'X-Origin': '1' });
      response.end(
        JSON.stringify({ method: request.method, url: request.url, host, a, via, hops, body }),
      );
    },
  });
  servers.push(server);
  return new URL(server.url);
}

describe('origin-request', () => {
  it('sees the request as the origin gets it, with the origin', async () => {
    await open({ 'origin-request': `return { status: '200', body: JSON.stringify(request) };` });
    const answer = await fetch(`${edge.url}/a?b=1`, {
      headers: { 'X-Forwarded-For': '192.0.2.1' },
    });
    expect(await answer.json()).toMatchObject({
      clientIp: '127.0.0.1',
      headers: {
        host: [{ key: 'Host', value: 'example.org' }],
        via: [{ key: 'Via', value: expect.stringContaining('(CloudFront)') }],
        'x-forwarded-for': [{ key: 'X-Forwarded-For', value: '192.0.2.1, 127.0.0.1' }],
      },
      method: 'GET',
      origin: {
        custom: {
          customHeaders: {},
          domainName: 'example.org',
          keepaliveTimeout: 5,
          path: '',
          port: 443,
          protocol: 'https',
          readTimeout: 30,
          responseCompletionTimeout: 30,
          sslProtocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
        },
      },
      querystring: 'b=1',
      uri: '/a',
    });
    expect(answer.headers.get('x-cache')).toBe('LambdaGeneratedResponse from cloudfront');
    expect(reports).toMatchObject([{ by: 'function' }]);
  });

  it('comes after viewer-request, and its response goes through viewer-response alone', async () => {
    await open({
      'viewer-request': `request.headers['x-a'] = [{ value: 'v' }]; return request;`,
      'origin-request': `return { status: '404', headers: { 'x-b': [{ value: request.headers['x-a'][0].value + 'o' }] } };`,
      'origin-response': `throw new Error('origin-response ran');`,
      'viewer-response': `response.headers['x-b'][0].value += 'r' + request.headers.host[0].value; return response;`,
    });
    const answer = await fetch(edge.url);
    expect([answer.status, answer.headers.get('x-b')]).toEqual([
      404,
      `vor${new URL(edge.url).host}`,
    ]);
  });

  it('changes what the origin gets', async () => {
    const origin = await anOrigin();
    await open(
      {
        'origin-request': `request.uri = '/b'; request.headers.host = [{ value: 'b.example' }]; request.headers['x-a'] = [{ value: '1' }]; return request;`,
      },
      { origin: new URL('/base/', origin) },
    );
    expect(await (await fetch(`${edge.url}/a?c`)).json()).toMatchObject({
      url: '/base/b?c',
      host: 'b.example',
      a: '1',
    });
  });

  it('chooses another origin, with its path and headers', async () => {
    const other = await anOrigin();
    await open(
      {
        'origin-request': `Object.assign(request.origin.custom, { domainName: 'other.example', path: '/p', customHeaders: { 'x-a': [{ key: 'X-A', value: '1' }] } }); return request;`,
      },
      { hostOverrides: { 'https://other.example': other.origin } },
    );
    expect(await (await fetch(`${edge.url}/a`)).json()).toMatchObject({
      url: '/p/a',
      host: 'example.org',
      a: '1',
    });
  });

  it('chooses a bucket', async () => {
    const bucket = await anOrigin();
    const domainName = 'bucket.s3.eu-west-1.amazonaws.com';
    await open(
      {
        'origin-request': `request.origin = { s3: { domainName: '${domainName}', region: '', authMethod: 'none', path: '', customHeaders: {} } };
          request.headers.host = [{ key: 'host', value: '${domainName}' }]; return request;`,
      },
      { hostOverrides: { [`https://${domainName}`]: bucket.origin } },
    );
    expect(await (await fetch(`${edge.url}/a`)).json()).toMatchObject({
      url: '/a',
      host: domainName,
    });
  });

  it('is held against its own rules, and the refusal names event and rule', async () => {
    await open({ 'origin-request': `delete request.headers.via; return request;` });
    expect((await fetch(edge.url)).status).toBe(502);
    expect(reports[0]?.reasons).toEqual([
      expect.stringContaining('[origin-request, read-only-header, https://docs.aws.amazon.com/'),
    ]);
  });
});

describe('origin-response', () => {
  it('runs for errors of the origin too, and may replace status and body', async () => {
    const origin = await anOrigin(404);
    await open(
      {
        'origin-response': `return { ...response, status: '200', statusDescription: 'OK', body: response.status + request.origin.custom.domainName + ('body' in response) };`,
        'viewer-response': `throw new Error('viewer-response ran');`,
      },
      { origin },
    );
    const answer = await fetch(edge.url);
    expect([answer.status, await answer.text()]).toEqual([200, '404127.0.0.1false']);
    expect(answer.headers.get('x-origin')).toBe('1');
  });

  it("leaves the origin's body where it says nothing of it, and removes it where it is empty", async () => {
    await open({
      'origin-response': `response.status = '203'; return request.uri === '/none' ? { ...response, body: '' } : response;`,
    });
    const answer = await fetch(edge.url);
    expect([answer.status, await answer.json()]).toMatchObject([203, { uri: '/' }]);
    expect(await (await fetch(`${edge.url}/none`)).text()).toBe('');
  });

  it('is held against its own rules', async () => {
    await open({ 'origin-response': `response.headers.via = [{ value: 'me' }]; return response;` });
    expect((await fetch(edge.url)).status).toBe(502);
    expect(reports[0]?.reasons).toEqual([
      expect.stringContaining('[origin-response, read-only-header, https://docs.aws.amazon.com/'),
    ]);
  });
});

describe('the body of a request', () => {
  const post = async (body: string) => (await fetch(edge.url, { method: 'POST', body })).json();

  it.each([
    ['viewer-request', 40 * 1_024],
    ['origin-request', 1_024 * 1_024],
  ])('is exposed to %s in base64, cut at its limit, and goes on whole', async (event, limit) => {
    const origin = await anOrigin();
    await open(
      {
        [event]: `const { data, ...rest } = request.body;
          request.headers['x-a'] = [{ value: JSON.stringify({ ...rest, bytes: Buffer.from(data, 'base64').length, end: data.slice(-4) }) }];
          return request;`,
      },
      { origin, methods: 'all', includeBody: true },
    );
    const short = (await post('hello')) as { a: string; body: string };
    expect(JSON.parse(short.a)).toEqual({
      inputTruncated: false,
      action: 'read-only',
      encoding: 'base64',
      bytes: 5,
      end: 'bG8=',
    });
    expect(short.body).toBe('hello');
    const long = (await post('a'.repeat(limit + 1))) as { a: string; body: string };
    expect(JSON.parse(long.a)).toMatchObject({ inputTruncated: true, bytes: limit });
    expect(long.body).toHaveLength(limit + 1);
  });

  it('is replaced by either function, the second of which sees what the first wrote', async () => {
    const origin = await anOrigin();
    await open(
      {
        'viewer-request': `request.body = { action: 'replace', encoding: 'text', data: 'one' }; return request;`,
        'origin-request': `const { data } = request.body; request.body = { action: 'replace', data: Buffer.from(Buffer.from(data, 'base64') + ', two').toString('base64') }; return request;`,
      },
      { origin, methods: 'all', includeBody: true },
    );
    expect(await post('none')).toMatchObject({ body: 'one, two' });
  });

  it('is not there without Include Body, nor for GET', async () => {
    await open(
      { 'viewer-request': `return { status: '200', body: JSON.stringify('body' in request) };` },
      { methods: 'all' },
    );
    expect(await post('hello')).toBe(false);
    await edge.close();
    await open(
      { 'viewer-request': `return { status: '200', body: JSON.stringify('body' in request) };` },
      { includeBody: true },
    );
    expect(await (await fetch(edge.url)).json()).toBe(false);
  });

  it('is ignored without Include Body, and the function is told', async () => {
    const origin = await anOrigin();
    await open(
      {
        'viewer-request': `request.body = { action: 'replace', encoding: 'text', data: 'mine' }; return request;`,
      },
      { origin, methods: 'all' },
    );
    expect(await post('hello')).toMatchObject({ body: 'hello' });
    expect(lines).toEqual([expect.stringContaining('Include Body')]);
  });

  it('that is too large is a 502', async () => {
    await open(
      {
        'viewer-request': `request.body = { action: 'replace', encoding: 'text', data: 'a'.repeat(40961) }; return request;`,
      },
      { methods: 'all', includeBody: true },
    );
    expect((await fetch(edge.url, { method: 'POST', body: 'a' })).status).toBe(502);
  });
});
