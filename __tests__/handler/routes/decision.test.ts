import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../handler/src/decision';
import { type ARequest, decideByRoute } from '../../support/handler/decide-by-route';
import { aConfig, aGate, aLayer, onIdList } from '../../support/handler/specs-text';

const LISTED = { conditions: [onIdList('l')] };
const SPECS = {
  gates: [aGate('on', {}), aGate('off'), aGate('listed', LISTED)],
  configs: [
    aConfig('page', {
      returnValue: {
        path: '/v2/*',
        evil: '//evil.example',
        lines: 'a\r\nb: c',
        unicode: 'Grüße',
        number: 7,
        yes: true,
        list: [1, 'a'],
        long: 'x'.repeat(1_784),
      },
    }),
    aConfig('large', { returnValue: { text: 'ä'.repeat(20_000), small: 'ok' } }),
    aConfig('listed', LISTED),
  ],
  layers: [aLayer('layer', { headline: 'Hello' })],
};

const UNTOUCHED: ARequest = { uri: '/old/a', querystring: 'x=1' };

async function decide(route: object, request: ARequest = UNTOUCHED) {
  const decided = await decideByRoute([route], SPECS, request);
  expect(decided.breaches).toEqual([]);
  return decided;
}

function bodyOf(outcome: Outcome | null) {
  if (outcome === null || !('body' in outcome)) throw new Error('it is no answer with a body');
  return JSON.parse(outcome.body ?? '');
}

describe('respond', () => {
  it('answers as the guide does for a gate', async () => {
    const { outcome } = await decide({ action: 'respond', gate: 'on' });
    expect(outcome).toMatchObject({
      status: '200',
      headers: { 'content-type': [{ key: 'Content-Type', value: 'application/json' }] },
    });
    expect(bodyOf(outcome)).toEqual({
      success: true,
      message: 'gate evaluated on Lambda@Edge',
      gateValue: true,
      user: { userID: 'u', customIDs: { stableID: 's' } },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it.each<[object, unknown]>([
    [{ config: 'page', parameter: 'number' }, 7],
    [{ experiment: 'page', parameter: 'list' }, [1, 'a']],
    [{ layer: 'layer', parameter: 'headline' }, 'Hello'],
    [{ layer: 'layer' }, { headline: 'Hello' }],
    [{ config: 'page', parameter: 'none', default: 'red' }, 'red'],
    [{ config: 'page', parameter: 'none' }, null],
  ])('gives the value of %j', async (route, value) => {
    const { outcome } = await decide({ action: 'respond', ...route });
    expect(bodyOf(outcome)).toMatchObject({ success: true, value });
  });

  it.each([
    [undefined, false],
    ['true', true],
  ])(
    'gives the default %p where the gate cannot be evaluated, and says why',
    async (byDefault, gateValue) => {
      const { outcome, exposures } = await decide({
        action: 'respond',
        gate: 'listed',
        default: byDefault,
      });
      expect(bodyOf(outcome)).toMatchObject({
        success: true,
        gateValue,
        message: expect.stringMatching(/^the default, because .*ID list/),
      });
      expect(exposures).toEqual([]);
    },
  );

  it('says so when the value is more than Lambda@Edge may answer', async () => {
    const { outcome } = await decide({ action: 'respond', config: 'large' });
    expect(bodyOf(outcome)).toMatchObject({
      success: false,
      error: expect.stringMatching(/would be \d+ bytes.*Name one parameter/),
    });
    const small = await decide({ action: 'respond', config: 'large', parameter: 'small' });
    expect(bodyOf(small.outcome)).toMatchObject({ success: true, value: 'ok' });
  });

  it('says why, with no specs at hand', async () => {
    const decided = await decideByRoute(
      [{ action: 'respond', gate: 'on' }],
      null,
      {},
      'the store is down',
    );
    expect(decided.breaches).toEqual([]);
    expect(bodyOf(decided.outcome)).toEqual({
      success: false,
      error: 'the store is down',
      message: 'Fallback response',
    });
  });
});

describe('header', () => {
  const headerOf = (outcome: Outcome | null) => outcome?.headers?.['x-variant'];

  it.each<[object, string]>([
    [{ gate: 'on' }, 'true'],
    [{ gate: 'off' }, 'false'],
    [{ gate: 'listed', default: 'true' }, 'true'],
    [{ config: 'page', parameter: 'number' }, '7'],
    [{ config: 'page', parameter: 'yes' }, 'true'],
    [{ config: 'page', parameter: 'list' }, '[1,"a"]'],
    [{ config: 'listed', parameter: 'a', default: 'blue' }, 'blue'],
  ])('of %j is %s', async (route, value) => {
    const { outcome } = await decide({ action: 'header', header: 'X-Variant', ...route });
    expect(headerOf(outcome)).toEqual([{ key: 'x-variant', value }]);
    expect(outcome).toMatchObject(UNTOUCHED);
  });

  it.each(['lines', 'unicode', 'long'])(
    'is not set to what may not stand in one: %s',
    async (parameter) => {
      const route = { action: 'header', header: 'x-variant', config: 'page', parameter };
      const { outcome, lines } = await decide(route);
      expect(headerOf(outcome)).toBeUndefined();
      expect(lines).toMatchObject([
        { level: 'error', details: { reason: expect.stringMatching(/may not stand in a header/) } },
      ]);
    },
  );

  it('is not set without a value or a default', async () => {
    const route = { action: 'header', header: 'x-variant', config: 'listed', parameter: 'a' };
    expect(headerOf((await decide(route)).outcome)).toBeUndefined();
  });
});

describe('rewrite', () => {
  it.each<[object, string]>([
    [{ gate: 'on', on: '/new/*', off: '/no/*' }, '/new/a'],
    [{ gate: 'off', on: '/new/*', off: '/no/*' }, '/no/a'],
    [{ gate: 'off', on: '/new/*' }, '/old/a'],
    [{ gate: 'listed', on: '/new/*', default: 'true' }, '/new/a'],
    [{ gate: 'listed', on: '/new/*' }, '/old/a'],
    [{ config: 'page', parameter: 'path' }, '/v2/a'],
    [{ config: 'listed', parameter: 'path', default: '/d/*' }, '/d/a'],
    [{ config: 'listed', parameter: 'path' }, '/old/a'],
  ])('by %j goes to %s, with the query string', async (route, uri) => {
    const { outcome } = await decide({ path: '/old/*', action: 'rewrite', ...route });
    expect(outcome).toMatchObject({ uri, querystring: 'x=1' });
  });

  it.each(['evil', 'number', 'unicode'])(
    'stays where the parameter is no path: %s',
    async (parameter) => {
      const { outcome, lines } = await decide({ action: 'rewrite', config: 'page', parameter });
      expect(outcome).toMatchObject(UNTOUCHED);
      expect(lines).toHaveLength(1);
    },
  );

  it('stays where the address would be longer than CloudFront takes', async () => {
    const long = { uri: `/old/${'a'.repeat(4_000)}`, querystring: 'x'.repeat(4_150) };
    const route = { path: '/old/*', action: 'rewrite', gate: 'on', on: `/${'n'.repeat(100)}/*` };
    const { outcome } = await decide(route, long);
    expect(outcome).toMatchObject(long);
  });
});

describe('redirect', () => {
  const locationOf = (outcome: Outcome | null) => outcome?.headers?.location?.[0]?.value ?? null;

  it.each<[object, string, string]>([
    [{ gate: 'on', on: '/new/*' }, '302', '/new/a?x=1'],
    [{ gate: 'on', on: '/new/*', status: 307 }, '307', '/new/a?x=1'],
    [{ config: 'page', parameter: 'path' }, '302', '/v2/a?x=1'],
    [
      { gate: 'on', on: 'https://b.example/*', hosts: ['b.example'] },
      '302',
      'https://b.example/a?x=1',
    ],
  ])('by %j', async (route, status, location) => {
    const { outcome } = await decide({ path: '/old/*', action: 'redirect', ...route });
    expect(outcome).toMatchObject({
      status,
      headers: { 'cache-control': [{ key: 'Cache-Control', value: 'no-cache' }] },
    });
    expect(locationOf(outcome)).toBe(location);
  });

  it('leaves one exposure, although it looks ahead', async () => {
    const { exposures } = await decide({
      path: '/old/*',
      action: 'redirect',
      gate: 'on',
      on: '/n',
    });
    expect(exposures).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['to another site by a parameter', { config: 'page', parameter: 'evil' }],
    ['when the gate is off', { gate: 'off', on: '/new' }],
    ['to itself', { gate: 'on', on: '/old/*' }],
  ])('does not lead %s', async (_, route) => {
    const { outcome } = await decide({ path: '/old/*', action: 'redirect', ...route });
    expect(outcome).toMatchObject(UNTOUCHED);
  });

  it.each([
    ['//evil.example', '/to/evil.example'],
    ['///evil.example/a', '/to/evil.example/a'],
    ['/\\evil.example', null],
    ['/%2e%2e//evil.example', '/to/evil.example'],
    ['/to/..', '/to/'],
  ])('cannot be led away by the path %s', async (uri, location) => {
    const routes = [
      { path: '/to/*', action: 'pass' },
      { path: '/*', action: 'redirect', gate: 'on', on: '/to/*' },
    ];
    const { outcome } = await decideByRoute(routes, SPECS, { uri });
    expect(locationOf(outcome)).toBe(location);
  });

  it('passes where two routes would lead to each other, and says so', async () => {
    const routes = [
      { path: '/a/*', action: 'redirect', gate: 'on', on: '/b/*' },
      { path: '/b/*', action: 'redirect', gate: 'off', off: '/a/*' },
    ];
    const { outcome, lines, exposures } = await decideByRoute(routes, SPECS, { uri: '/a/x' });
    expect(outcome).toMatchObject({ uri: '/a/x' });
    expect(lines).toMatchObject([{ level: 'warn', details: { route: '/a/*', uri: '/a/x' } }]);
    expect(exposures).toEqual([]);
  });
});

describe('without specs', () => {
  it.each<[string, object]>([
    ['header', { action: 'header', header: 'x-v', config: 'page', parameter: 'path' }],
    ['rewrite', { action: 'rewrite', gate: 'on', on: '/new' }],
    ['redirect', { action: 'redirect', gate: 'on', on: '/new' }],
  ])('%s passes the request untouched', async (_, route) => {
    const { outcome, breaches } = await decideByRoute([route], null, UNTOUCHED);
    expect(breaches).toEqual([]);
    expect(outcome).toMatchObject(UNTOUCHED);
    expect(outcome?.headers).not.toHaveProperty('x-v');
  });

  it('a gate that is on by default is on', async () => {
    const route = { action: 'rewrite', gate: 'on', on: '/new', default: 'true' };
    expect((await decideByRoute([route], null)).outcome).toMatchObject({ uri: '/new' });
  });
});
