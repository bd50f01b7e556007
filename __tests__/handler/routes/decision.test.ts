/** What each action does is in actions/. */
import { describe, expect, it } from '@jest/globals';
import { decideByRoute } from '../../support/handler/decide-by-route';
import { SPECS } from '../../support/handler/specs-of-routes';

const ROUTE = { path: '/a/*', action: 'header', header: 'x-v', config: 'page' };

describe('a decision by routes', () => {
  it('is none where no route is for the request', async () => {
    const route = { ...ROUTE, parameter: 'number' };
    expect((await decideByRoute([route], SPECS, { uri: '/b' })).outcome).toBeNull();
  });

  it('is the default of the action when that fails, and the log says which route and why', async () => {
    const route = { ...ROUTE, parameter: 'lines' };
    const { outcome, lines } = await decideByRoute([route], SPECS, { uri: '/a/b' });
    expect(outcome).toMatchObject({ uri: '/a/b' });
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'A route failed; its default answers',
        details: {
          route: '/a/*',
          action: 'header',
          reason: expect.stringContaining('may not stand in a header'),
        },
      },
    ]);
  });
});

describe('the kill switch', () => {
  const switchedBy = (killSwitchGate: string, route: object) =>
    decideByRoute([{ path: '/old/*', ...route }], SPECS, { uri: '/old/a' }, { killSwitchGate });

  it.each<[object, object]>([
    [{ action: 'rewrite', gate: 'on', on: '/new/*' }, { uri: '/old/a' }],
    [{ action: 'rewrite', gate: 'on', on: '/new/*', default: 'true' }, { uri: '/new/a' }],
    [{ action: 'redirect', gate: 'on', on: '/new/*' }, { uri: '/old/a' }],
    [{ action: 'block', gate: 'off', default: 'true' }, { uri: '/old/a' }],
    [{ action: 'bootstrap' }, { status: '500' }],
  ])('has %j do what it does without specs', async (route, outcome) => {
    const decided = await switchedBy('on', route);
    expect(decided.outcome).toMatchObject(outcome);
    expect(decided.exposures).toEqual([]);
    expect(decided.lines).toEqual([]);
  });

  it.each(['off', 'listed', 'typo'])('that is not on leaves routes alone: %s', async (gate) => {
    const route = { action: 'rewrite', gate: 'on', on: '/new/*' };
    const { outcome, exposures } = await switchedBy(gate, route);
    expect(outcome).toMatchObject({ uri: '/new/a' });
    expect(exposures.map(({ metadata }) => metadata.gate)).toEqual(['on']);
  });
});
