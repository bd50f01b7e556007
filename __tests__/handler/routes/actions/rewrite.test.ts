import { describe, expect, it } from '@jest/globals';
import { type ARequest, decideByRoute } from '../../../support/handler/decide-by-route';
import { SPECS } from '../../../support/handler/specs-of-routes';

const UNTOUCHED: ARequest = { uri: '/old/a', querystring: 'x=1' };

const decide = (route: object, request = UNTOUCHED, specs: typeof SPECS | null = SPECS) =>
  decideByRoute([{ action: 'rewrite', ...route }], specs, request);

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
    const { outcome } = await decide({ path: '/old/*', ...route });
    expect(outcome).toMatchObject({ uri, querystring: 'x=1' });
  });

  it.each(['evil', 'number', 'unicode'])(
    'stays where the parameter is no path: %s',
    async (parameter) => {
      const { outcome, lines } = await decide({ config: 'page', parameter });
      expect(outcome).toMatchObject(UNTOUCHED);
      expect(lines).toHaveLength(1);
    },
  );

  it('stays where the address would be longer than CloudFront takes', async () => {
    const long = { uri: `/old/${'a'.repeat(4_000)}`, querystring: 'x'.repeat(4_150) };
    const route = { path: '/old/*', gate: 'on', on: `/${'n'.repeat(100)}/*` };
    const { outcome } = await decide(route, long);
    expect(outcome).toMatchObject(long);
  });

  it('stays without specs, unless the gate is on by default', async () => {
    const route = { gate: 'on', on: '/new' };
    expect((await decide(route, UNTOUCHED, null)).outcome).toMatchObject(UNTOUCHED);
    const byDefault = await decide({ ...route, default: 'true' }, UNTOUCHED, null);
    expect(byDefault.outcome).toMatchObject({ uri: '/new' });
  });
});
