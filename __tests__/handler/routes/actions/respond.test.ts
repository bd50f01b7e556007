import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../handler/src/decision';
import { decideByRoute } from '../../../support/handler/decide-by-route';
import { SPECS } from '../../../support/handler/specs-of-routes';

const decide = (route: object) => decideByRoute([{ action: 'respond', ...route }], SPECS);

function bodyOf(outcome: Outcome | null) {
  if (outcome === null || !('body' in outcome)) throw new Error('it is no answer with a body');
  return JSON.parse(outcome.body ?? '');
}

describe('respond', () => {
  it('answers as the guide does for a gate', async () => {
    const { outcome } = await decide({ gate: 'on' });
    expect(outcome).toMatchObject({
      status: '200',
      headers: {
        'content-type': [{ key: 'Content-Type', value: 'application/json' }],
        'cache-control': [{ key: 'Cache-Control', value: 'private, no-cache' }],
      },
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
    const { outcome } = await decide(route);
    expect(bodyOf(outcome)).toMatchObject({ success: true, value });
  });

  it.each([
    [undefined, false],
    ['true', true],
  ])(
    'gives the default %p where the gate cannot be evaluated, and says so in a word',
    async (byDefault, gateValue) => {
      const { outcome, exposures } = await decide({ gate: 'listed', default: byDefault });
      expect(bodyOf(outcome)).toMatchObject({
        success: true,
        gateValue,
        message: 'not_evaluated',
      });
      expect(exposures).toEqual([]);
    },
  );

  it('says so when the value is more than Lambda@Edge may answer', async () => {
    const { outcome, lines } = await decide({ config: 'large' });
    expect(bodyOf(outcome)).toMatchObject({ success: false, error: 'too_large' });
    const reason = expect.stringMatching(/would be \d+ bytes.*Name one parameter/);
    expect(lines).toMatchObject([{ level: 'error', details: { route: '/*', reason } }]);
    const small = await decide({ config: 'large', parameter: 'small' });
    expect(bodyOf(small.outcome)).toMatchObject({ success: true, value: 'ok' });
  });

  it('says so in a word when there are no specs', async () => {
    const route = { action: 'respond', gate: 'on' };
    const decided = await decideByRoute([route], null);
    expect(bodyOf(decided.outcome)).toEqual({
      success: false,
      error: 'no_specs',
      message: 'Fallback response',
    });
  });
});
