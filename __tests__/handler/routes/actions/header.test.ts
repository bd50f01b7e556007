import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../handler/src/decision';
import { type ARequest, decideByRoute } from '../../../support/handler/decide-by-route';
import { SPECS } from '../../../support/handler/specs-of-routes';

const UNTOUCHED: ARequest = { uri: '/old/a', querystring: 'x=1' };

const decide = (route: object, request = UNTOUCHED, specs: typeof SPECS | null = SPECS) =>
  decideByRoute([{ action: 'header', ...route }], specs, request);

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
    const { outcome } = await decide({ header: 'X-Variant', ...route });
    expect(headerOf(outcome)).toEqual([{ key: 'x-variant', value }]);
    expect(outcome).toMatchObject(UNTOUCHED);
  });

  it.each(['lines', 'unicode', 'long'])(
    'is not set to what may not stand in one: %s',
    async (parameter) => {
      const route = { header: 'x-variant', config: 'page', parameter };
      const { outcome, lines } = await decide(route);
      expect(headerOf(outcome)).toBeUndefined();
      expect(lines).toMatchObject([
        { level: 'error', details: { reason: expect.stringMatching(/may not stand in a header/) } },
      ]);
    },
  );

  it('is not set without a value or a default', async () => {
    const route = { header: 'x-variant', config: 'listed', parameter: 'a' };
    expect(headerOf((await decide(route)).outcome)).toBeUndefined();
  });

  it('is not set without specs', async () => {
    const route = { header: 'x-variant', config: 'page', parameter: 'path' };
    const { outcome } = await decide(route, UNTOUCHED, null);
    expect(outcome).toMatchObject(UNTOUCHED);
    expect(headerOf(outcome)).toBeUndefined();
  });
});
