import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, it } from '@jest/globals';
import { type Started, start } from '../../local-edge/start';
import { parseFlags } from '../../local-edge/start/flags';
import { expect } from '../support/local-edge/expect';

const FUNCTIONS = join(__dirname, '../support/local-edge/functions');

let started: Started;

afterEach(() => started.close());

/** As a user runs it. */
async function run(entry: string, ...args: string[]): Promise<void> {
  const flags = ['--port', '0', '--methods', 'all', '--entry', join(FUNCTIONS, entry), ...args];
  started = await start(parseFlags(flags), {});
}

/** Of an answer that no rule stood in the way of. */
async function get(target: string, init?: RequestInit) {
  const answer = await started.edge.fetch(target, init);
  expect(answer).toBreakNoRule();
  return answer;
}

it.each(['nodejs22.x', 'nodejs24.x'])(
  'an app of hono answers and passes on, on %s',
  async (runtime) => {
    await run('hono.ts', '--events', 'viewer-request', '--runtime', runtime);
    expect(await get('/hello/you')).toRespondWith({ status: 200, body: '<p>Hello you</p>' });
    expect(await get('/old')).toRedirectTo('/new?from=old', 301);
    const beacon = await get('/beacon', { method: 'POST', body: 'x' });
    expect(beacon).toRespondWith({ status: 204, body: '' });
    expect(JSON.parse((await get('/else?a=b')).body)).toMatchObject({
      uri: '/else',
      querystring: 'a=b',
      headers: { 'x-app': 'hono' },
    });
  },
);

it('a handler of middy runs for both viewer events, with what is before, after and for errors', async () => {
  await run('middy.ts');
  const answer = await get('/A/B');
  expect(answer).toRespondWith({ body: /"uri": "\/a\/b"/, headers: { 'x-frame-options': 'DENY' } });
  expect(await get('/BROKEN')).toRespondWith({ status: 400, body: 'Error: out of luck' });
});

describe("a sign-in in the shape of Cognito's samples, the folder of its zip as it is", () => {
  it('sends who is not signed in away, with two cookies', async () => {
    await run('sign-in', '--events', 'viewer-request,origin-response');
    const answer = await get('/account?a=b');
    expect(answer).toRedirectTo(/^https:\/\/sign-in\.example\.com\//, 307);
    const location = new URL(answer.headers.get('location') ?? '');
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
    expect(answer).toRespondWith({
      headers: { 'strict-transport-security': 'max-age=31536000' },
      body: /"uri": "\/account"/,
    });
    expect(await get('/account', cookie(`bob.${signature}`))).toRespondWith({ status: 307 });
  });
});
