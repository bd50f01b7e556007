import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SpecsSettings } from '../../../handler/src/settings/specs';
import { type LoadControl, loaderOf } from '../../../handler/src/store/load';
import { signatureError } from '../../../local-edge/store/sigv4';
import { type Loopback, startLoopback } from '../../support/handler/loopback';

const ROLE = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };

let server: Loopback;
beforeAll(async () => {
  server = await startLoopback();
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.splice(0);
});

function loader(
  specs: Partial<Pick<SpecsSettings, 'access' | 'secret'>> = {},
  onSent?: () => void,
) {
  const load = loaderOf(
    {
      url: `${server.url}/specs.json`,
      access: 'public',
      region: 'eu-west-1',
      secret: null,
      ...specs,
    },
    () => ROLE,
    onSent,
  );
  return (etag: string | null, control: Partial<LoadControl> = {}) =>
    load(etag, { signal: new AbortController().signal, onProgress: () => {}, ...control });
}

describe('loading the specs', () => {
  it('gives the text with its ETag', async () => {
    server.answerWith((_, response) => response.setHeader('etag', '"1"').end('{"ä":1}'));
    await expect(loader()(null)).resolves.toEqual({ text: '{"ä":1}', etag: '"1"' });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(server.requests[0]?.headers).not.toHaveProperty('if-none-match');
  });

  it('asks only whether anything changed, when it has an ETag', async () => {
    server.answerWith((_, response) => response.writeHead(304).end());
    await expect(loader()('"1"')).resolves.toBe('unchanged');
    expect(server.requests[0]?.headers['if-none-match']).toBe('"1"');
  });

  it('says that the request has left, before the answer is there', async () => {
    let left = () => {};
    const sent = new Promise<void>((resolve) => {
      left = resolve;
    });
    // With no such word the store would never answer.
    server.answerWith((_, response) => void sent.then(() => response.end('{}')));
    await expect(loader({}, left)(null)).resolves.toMatchObject({ text: '{}' });
  });

  it('signs with the role’s credentials, where the object is private', async () => {
    server.answerWith((_, response) => response.end('{}'));
    await loader({ access: 'private' })('"1"');
    const { method = '', url = '', headers } = server.requests[0] ?? { headers: {} };
    const request = { method, target: url, headers: headers as Record<string, string> };
    expect(signatureError(request, ROLE, 'eu-west-1', Date.now())).toBeNull();
  });

  it('asks CloudFront unsigned, with the secret that it was given and for a compressed object', async () => {
    server.answerWith((_, response) => {
      response.setHeader('content-encoding', 'br').setHeader('etag', 'W/"1"');
      response.end(brotliCompressSync('{}'));
    });
    const secret = 'as-nobody-guesses-1';
    await expect(loader({ access: 'cloudfront', secret })('W/"0"')).resolves.toEqual({
      text: '{}',
      etag: 'W/"1"',
    });
    const { headers } = server.requests[0] ?? {};
    expect(headers).toMatchObject({
      'x-statsig-edge-secret': secret,
      'accept-encoding': 'br, gzip',
      'if-none-match': 'W/"0"',
    });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('sends no such header where there is no secret', async () => {
    server.answerWith((_, response) => response.end('{}'));
    await loader({ access: 'cloudfront' })(null);
    expect(server.requests[0]?.headers).not.toHaveProperty('x-statsig-edge-secret');
  });

  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['a refusal', (_, response) => response.writeHead(403).end()],
    ['half an answer', (request) => request.socket.destroy()],
    ['what cannot be read', (_, response) => response.setHeader('content-encoding', 'x').end('{')],
  ])('keeps the secret out of what it says of %s', async (_, answer) => {
    server.answerWith(answer);
    const secret = 'as-nobody-guesses-1';
    const error = await loader({ access: 'cloudfront', secret })(null).catch((thrown) => thrown);
    expect(error).toHaveProperty('message');
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(secret);
  });

  it('names CloudFront where that refuses', async () => {
    server.answerWith((_, response) => response.writeHead(403).end());
    await expect(loader({ access: 'cloudfront' })(null)).rejects.toThrow(
      /^CloudFront answered 403$/,
    );
  });

  it.each([
    [403, '<Error><Code>AccessDenied</Code></Error>', /answered 403 AccessDenied$/],
    [404, '<Error><Code>NoSuchKey</Code></Error>', /answered 404 NoSuchKey$/],
    [503, 'busy', /answered 503$/],
  ])('fails with what S3 said: %i', async (status, body, message) => {
    server.answerWith((_, response) => response.writeHead(status).end(body));
    await expect(loader()(null)).rejects.toThrow(message);
  });

  it('tries once more, when the connection died before anything came', async () => {
    server.answerWith((request, response) => {
      if (server.requests.length === 1) request.socket.destroy();
      else response.end('{}');
    });
    await expect(loader()(null)).resolves.toEqual({ text: '{}', etag: null });
  });

  it('keeps no connection, because it would be dead by the next load', async () => {
    const sockets = new Set<unknown>();
    server.answerWith((request, response) => {
      sockets.add(request.socket);
      response.end('{}');
    });
    const load = loader();
    await load(null);
    await load(null);
    expect(sockets.size).toBe(2);
    expect(server.requests.map(({ headers }) => headers.connection)).toEqual(['close', 'close']);
  });

  it('reads an object that was uploaded compressed', async () => {
    server.answerWith((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync('{"ä":1}'));
    });
    await expect(loader()(null)).resolves.toEqual({ text: '{"ä":1}', etag: null });
  });

  it('asks for a compressed object, and reads Brotli', async () => {
    server.answerWith((_, response) => {
      response.setHeader('content-encoding', 'br').end(brotliCompressSync('{"ä":1}'));
    });
    await expect(loader()(null)).resolves.toEqual({ text: '{"ä":1}', etag: null });
    expect(server.requests[0]?.headers['accept-encoding']).toBe('br, gzip');
  });

  it.each([
    ['zstd', /content encoding zstd; upload it as it is/],
    ['gzip', /cannot be read as gzip/],
  ])('refuses what it cannot read: %s', async (encoding, message) => {
    server.answerWith((_, response) => response.setHeader('content-encoding', encoding).end('{}'));
    await expect(loader()(null)).rejects.toThrow(message);
  });

  it('takes no 304 for an answer to a question without an ETag', async () => {
    server.answerWith((_, response) => response.writeHead(304).end());
    await expect(loader()(null)).rejects.toThrow('S3 answered 304');
  });

  it('tries no more than that', async () => {
    server.answerWith((request) => request.socket.destroy());
    await expect(loader()(null)).rejects.toThrow('socket hang up');
    expect(server.requests).toHaveLength(2);
  });

  it('fails when the body is shorter than announced', async () => {
    server.answerWith((request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"half":', () => request.socket.destroy());
    });
    await expect(loader()(null)).rejects.toThrow('aborted');
  });

  describe('of a connection that broke off', () => {
    const TEXT = JSON.stringify({ text: 'x'.repeat(1_000) });

    /** Sends the object as S3 does, and breaks off after so many bytes of each body. */
    function breakOffAfter(bytes: number, etags: string[], more: Record<string, string> = {}) {
      server.answerWith((request, response) => {
        const etag = etags[Math.min(server.requests.length, etags.length) - 1] ?? '';
        const { range = 'bytes=0-', 'if-match': asked = etag } = request.headers;
        if (asked !== etag) return void response.writeHead(412).end('<Error/>');
        const from = Number(/\d+/.exec(range)?.[0]);
        const rest = Buffer.from(TEXT).subarray(from);
        response.writeHead(request.headers.range === undefined ? 200 : 206, {
          etag,
          'content-length': rest.length,
          'accept-ranges': 'bytes',
          'content-range': `bytes ${from}-${TEXT.length - 1}/${TEXT.length}`,
          ...more,
        });
        if (rest.length <= bytes) response.end(rest);
        else response.write(rest.subarray(0, bytes), () => request.socket.destroy());
      });
    }

    it('keeps what it brought, and asks for the rest', async () => {
      breakOffAfter(300, ['"1"']);
      await expect(loader()(null)).resolves.toEqual({ text: TEXT, etag: '"1"' });
      expect(server.requests.map(({ headers }) => headers.range)).toEqual([
        undefined,
        'bytes=300-',
        'bytes=600-',
        'bytes=900-',
      ]);
      expect(server.requests.slice(1).map(({ headers }) => headers['if-match'])).toEqual(
        Array(3).fill('"1"'),
      );
    });

    it('keeps it for the next load, too', async () => {
      const controller = new AbortController();
      const load = loader();
      server.answerWith((_, response) => {
        response.writeHead(200, {
          ...{ etag: '"1"', 'content-length': TEXT.length, 'accept-ranges': 'bytes' },
        });
        response.write(TEXT.slice(0, 300));
      });
      let progress = 0;
      const onProgress = () => {
        progress += 1;
        // The connection, the head, and a piece of the body.
        if (progress === 3) controller.abort(new Error('nobody waits'));
      };
      const { signal } = controller;
      await expect(load('"0"', { signal, onProgress })).rejects.toThrow('nobody waits');
      breakOffAfter(10_000, ['"1"']);
      await expect(load('"0"')).resolves.toEqual({ text: TEXT, etag: '"1"' });
      expect(server.requests.map(({ headers }) => headers.range)).toEqual([
        undefined,
        'bytes=300-',
      ]);
    });

    it('begins anew when the store has another object by then', async () => {
      breakOffAfter(600, ['"1"', '"2"', '"2"', '"2"']);
      await expect(loader()(null)).resolves.toEqual({ text: TEXT, etag: '"2"' });
      const asked = server.requests.map(({ headers }) => headers.range);
      expect(asked).toEqual([undefined, 'bytes=600-', undefined, 'bytes=600-']);
    });

    it.each<[string, Record<string, string>]>([
      ['whose ETag is weak', { etag: 'W/"1"' }],
      ['of a store that knows no parts', { 'accept-ranges': 'none' }],
    ])('begins anew for an object %s, and no more than once', async (_, headers) => {
      breakOffAfter(600, ['"1"'], headers);
      await expect(loader()(null)).rejects.toThrow('aborted');
      expect(server.requests.map((request) => request.headers.range)).toEqual([
        undefined,
        undefined,
      ]);
    });

    it('does not go on for ever with a store that gives other parts', async () => {
      breakOffAfter(600, ['"1"'], { 'content-range': 'bytes 0-99/1011' });
      await expect(loader()(null)).rejects.toThrow('aborted');
      expect(server.requests.map(({ headers }) => headers.range)).toEqual([
        undefined,
        'bytes=600-',
        undefined,
        'bytes=600-',
        undefined,
      ]);
    });

    it('does not go on for ever with a store that gives a byte at a time', async () => {
      breakOffAfter(1, ['"1"']);
      await expect(loader()(null)).rejects.toThrow('S3 has not given the whole object in 64 parts');
      expect(server.requests).toHaveLength(64);
    });

    it('keeps it while the store answers with an error', async () => {
      const load = loader();
      server.answerWith((request, response) => {
        if (server.requests.length > 1) return void response.writeHead(503).end('busy');
        response.writeHead(200, {
          ...{ etag: '"1"', 'content-length': TEXT.length, 'accept-ranges': 'bytes' },
        });
        response.write(TEXT.slice(0, 300), () => request.socket.destroy());
      });
      await expect(load(null)).rejects.toThrow('S3 answered 503');
      breakOffAfter(10_000, ['"1"']);
      await expect(load(null)).resolves.toEqual({ text: TEXT, etag: '"1"' });
      expect(server.requests.at(-1)?.headers.range).toBe('bytes=300-');
    });
  });

  it('hangs up when nobody waits for it any more, before the answer or within it', async () => {
    for (const half of ['', '{"half":']) {
      const controller = new AbortController();
      const hungUp = new Promise((resolve) => {
        server.answerWith((request, response) => {
          request.socket.once('close', resolve);
          if (half !== '') {
            response.writeHead(200, { 'content-length': 100 });
            response.write(half);
          }
          setImmediate(() => controller.abort(new Error('nobody waits')));
        });
      });
      const { signal } = controller;
      await expect(loader()(null, { signal })).rejects.toThrow('nobody waits');
      await hungUp;
    }
  });

  it('says whenever something came: the connection, the head, each part of the body', async () => {
    server.answerWith((_, response) => {
      response.write('{"a":');
      setTimeout(() => response.end('1}'), 20);
    });
    let progress = 0;
    await loader()(null, { onProgress: () => (progress += 1) });
    expect(progress).toBeGreaterThanOrEqual(3);
  });

  it('reads no more than a function could hold', async () => {
    const megabyte = Buffer.alloc(1024 * 1024);
    server.answerWith((_, response) => {
      response.on('error', () => {});
      for (let i = 0; i < 5; i += 1) response.write(megabyte);
      response.end();
    });
    await expect(loader()(null)).rejects.toThrow(/more than 4194304 bytes.*target app/);
  });
});
