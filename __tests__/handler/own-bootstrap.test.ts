/** What a user's own function is given for a browser. */
import { describe, expect, it } from '@jest/globals';
import { djb2 } from '../../handler/src/djb2';
import { Evaluations } from '../../handler/src/evaluations';
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import type { Decide } from '../../handler/src/own-context';
import { aSnapshot } from '../support/handler/a-snapshot';
import { aConfig, aGate } from '../support/handler/specs-text';
import { answerOf, handlerOnSpecs, identityOfVisitors, visit } from '../support/specs-handler';
import { specsOfEverything } from '../support/specs-of-everything';
import { visitors } from '../support/specs-visitors';

const text = JSON.stringify(specsOfEverything);
const settings = { identity: identityOfVisitors };
const COOKIE = stableIdCookieName('client-of-nobody');

const answering =
  (names?: object): Decide =>
  ({ statsig }) => ({ status: '200', body: JSON.stringify(statsig.bootstrap(names)) });

const USER = { userID: 'u', customIDs: { stableID: 's' } };
const SPECS = {
  gates: [aGate('on', {})],
  configs: [aConfig('page', { returnValue: { nested: { a: 1 } } })],
};

describe('statsig.bootstrap', () => {
  it.each([
    [undefined],
    [{ gates: ['gt', 'in an ID list', 'nowhere'] }],
    [{ experiments: ['in a layer'], configs: null, layers: ['checkout'] }],
  ])('gives a function what a route would answer with: %j', async (names) => {
    for (const visitor of visitors.slice(0, 4)) {
      const routes = [{ action: 'bootstrap', ...names }];
      const [own, routed] = [
        handlerOnSpecs(text, settings, { decide: answering(names) }),
        handlerOnSpecs(text, { ...settings, routes }),
      ];
      const event = () => visit('/', visitor, COOKIE);
      expect(await answerOf(own.handler, event())).toEqual(await answerOf(routed.handler, event()));
      expect(own.takeExposures()).toEqual([]);
      own.stop();
      routed.stop();
    }
  });

  it('gives a copy, which changes nothing of the specs', () => {
    const statsig = new Evaluations(aSnapshot(SPECS), USER, null);
    const before = statsig.bootstrap();
    const changed = Object(statsig.bootstrap());
    const { value } = changed.dynamic_configs[djb2('page')];
    Object.assign(value.nested, { a: 2 });
    expect(statsig.bootstrap()).toEqual(before);
    expect(statsig.getDynamicConfig('page').all).toEqual({ nested: { a: 1 } });
  });

  it('says that there is nothing to start from without specs', () => {
    const statsig = new Evaluations(null, USER, null);
    expect(statsig.bootstrap()).toEqual({ has_updates: false, error: 'no_specs' });
  });

  it('makes a page that it is asked for one of this visitor alone', () => {
    const statsig = new Evaluations(aSnapshot(SPECS), USER, null);
    expect(statsig.wasAsked).toBe(false);
    statsig.bootstrap({ gates: ['on'] });
    expect(statsig.wasAsked).toBe(true);
  });

  it.each<[unknown, string]>([
    ['on', 'takes lists of names, such as { gates: ["new_home"] }, and was given on'],
    [['on'], 'and was given ["on"]'],
    [null, 'and was given null'],
    [{ gate: 'on' }, 'knows no gate: it takes gates, experiments, configs, layers'],
    [{ gates: 'on' }, 'gates should be a list of names, or left out, and is on'],
    [{ layers: [] }, 'layers should be a list of names, or left out, and is []'],
    [{ configs: [1] }, 'configs should be a list of names, or left out, and is [1]'],
  ])('refuses %j', (names, says) => {
    const statsig = new Evaluations(aSnapshot(SPECS), USER, null);
    expect(() => statsig.bootstrap(names as object)).toThrow(TypeError);
    expect(() => statsig.bootstrap(names as object)).toThrow(says);
  });
});
