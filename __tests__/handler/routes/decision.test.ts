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
