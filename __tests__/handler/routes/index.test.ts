import { describe, expect, it } from '@jest/globals';
import { routeFinder, wantedBy } from '../../../handler/src/routes';
import { settingsFor } from '../../support/handler/settings-for';

const routesOf = (...routes: object[]) => settingsFor({ routes }).routes;

/** The gate of the route that is found, or null. */
function gateAt(routes: object[], uri: string, method = 'GET'): string | null {
  return routeFinder(routesOf(...routes))({ uri, method })?.route.gate ?? null;
}

const respond = (path: string, gate: string, more: object = {}) => ({
  path,
  action: 'respond',
  gate,
  ...more,
});

describe('the route of a request', () => {
  it('is the first whose path matches', () => {
    const routes = [respond('/a/*', 'first'), respond('/a/b', 'second'), respond('/*', 'rest')];
    expect(gateAt(routes, '/a/b')).toBe('first');
    expect(gateAt(routes, '/c')).toBe('rest');
  });

  it('is none when no path matches', () => {
    expect(gateAt([respond('/a', 'a')], '/b')).toBeNull();
    expect(gateAt([], '/')).toBeNull();
  });

  it('is none where the first that matches passes it by', () => {
    const routes = [{ path: '/api/*', action: 'pass' }, respond('/*', 'rest')];
    expect(gateAt(routes, '/api/x')).toBeNull();
    expect(gateAt(routes, '/x')).toBe('rest');
  });

  it.each([
    ['GET', 'a'],
    ['HEAD', 'a'],
    ['POST', null],
    ['OPTIONS', null],
  ])('is for GET and HEAD, unless it says otherwise: %s', (method, gate) => {
    expect(gateAt([respond('/*', 'a'), respond('/*', 'b')], '/', method)).toBe(gate);
    const forPost = respond('/*', 'a', { methods: ['post'] });
    expect(gateAt([forPost], '/', method)).toBe(method === 'POST' ? 'a' : null);
  });

  it.each([
    ['/app.js', null],
    ['/a/b.min.css', null],
    ['/a.b/c', 'a'],
    ['/index.html', 'a'],
    ['/index.HTM', 'a'],
    ['/', 'a'],
    ['/.well-known/x', 'a'],
    ['/.env', null],
  ])('may leave out assets: %s', (uri, gate) => {
    expect(gateAt([respond('/*', 'a', { assets: false })], uri)).toBe(gate);
    expect(gateAt([respond('/*', 'a')], uri)).toBe('a');
  });

  it('says what its * stood for', () => {
    const find = routeFinder(routesOf(respond('/old/*', 'a')));
    expect(find({ uri: '/old/x/y', method: 'GET' })?.splat).toBe('x/y');
  });
});

describe('what routes want of a snapshot', () => {
  const wantedOf = (routes: object[], more: object = {}) =>
    wantedBy(settingsFor({ routes, ...more }));

  it('is what they name, each by its kind', () => {
    const routes = [
      respond('/a', 'g'),
      { path: '/b', action: 'pass' },
      { path: '/c', action: 'respond', experiment: 'e' },
      { path: '/d', action: 'respond', config: 'c' },
      { path: '/e', action: 'rewrite', layer: 'l', parameter: 'p' },
    ];
    const keys = ['gate:g', 'config:e', 'config:c', 'layer:l'];
    expect(wantedOf(routes)).toEqual({ keys, rest: false, browser: false });
    expect(wantedOf(routes, { killSwitchGate: 'off' }).keys).toEqual([...keys, 'gate:off']);
  });

  it('is everything, where a browser starts from it', () => {
    const wanted = { keys: [], rest: true, browser: true };
    expect(wantedOf([{ action: 'bootstrap' }])).toEqual(wanted);
  });

  it('is what a browser is to start from, where that is named', () => {
    const named = { gates: ['g'], experiments: ['e'], configs: ['c'], layers: ['l'] };
    const keys = ['gate:g', 'config:e', 'config:c', 'layer:l'];
    const bootstrap = { path: '/a', action: 'bootstrap', ...named };
    expect(wantedOf([bootstrap])).toEqual({ keys, rest: false, browser: true });
    expect(wantedOf([bootstrap, { path: '/b', action: 'bootstrap' }])).toEqual({
      ...{ keys, rest: true, browser: true },
    });
  });
});
