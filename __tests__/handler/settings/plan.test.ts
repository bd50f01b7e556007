import { describe, expect, it } from '@jest/globals';
import { parsePlannedSettings } from '../../../handler/src/settings/plan';

const SETTINGS = {
  clientKey: 'client-abc123',
  specs: { url: 'https://bucket.example/statsig-config.json', access: 'public' },
};
const STAFF = { action: 'header', header: 'X-Staff', gate: 'staff' };

describe('settings that are planned', () => {
  it('are those of the handler', () => {
    const planned = parsePlannedSettings({ ...SETTINGS, routes: [STAFF] });
    expect(planned.routes).toMatchObject([{ header: 'x-staff' }]);
    expect(() => parsePlannedSettings({})).toThrow(/^clientKey is missing/);
  });

  it.each(['userIdHeader', 'countryHeader'])('have no %s that a route sets', (name) => {
    const identity = { [name]: 'X-Staff' };
    expect(() => parsePlannedSettings({ ...SETTINGS, routes: [STAFF], identity })).toThrow(
      `identity.${name} is x-staff, which a route sets`,
    );
  });

  it('have no route that no request reaches', () => {
    const routes = [STAFF, { ...STAFF, path: '/a' }];
    expect(() => parsePlannedSettings({ ...SETTINGS, routes })).toThrow(
      /^routes\[1\]\.path is \/a/,
    );
  });
});
