import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../handler/src/decision';
import { type ARequest, decideByRoute } from '../../../support/handler/decide-by-route';
import { SPECS } from '../../../support/handler/specs-of-routes';

const UNTOUCHED: ARequest = { uri: '/old/a', querystring: 'x=1' };

const decide = (route: object, request = UNTOUCHED, specs: typeof SPECS | null = SPECS) =>
  decideByRoute([{ action: 'redirect', ...route }], specs, request);

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
    const { outcome } = await decide({ path: '/old/*', ...route });
    expect(outcome).toMatchObject({
      status,
      headers: { 'cache-control': [{ key: 'Cache-Control', value: 'private, no-cache' }] },
    });
    expect(locationOf(outcome)).toBe(location);
  });

  it('leaves one exposure, although it looks ahead', async () => {
    const { exposures } = await decide({ path: '/old/*', gate: 'on', on: '/n' });
    expect(exposures).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['to another site by a parameter', { config: 'page', parameter: 'evil' }],
    ['when the gate is off', { gate: 'off', on: '/new' }],
    ['to itself', { gate: 'on', on: '/old/*' }],
  ])('does not lead %s', async (_, route) => {
    const { outcome } = await decide({ path: '/old/*', ...route });
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

  it.each([
    ['', '/?v=b'],
    ['a=1', '/?v=b&a=1'],
    ['v=b', null],
    ['v=b&a=1', null],
    ['a=1&v=b', null],
    ['v=bc', '/?v=b&v=bc'],
  ])('to a query of the same path leads once: %j', async (querystring, location) => {
    const route = { path: '/', gate: 'on', on: '/?v=b' };
    const { outcome, lines } = await decide(route, { uri: '/', querystring });
    expect(locationOf(outcome)).toBe(location);
    expect(lines).toEqual([]);
  });

  it.each([
    { action: 'pass' },
    { action: 'respond', gate: 'on' },
    { action: 'rewrite', gate: 'on', on: '/old/a' },
  ])('leads to a path from which %j leads no further', async (route) => {
    const routes = [
      { path: '/old/*', action: 'redirect', gate: 'on', on: '/new' },
      { path: '/new', ...route },
    ];
    const { outcome, lines } = await decideByRoute(routes, SPECS, UNTOUCHED);
    expect(locationOf(outcome)).toBe('/new?x=1');
    expect(lines).toEqual([]);
  });

  it('passes where it would lead back by another host of the site, and says so', async () => {
    const hosts = ['www.example.com', 'example.com'];
    const routes = [
      { path: '/a', action: 'redirect', gate: 'on', on: 'https://www.example.com/b', hosts },
      { path: '/b', action: 'redirect', gate: 'on', on: 'https://example.com/a', hosts },
    ];
    for (const [uri, host] of [
      ['/b', 'www.example.com'],
      ['/a', 'example.com'],
      ['/a', 'www.example.com'],
    ] as const) {
      const { outcome, lines } = await decideByRoute(routes, SPECS, { uri, headers: { host } });
      expect(outcome).toMatchObject({ uri });
      expect(lines).toMatchObject([{ level: 'warn' }]);
    }
  });

  it('passes where a block would send the viewer back', async () => {
    const routes = [
      { path: '/a', action: 'redirect', gate: 'on', on: '/b' },
      { path: '/b', action: 'block', gate: 'off', off: '/a' },
    ];
    const { outcome } = await decideByRoute(routes, SPECS, { uri: '/a' });
    expect(outcome).toMatchObject({ uri: '/a' });
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

  it('does not lead anywhere without specs', async () => {
    const { outcome } = await decide({ gate: 'on', on: '/new' }, UNTOUCHED, null);
    expect(outcome).toMatchObject(UNTOUCHED);
  });
});
