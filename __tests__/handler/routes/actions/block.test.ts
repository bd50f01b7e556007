import { describe, expect, it } from '@jest/globals';
import { routeDecisions } from '../../../../handler/src/routes/decision';
import { SettingsError } from '../../../../handler/src/settings';
import { aViewerRequest } from '../../../support/cloudfront-events';
import { type ARequest, decideByRoute } from '../../../support/handler/decide-by-route';
import { settingsFor } from '../../../support/handler/settings-for';
import { SPECS } from '../../../support/handler/specs-of-routes';

const decide = (
  route: object,
  request: ARequest = { uri: '/beta/a' },
  specs: typeof SPECS | null = SPECS,
) => decideByRoute([{ action: 'block', ...route }], specs, request);

const PASSES = { uri: '/beta/a' };
const REFUSED = {
  status: '403',
  headers: { 'cache-control': [{ key: 'Cache-Control', value: 'private, no-store' }] },
};

describe('block', () => {
  it('lets requests pass when the gate is on, and refuses them when it is off', async () => {
    expect((await decide({ gate: 'on' })).outcome).toMatchObject(PASSES);
    expect((await decide({ gate: 'off' })).outcome).toEqual(REFUSED);
  });

  it('leaves an exposure for both', async () => {
    expect((await decide({ gate: 'on' })).exposures).toHaveLength(1);
    expect((await decide({ gate: 'off' })).exposures).toHaveLength(1);
  });

  it.each(['POST', 'PUT', 'OPTIONS', 'HEAD'])('refuses %s, too', async (method) => {
    expect((await decide({ gate: 'off' }, { uri: '/beta/a', method })).outcome).toEqual(REFUSED);
  });

  it.each([
    ['the gate cannot be evaluated', 'listed', SPECS],
    ['the gate is not in the specs', 'none', SPECS],
    ['there are no specs', 'on', null],
  ])('is closed when %s, unless its default says otherwise', async (_, gate, specs) => {
    expect((await decide({ gate }, {}, specs)).outcome).toEqual(REFUSED);
    expect((await decide({ gate, default: 'false' }, {}, specs)).outcome).toEqual(REFUSED);
    const open = await decide({ gate, default: 'true' }, { uri: '/beta/a' }, specs);
    expect(open.outcome).toMatchObject(PASSES);
  });

  it('refuses with a status of your own', async () => {
    expect((await decide({ gate: 'off', status: 404 })).outcome).toMatchObject({ status: '404' });
  });

  it('sends the viewer to a path of your own, which is open to everybody', async () => {
    const route = { gate: 'off', off: '/soon' };
    const { outcome } = await decide(route, { uri: '/beta/a', querystring: 'x=1' });
    expect(outcome).toMatchObject({
      status: '302',
      headers: { location: [{ key: 'Location', value: '/soon?x=1' }] },
    });
    expect((await decide(route, { uri: '/soon' })).outcome).toMatchObject({ uri: '/soon' });
    expect((await decide({ ...route, status: 307 })).outcome).toMatchObject({ status: '307' });
  });

  it.each(['https://d111111abcdef8.cloudfront.net/soon', '/soon?why=beta', '/a/../soon'])(
    'is open where %s leads',
    async (off) => {
      const route = { gate: 'off', off, hosts: ['d111111abcdef8.cloudfront.net'] };
      expect((await decide(route)).outcome).toMatchObject({ status: '302' });
      expect((await decide(route, { uri: '/soon' })).outcome).toMatchObject({ uri: '/soon' });
      // An origin may read it as a page of /beta.
      const astray = await decide(route, { uri: '/beta/../soon' });
      expect(astray.outcome).toMatchObject({ status: '302' });
    },
  );

  it('stays closed where another block sends the viewer back', async () => {
    const routes = [
      { path: '/a', action: 'block', gate: 'off', off: '/b' },
      { path: '/b', action: 'block', gate: 'off', off: '/a' },
    ];
    const { outcome } = await decideByRoute(routes, SPECS, { uri: '/a' });
    expect(outcome).toEqual(REFUSED);
  });

  it('stays closed when the way to that path cannot be made', async () => {
    const route = { path: '/beta/*', gate: 'off', off: '/soon/*' };
    const { outcome } = await decide(route, { uri: `/beta/${'x'.repeat(8_190)}` });
    expect(outcome).toEqual(REFUSED);
  });

  it('is closed when deciding fails', async () => {
    const outcomeOf = (route: object) => {
      const settings = settingsFor({ routes: [{ action: 'block', ...route }] });
      const { request } = aViewerRequest();
      request.uri = '/beta/a';
      return routeDecisions(settings, () => {})(request)?.orElse(new Error('broken'));
    };
    expect(outcomeOf({ gate: 'on' })).toEqual(REFUSED);
    expect(outcomeOf({ gate: 'on', default: 'true' })).toMatchObject(PASSES);
  });

  it.each<[object, RegExp]>([
    [{ experiment: 'e' }, /action is block, which needs a gate; given: experiment/],
    [{}, /action is block, which needs a gate; given: none/],
    [{ gate: 'g', on: '/' }, /on goes with the action rewrite or redirect/],
    [
      { gate: 'g', status: 302 },
      /status is 302, which sends the viewer elsewhere; name the target in off/,
    ],
    [{ gate: 'g', off: '/', status: 403 }, /status is 403; a viewer is sent elsewhere with 301/],
    [{ gate: 'g', off: '//evil.example' }, /off is not valid/],
  ])('refuses the settings %j', (route, message) => {
    const parse = () => settingsFor({ routes: [{ action: 'block', ...route }] });
    expect(parse).toThrow(SettingsError);
    expect(parse).toThrow(message);
  });
});
