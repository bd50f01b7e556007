import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { RequestReport } from '../../local-edge';
import { type Started, start } from '../../local-edge/start';
import { parseFlags } from '../../local-edge/start/flags';

const FUNCTIONS = join(__dirname, '../support/local-edge/functions');

let started: Started;
const reports: RequestReport[] = [];

afterEach(async () => {
  await started.close();
  reports.length = 0;
});

/** As a user runs it. */
async function run(entry: string, ...args: string[]): Promise<void> {
  const flags = ['--port', '0', '--methods', 'all', '--entry', join(FUNCTIONS, entry), ...args];
  started = await start(parseFlags(flags), { request: (report) => reports.push(report) });
}

async function get(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${started.edge.url}${path}`, { redirect: 'manual', ...init });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers };
}

it.each(['nodejs22.x', 'nodejs24.x'])(
  'an app of hono answers and passes on, on %s',
  async (runtime) => {
    await run('hono.ts', '--events', 'viewer-request', '--runtime', runtime);
    expect(await get('/hello/you')).toMatchObject({ status: 200, text: '<p>Hello you</p>' });
    const moved = await get('/old');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/new?from=old']);
    expect(await get('/beacon', { method: 'POST', body: 'x' })).toMatchObject({
      status: 204,
      text: '',
    });
    expect(JSON.parse((await get('/else?a=b')).text)).toMatchObject({
      uri: '/else',
      querystring: 'a=b',
      headers: { 'x-app': 'hono' },
    });
    expect(reports.flatMap(({ reasons }) => reasons)).toEqual([]);
  },
);

it('a handler of middy runs for both viewer events, with what is before, after and for errors', async () => {
  await run('middy.ts');
  const answer = await get('/A/B');
  expect(JSON.parse(answer.text)).toMatchObject({ uri: '/a/b' });
  expect(answer.headers.get('x-frame-options')).toBe('DENY');
  expect(await get('/BROKEN')).toMatchObject({ status: 400, text: 'Error: out of luck' });
  expect(reports.flatMap(({ reasons }) => reasons)).toEqual([]);
});

describe("a sign-in in the shape of Cognito's samples, the folder of its zip as it is", () => {
  it('sends who is not signed in away, with two cookies', async () => {
    await run('sign-in', '--events', 'viewer-request,origin-response');
    const answer = await get('/account?a=b');
    expect(answer.status).toBe(307);
    const location = new URL(answer.headers.get('location') ?? '');
    expect(location.host).toBe('sign-in.example.com');
    const state = Buffer.from(location.searchParams.get('state') ?? '', 'base64url').toString();
    expect(JSON.parse(state)).toMatchObject({ uri: '/account' });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^nonce=[0-9a-f]{16}; /),
      expect.stringMatching(/^nonceHmac=/),
    ]);
  });

  it('lets in who is, and adds its headers to what the origin answers', async () => {
    await run('sign-in', '--events', 'viewer-request,origin-response');
    const signature = createHmac('sha256', 'of-a-test').update('alice').digest('base64url');
    const cookie = (token: string) => ({ headers: { cookie: `a=b; idToken=${token}` } });
    const answer = await get('/account', cookie(`alice.${signature}`));
    expect(JSON.parse(answer.text)).toMatchObject({ uri: '/account' });
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await get('/account', cookie(`bob.${signature}`))).status).toBe(307);
  });
});
