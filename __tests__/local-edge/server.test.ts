import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  createLocalEdge,
  type EdgeEvent,
  type LocalEdge,
  type LocalEdgeOptions,
  type RequestReport,
} from '../../local-edge';
import { type HttpServer, listen } from '../../local-edge/http-server';
import { aViewerRequest } from '../support/cloudfront-events';
import { aFunction, removeFunctions } from '../support/function-folder';

/** Both events pass untouched. */
const PASS = `export const handler = async ({ Records: [{ cf }] }) => cf.response ?? cf.request;`;
const onRequest = (code: string) => `export const handler = async ({ Records: [{ cf }] }) => {
  if (cf.config.eventType === 'viewer-response') return cf.response;
  const { request } = cf;
  ${code}
};`;
const onResponse = (code: string) => `export const handler = async ({ Records: [{ cf }] }) => {
  if (cf.config.eventType === 'viewer-request') return cf.request;
  const { request, response } = cf;
  ${code}
};`;

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
    onRequest: (report) => reports.push(report),
    onLog: (line) => lines.push(line),
    ...options,
  });
}

async function originOf(answer: Parameters<typeof listen>[0]['answer']): Promise<URL> {
  const server = await listen({ port: 0, answer });
  servers.push(server);
  return new URL(server.url);
}

/** Sends bytes, and reads until the connection is closed. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(edge.port, '127.0.0.1');
  // Not ended: the server would take that for a viewer who has gone.
  socket.write(bytes, 'latin1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}

describe('a response that the function makes', () => {
  it("is sent with CloudFront's headers", async () => {
    await open(
      onRequest(`return { status: '201', statusDescription: 'Made ł', body: 'aGVsbG8=', bodyEncoding: 'base64',
        headers: { 'x-a': [{ value: 'Zürich' }], 'set-cookie': [{ key: 'Set-Cookie', value: 'a=1' }, { key: 'Set-Cookie', value: 'b=2' }] } };`),
    );
    const response = await fetch(edge.url);
    expect([response.status, await response.text()]).toEqual([201, 'hello']);
    expect(response.statusText).toBe('Made ł');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(Buffer.from(response.headers.get('x-a') ?? '', 'latin1').toString()).toBe('Zürich');
    expect(response.headers.get('x-cache')).toBe('LambdaGeneratedResponse from cloudfront');
    expect(response.headers.get('via')).toContain('(CloudFront)');
    expect(response.headers.get('x-amz-cf-pop')).not.toBeNull();
    expect(reports).toMatchObject([
      { method: 'GET', target: '/', status: 201, by: 'function', reasons: [], violations: [] },
    ]);
    expect(response.headers.get('x-amz-cf-id')).toBe(reports[0]?.requestId);
  });

  it('has the names of headers as the function wrote them, else with initial capitals', async () => {
    await open(
      onRequest(
        `return { status: '200', headers: { 'x-one-two': [{ value: '1' }], 'x-three': [{ key: 'x-THREE', value: '3' }] } };`,
      ),
    );
    const answer = await raw('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(answer).toContain('X-One-Two: 1\r\nx-THREE: 3\r\n');
  });

  it('has no body for HEAD, and none with 204', async () => {
    await open(
      onRequest(
        `return request.uri === '/none' ? { status: '204' } : { status: '200', body: 'hello' };`,
      ),
    );
    const head = await fetch(edge.url, { method: 'HEAD' });
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['5', '']);
    const none = await fetch(`${edge.url}/none`);
    expect([none.status, none.headers.get('content-length')]).toEqual([204, null]);
  });

  it('does not go through viewer-response', async () => {
    await open(`export const handler = async ({ Records: [{ cf }] }) => {
      if (cf.response) throw new Error('viewer-response ran');
      return { status: '200' };
    };`);
    expect((await fetch(edge.url)).status).toBe(200);
  });
});

describe('a request that the function passes on', () => {
  it('is shown by the built-in origin as the function left it', async () => {
    await open(
      onRequest(
        `request.uri = '/b' + request.uri; request.querystring += '&c=3'; request.headers['x-group'] = [{ value: 'b' }]; return request;`,
      ),
    );
    const response = await fetch(`${edge.url}/a?b=2`, { headers: { 'X-Viewer': 'v' } });
    expect(await response.json()).toMatchObject({
      method: 'GET',
      uri: '/b/a',
      querystring: 'b=2&c=3',
      headers: { 'x-viewer': 'v', 'x-group': 'b' },
    });
    expect(response.headers.get('x-cache')).toBe('Miss from cloudfront');
    expect(reports).toMatchObject([{ by: 'origin', status: 200 }]);
  });

  it('reaches an origin of your own, with its host, and comes back with its answer', async () => {
    const origin = await originOf(async (request, response) => {
      response.writeHead(202, 'Taken', ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']);
      response.end(
        JSON.stringify({ url: request.url, host: request.headers.host, a: request.headers['x-a'] }),
      );
    });
    await open(
      onRequest(`request.headers['x-a'] = [{ value: '1' }, { value: '2' }]; return request;`),
      { origin },
    );
    const response = await fetch(`${edge.url}/a?b=2`);
    expect([response.status, response.statusText]).toEqual([202, 'Taken']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toEqual({ url: '/a?b=2', host: origin.host, a: '1, 2' });
  });

  it('takes a body along where all methods are allowed', async () => {
    const origin = await originOf(async (request, response) => {
      request.pipe(response);
    });
    await open(PASS, { origin, methods: 'all' });
    const response = await fetch(edge.url, { method: 'POST', body: 'hello' });
    expect(await response.text()).toBe('hello');
  });

  it('goes without a query string when the function deleted it', async () => {
    const origin = await originOf(async (request, response) => void response.end(request.url));
    await open(onRequest(`delete request.querystring; return request;`), { origin });
    expect(await (await fetch(`${edge.url}/a?b=2`)).text()).toBe('/a');
  });

  it.each([
    ['with a length', '5', '5'],
    ['without one', undefined, null],
  ])("has the origin's Content-Length for HEAD, %s", async (_, sent, length) => {
    const origin = await originOf(async (_, response) => {
      response.writeHead(200, sent === undefined ? {} : { 'Content-Length': sent }).end();
    });
    await open(PASS, { origin });
    const head = await fetch(edge.url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(length);
  });

  it('takes names with capitals and lists of values, and warns', async () => {
    await open(onRequest(`request.headers['X-A'] = [{ value: ['1', '2'] }]; return request;`), {
      events: ['viewer-request'],
    });
    expect(await (await fetch(edge.url)).json()).toMatchObject({ headers: { 'x-a': '1, 2' } });
    expect(lines).toEqual([
      expect.stringContaining('documented nowhere'),
      expect.stringContaining('must be in lower case'),
    ]);
  });

  /** The header x-a and the target of the request, as bytes in hexadecimal. */
  const bytesAtOrigin = async (code: string, value: string, path = '/a'): Promise<string[]> => {
    const server = createServer();
    const seen = new Promise<string>((resolve) => {
      server.on('connection', (socket) => {
        socket.once('data', (bytes) => {
          socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
          resolve(bytes.toString('latin1'));
        });
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    await open(onRequest(code), { origin: new URL(`http://127.0.0.1:${port}`) });
    await raw(`GET ${path} HTTP/1.1\r\nHost: a\r\nX-A: ${value}\r\nConnection: close\r\n\r\n`);
    server.close();
    const [, target = '', header = ''] = /^GET (\S+).*?X-A: ([^\r]*)/s.exec(await seen) ?? [];
    return [target, header].map((text) => Buffer.from(text, 'latin1').toString('hex'));
  };

  it('has header values as the viewer sent them, in ISO-8859-1 too', async () => {
    expect(await bytesAtOrigin('return request;', 'Z\u00fcrich')).toEqual(['2f61', '5afc72696368']);
  });

  it.each([
    ['in UTF-8', '/\u00c3\u00a9', '2fc3a9'],
    ['in ISO-8859-1', '/\u00e9?\u00e9', '2fe93fe9'],
  ])('has a URI as the viewer sent it, %s, while the function sees UTF-8', async (_, path, hex) => {
    const code = `console.log(request.uri, request.querystring); return request;`;
    expect(await bytesAtOrigin(code, '1', path)).toEqual([hex, '31']);
    expect(lines.filter((line) => line.startsWith('/'))).toEqual([
      path.includes('?') ? '/é é' : '/é ',
    ]);
  });

  it('has what the function wrote in UTF-8: header and URI', async () => {
    const code = `request.uri = '/é漢'; request.headers['x-a'][0].value += 'ü'; return request;`;
    expect(await bytesAtOrigin(code, 'Z')).toEqual(['2fc3a9e6bca2', '5ac3bc']);
  });

  it('gets a 504 where there is no origin', async () => {
    const origin = await originOf(async () => {});
    await servers.pop()?.close();
    await open(PASS, { origin });
    const response = await fetch(edge.url);
    expect(response.status).toBe(504);
    expect(await response.text()).toContain(
      'CloudFront attempted to establish a connection with the origin',
    );
    expect(reports[0]?.reasons).toEqual([expect.stringContaining('ECONNREFUSED')]);
  });
});

describe('viewer-response', () => {
  it('gets the request and the response, and may add a cookie', async () => {
    await open(
      onResponse(
        `response.headers['set-cookie'] = [{ value: 'seen=' + request.uri + response.status + response.headers['content-type'][0].key }]; return response;`,
      ),
    );
    const response = await fetch(`${edge.url}/a`);
    expect(response.headers.getSetCookie()).toEqual(['seen=/a200Content-Type']);
    expect(await response.json()).toMatchObject({ uri: '/a' });
  });

  it('does not run when the origin answers 400 or above', async () => {
    const origin = await originOf(async (_, response) => {
      response.writeHead(404).end('no such page');
    });
    await open(onResponse(`throw new Error('viewer-response ran');`), { origin });
    const response = await fetch(edge.url);
    expect([response.status, await response.text()]).toEqual([404, 'no such page']);
    expect(response.headers.get('x-cache')).toBe('Error from cloudfront');
  });

  it('does not run where the function is not associated with it', async () => {
    await open(onResponse(`throw new Error('viewer-response ran');`), {
      events: ['viewer-request'],
    });
    expect((await fetch(edge.url)).status).toBe(200);
  });

  it('is held against its own rules', async () => {
    await open(onResponse(`response.status = '404'; return response;`));
    expect((await fetch(edge.url)).status).toBe(502);
    expect(reports[0]?.reasons).toEqual([expect.stringContaining('tried to change the status')]);
  });
});

describe('a function that gets it wrong', () => {
  it("answers 502 with CloudFront's page, and says why", async () => {
    await open(onRequest(`delete request.headers.host; return request;`));
    const response = await fetch(edge.url);
    const page = await response.text();
    expect(response.status).toBe(502);
    expect(response.headers.get('x-cache')).toBe('LambdaValidationError from cloudfront');
    expect(page).toContain('<H1>502 ERROR</H1>');
    expect(page).toContain('The function tried to add, delete, or change a read-only header.');
    expect(page).toContain(`Request ID: ${reports[0]?.requestId}`);
    expect(reports[0]?.reasons).toEqual([
      'ERROR Validation error: Lambda function result failed validation, the function tried to delete read-only header, headerName : host. [viewer-request, read-only-header, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-headers]',
    ]);
    expect(reports[0]?.violations).toEqual([
      {
        eventType: 'viewer-request',
        rule: 'read-only-header',
        message: expect.stringContaining('headerName : host'),
        page: expect.stringContaining('read-only header.'),
        document: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\/.*restrictions-all/),
        http: 502,
      },
    ]);
  });

  it.each([
    ['takes too long', { timeoutMs: 200 }, "is invalid or doesn't have the required permissions."],
    ['is throttled', { concurrency: 0 }, 'was throttled.'],
  ])('answers 503 when it %s, as a limit', async (_, options, text) => {
    await open(onRequest('await new Promise(() => setTimeout(() => {}, 60_000));'), options);
    const response = await fetch(edge.url);
    expect(response.status).toBe(503);
    expect(response.headers.get('x-cache')).toBe('LambdaLimitExceeded from cloudfront');
    expect(await response.text()).toContain(text);
  });

  it.each([
    ['throws', `throw new Error('out of luck');`, 'out of luck'],
    ['crashes', 'process.exit(1);', 'code 1'],
  ])('answers 503 when it %s, and the next request finds it well', async (_, code, reason) => {
    await open(onRequest(`if (request.uri === '/bad') { ${code} } return request;`));
    const response = await fetch(`${edge.url}/bad`);
    expect(response.status).toBe(503);
    expect(response.headers.get('x-cache')).toBe('LambdaExecutionError from cloudfront');
    expect(await response.text()).toContain("is invalid or doesn't have the required permissions.");
    expect(reports[0]?.reasons).toEqual([expect.stringContaining(reason)]);
    expect((await fetch(`${edge.url}/good`)).status).toBe(200);
  });
});

describe('what is answered beside the distribution', () => {
  it('reaches no function and is not reported, whatever its method; all else is the distribution’s', async () => {
    await open(onRequest(`return { status: '200', body: 'function' };`), {
      answerBeside: ({ url, method }, response) => {
        if (url !== '/beside') return false;
        response.end(`beside ${method}`);
        return true;
      },
    });
    const answers = ['GET', 'POST'].map(async (method) =>
      (await fetch(`${edge.url}/beside`, { method })).text(),
    );
    expect(await Promise.all(answers)).toEqual(['beside GET', 'beside POST']);
    expect(reports).toEqual([]);
    expect(await (await fetch(`${edge.url}/besides`)).text()).toBe('function');
    expect(reports).toHaveLength(1);
  });
});

describe('what CloudFront refuses before any function runs', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    '%s, where only GET and HEAD are allowed',
    async (method) => {
      await open(PASS);
      const response = await fetch(edge.url, { method });
      expect(response.status).toBe(403);
      expect(await response.text()).toContain('not configured to allow the HTTP request method');
    },
  );

  it('a GET with a body', async () => {
    await open(PASS);
    expect(
      await raw('GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx'),
    ).toMatch(/^HTTP\/1.1 403 /);
  });

  it('a URL of more than 8,192 bytes', async () => {
    await open(PASS);
    expect((await fetch(`${edge.url}/${'a'.repeat(8_191)}`)).status).toBe(200);
    const refused = await fetch(`${edge.url}/${'a'.repeat(8_192)}`);
    expect([refused.status, refused.headers.get('connection')]).toEqual([414, 'close']);
  });

  it('a head of more than 32 KB', async () => {
    await open(PASS);
    const head = (bytes: number) =>
      `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-A: ${'a'.repeat(bytes)}\r\n\r\n`;
    expect(await raw(head(32_000))).toMatch(/^HTTP\/1.1 200 /);
    const answer = await raw(head(33_000));
    expect(answer).toMatch(/^HTTP\/1.1 494 /);
    expect(answer).toContain('<H1>494 ERROR</H1>');
  });

  it('what is no HTTP', async () => {
    await open(PASS);
    expect(await raw('hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  });
});

describe('the local edge', () => {
  it('warns of a header that the viewer can forge', async () => {
    await open(PASS);
    await fetch(edge.url, { headers: { 'CloudFront-Viewer-Country': 'DE' } });
    expect(lines).toEqual([
      expect.stringContaining('the viewer sent the header cloudfront-viewer-country'),
    ]);
  });

  it('starts cold when told to', async () => {
    await open(
      `let n = 0; export const handler = async () => ({ status: '200', body: String(++n) });`,
    );
    const count = async () => (await fetch(edge.url)).text();
    expect([await count(), await count()]).toEqual(['1', '2']);
    await edge.coldStart();
    expect(await count()).toBe('1');
  });

  it('runs the function on an event of your own', async () => {
    await open('export const handler = async ({ Records: [{ cf }] }) => cf.request.method;');
    const event: EdgeEvent = { Records: [{ cf: aViewerRequest() }] };
    expect(await edge.invoke(event)).toEqual({ event, outcome: { kind: 'result', json: '"GET"' } });
  });

  it('says when the port is taken', async () => {
    await open(PASS);
    const another = createLocalEdge({ folder: aFunction(PASS), port: edge.port });
    await expect(another).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
