import { describe, expect, it } from '@jest/globals';
import { decideByRoute } from '../../../support/handler/decide-by-route';
import { SPECS } from '../../../support/handler/specs-of-routes';

describe('pass', () => {
  it('leaves requests alone, whatever later routes say', async () => {
    const routes = [
      { path: '/api/*', action: 'pass' },
      { action: 'respond', gate: 'on' },
    ];
    expect((await decideByRoute(routes, SPECS, { uri: '/api/a' })).outcome).toBeNull();
    expect((await decideByRoute(routes, SPECS, { uri: '/a' })).outcome).not.toBeNull();
  });
});
