import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { CloudFrontRequest, CloudFrontResult } from '../../handler/src/cloudfront';
import { djb2 } from '../../handler/src/djb2';
import type { Exposure } from '../../handler/src/exposures/exposure';
import { createHandler } from '../../handler/src/handler';
import type { Decide } from '../../handler/src/own-context';
import { ownDecision } from '../../handler/src/own-decision';
import { routeDecisions } from '../../handler/src/routes/decision';
import { checkResult } from '../../local-edge/rules';
import { aViewerRequest, aViewerResponse } from '../support/cloudfront-events';
import { aSnapshot } from '../support/handler/a-snapshot';
import { logBook } from '../support/handler/log-book';
import { settingsFor } from '../support/handler/settings-for';
import { aConfig, aGate, aLayer } from '../support/handler/specs-text';
import { aKey, aToken, jwks, part } from '../support/handler/tokens';

const HOST = 'www.example.com';
const key = aKey('EdDSA');
const claims = () => ({
  iss: 'statsig_preview',
  aud: HOST,
  exp: Math.floor(Date.now() / 1_000) + 600,
  gates: { off: true, on: false },
  parameters: { hero: { word: 'previewed' }, checkout: { colour: 'previewed' } },
});
const token = (more: object = {}, by = key, header: object = {}) =>
  aToken({ ...claims(), ...more }, by, header);

const ROUTES = [
  { path: '/off', action: 'respond', gate: 'off' },
  { path: '/on', action: 'respond', gate: 'on' },
  { path: '/hero', action: 'respond', config: 'hero', parameter: 'word' },
  { path: '/layer', action: 'respond', layer: 'checkout', parameter: 'colour' },
  { path: '/page', action: 'rewrite', gate: 'off', on: '/new.html' },
  { path: '/old', action: 'redirect', gate: 'off', on: '/new' },
  { path: '/bootstrap', action: 'bootstrap' },
];

interface SetUp {
  previewKeys?: string | null;
  decide?: Decide;
}

function setUp({ previewKeys = jwks(key), decide }: SetUp = {}) {
  const settings = settingsFor({ routes: ROUTES, previewKeys });
  const { log, lines } = logBook();
  const exposures: Exposure[] = [];
  const snapshot = aSnapshot({
    gates: [aGate('off'), aGate('on', {})],
    configs: [aConfig('hero', { returnValue: { word: 'of the specs', size: 2 } })],
    layers: [aLayer('checkout', { colour: 'of the specs' })],
  });
  const handle = createHandler({
    settings,
    findDecision: decide ? ownDecision(decide, log) : routeDecisions(settings, log),
    specsCache: { current: () => snapshot },
    outbox: { add: (exposure) => exposures.push(exposure), sendIfDue: async () => {} },
    metrics: null,
    log,
  });
  const requestFor = (uri: string, querystring: string, cookie?: string) => {
    const cf = aViewerRequest({
      host: [{ key: 'Host', value: HOST }],
      'user-agent': [{ key: 'User-Agent', value: 'Mozilla/5.0 (X11) Firefox/127.0' }],
      ...(cookie !== undefined && { cookie: [{ key: 'Cookie', value: cookie }] }),
    });
    return { ...cf, request: { ...cf.request, uri, querystring } };
  };
  const visit = async (uri: string, querystring = '', cookie?: string) => {
    const cf = requestFor(uri, querystring, cookie);
    const before = structuredClone(cf);
    const result = await handle({ Records: [{ cf }] });
    expect(checkResult('viewer-request', before, result)).toEqual([]);
    return result;
  };
  const answer = async (uri: string, querystring = '', cookie?: string) =>
    (await visit(uri, querystring, cookie)) as CloudFrontResult;
  return { handle, visit, answer, lines, exposures };
}

const bodyOf = ({ body }: CloudFrontResult) => JSON.parse(body ?? '');
const headerOf = ({ headers }: Pick<CloudFrontResult, 'headers'>, name: string) =>
  (headers?.[name] ?? []).map(({ value }) => value);
const asked = (more: object = {}) => `statsig_preview=${token(more)}`;

describe('a preview', () => {
  it('shows gates and parameters as its token says, and the rest as the specs', async () => {
    const { answer, lines } = setUp();
    expect(bodyOf(await answer('/off', asked()))).toMatchObject({ gateValue: true });
    expect(bodyOf(await answer('/on', asked()))).toMatchObject({ gateValue: false });
    expect(bodyOf(await answer('/hero', asked()))).toMatchObject({ value: 'previewed' });
    expect(bodyOf(await answer('/layer', asked()))).toMatchObject({ value: 'previewed' });
    expect(bodyOf(await answer('/on', asked({ gates: {} })))).toMatchObject({ gateValue: true });
    expect(
      bodyOf(await answer('/hero', asked({ parameters: { hero: { size: 3 } } }))),
    ).toMatchObject({
      value: 'of the specs',
    });
    expect(lines).toEqual([]);
  });

  it.each([
    [37_000, true],
    [39_400, false],
  ])('of an answer with %i bytes has its cookie: %p', async (length, isSet) => {
    const body = 'x'.repeat(length);
    const { answer } = setUp({ decide: () => ({ status: '200', headers: {}, body }) });
    const long = { hero: { word: 'x'.repeat(1_000) } };
    const previewed = await answer('/', asked({ parameters: long }));
    const cookies = headerOf(previewed, 'set-cookie');
    expect(cookies.some((one) => one.startsWith('statsig_preview='))).toBe(isSet);
    expect(headerOf(previewed, 'x-statsig-preview')).toHaveLength(1);
  });

  it('comes in a cookie from then on, until it expires, and says so', async () => {
    const { answer } = setUp();
    const first = await answer('/off', `a=1&${asked()}`);
    const [cookie = ''] = headerOf(first, 'set-cookie').filter((one) =>
      /^statsig_preview/.test(one),
    );
    expect(cookie).toMatch(
      /^statsig_preview=[\w.-]+; Path=\/; Max-Age=(600|59\d); Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(headerOf(first, 'x-statsig-preview')).toEqual([expect.stringMatching(/^until 2.*Z$/)]);
    expect(headerOf(first, 'cache-control')).toEqual(['private, no-store']);
    const second = await answer('/off', '', cookie.split(';')[0]);
    expect(bodyOf(second)).toMatchObject({ gateValue: true });
    expect(headerOf(second, 'x-statsig-preview')).toHaveLength(1);
  });

  it('leaves no exposures', async () => {
    const { answer, exposures } = setUp();
    for (const path of ['/off', '/hero', '/layer']) await answer(path, asked());
    expect(exposures).toEqual([]);
    await answer('/off');
    expect(exposures).toHaveLength(1);
  });

  it('goes on to the origin without a parameter that a cache key would have', async () => {
    const { visit, handle } = setUp();
    const request = (await visit('/page', `a=1&${asked()}&b=2`)) as CloudFrontRequest;
    expect(request).toMatchObject({ uri: '/new.html', querystring: 'a=1&b=2' });
    const handed = await handle({ Records: [{ cf: { ...aViewerResponse(), request } }] });
    expect(headerOf(handed as CloudFrontResult, 'x-statsig-preview')).toHaveLength(1);
    expect(headerOf(handed as CloudFrontResult, 'cache-control')).toEqual(['private, no-store']);
    expect(headerOf(handed as CloudFrontResult, 'set-cookie').join()).toContain('statsig_preview=');
    const plain = (await visit('/page', 'a=1')) as CloudFrontRequest;
    const response = await handle({ Records: [{ cf: { ...aViewerResponse(), request: plain } }] });
    expect(headerOf(response as CloudFrontResult, 'x-statsig-preview')).toEqual([]);
  });

  it('redirects, and tells the browser what it starts from', async () => {
    const { answer } = setUp();
    expect(headerOf(await answer('/old', asked()), 'location').join()).toContain('/new');
    const values = bodyOf(await answer('/bootstrap', asked()));
    expect(values.feature_gates[djb2('off')]).toMatchObject({
      value: true,
      rule_id: 'statsig_preview',
    });
    expect(values.feature_gates[djb2('on')].value).toBe(false);
    expect(values.dynamic_configs[djb2('hero')].value).toEqual({ word: 'previewed', size: 2 });
    expect(values.layer_configs[djb2('checkout')].value).toEqual({ colour: 'previewed' });
  });

  it('is seen by a function of a user’s own', async () => {
    const decide: Decide = ({ statsig }) => ({
      status: '200',
      body: JSON.stringify([
        statsig.checkGate('off'),
        statsig.reasonAgainstGate('off'),
        statsig.getExperiment('hero').get('word', ''),
        statsig.checkGate('on'),
      ]),
    });
    expect(bodyOf(await setUp({ decide }).answer('/', asked()))).toEqual([
      ...[true, null, 'previewed', false],
    ]);
  });
});

it('is made by the lines in the README', async () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'handler', 'README.md'), 'utf8');
  const [, script = ''] = /```js\n(\/\/ preview\.mjs\n.*?)```/s.exec(readme) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  try {
    writeFileSync(join(folder, 'preview.mjs'), script);
    const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(join(folder, 'preview-key.pem'), pem);
    const made = execFileSync(process.execPath, ['preview.mjs'], { cwd: folder, encoding: 'utf8' });
    const url = new URL(made.trim());
    expect(url.host).toBe(HOST);
    const given = await setUp().answer('/off', url.search.slice(1));
    expect(headerOf(given, 'x-statsig-preview')).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('as if it were not there is a preview', () => {
  const stranger = aKey('EdDSA');
  const es256 = aKey('ES256');
  const hmac = () => {
    const signed = `${part({ alg: 'HS256' })}.${part(claims())}`;
    const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
  const changed = () => {
    const [head, , signature] = token().split('.');
    return `${head}.${part({ ...claims(), gates: { off: true, more: true } })}.${signature}`;
  };
  it.each<[string, () => string]>([
    ['that somebody else signed', () => token({}, stranger)],
    ['by a key of another kind', () => token({}, es256)],
    ['by another kind of key that says it is this one', () => token({}, es256, { alg: 'EdDSA' })],
    ['without an algorithm', () => `${part({ alg: 'none' })}.${part(claims())}.AA`],
    ['that takes the public key for a secret', hmac],
    ['that was changed', changed],
    ['that has expired', () => token({ exp: Math.floor(Date.now() / 1_000) - 1 })],
    ['that never expires', () => token({ exp: undefined })],
    ['for another host', () => token({ aud: 'staging.example.com' })],
    ['for any host', () => token({ aud: undefined })],
    ['for several hosts', () => token({ aud: [HOST] })],
    ['that is a token of another use', () => token({ iss: 'https://issuer.example' })],
    ['that is huge', () => token({ more: 'x'.repeat(4_000) })],
    ['that is malformed', () => 'a.b'],
    ['that is empty', () => ''],
  ])('%s', async (_, forged) => {
    const { answer, exposures } = setUp();
    const text = forged();
    const cookie = `statsig_preview=${text}`;
    for (const given of [await answer('/off', cookie), await answer('/off', '', cookie)]) {
      expect(bodyOf(given)).toMatchObject({ gateValue: false });
      expect(headerOf(given, 'x-statsig-preview')).toEqual([]);
      expect(headerOf(given, 'set-cookie').join()).not.toContain('statsig_preview');
    }
    expect(exposures.length).toBeGreaterThan(0);
  });

  it('any, where there are no keys', async () => {
    const given = await setUp({ previewKeys: null }).answer('/off', asked());
    expect(bodyOf(given)).toMatchObject({ gateValue: false });
  });

  it('a forged one in the query, beside a good one in the cookie, which is shown', async () => {
    const given = await setUp().answer('/off', 'statsig_preview=a.b.c', asked());
    expect(bodyOf(given)).toMatchObject({ gateValue: true });
  });
});
