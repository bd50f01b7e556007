import { describe, expect, it, jest } from '@jest/globals';
import { Evaluations } from '../../handler/src/evaluations';
import type { Exposure } from '../../handler/src/exposures/exposure';
import { aSnapshot } from '../support/handler/a-snapshot';
import { aConfig, aGate, aLayer, onIdList, specsText } from '../support/handler/specs-text';

const USER = { userID: 'u' };
const SNAPSHOT = aSnapshot({
  gates: [aGate('on', {}), aGate('off'), aGate('listed', { conditions: [onIdList('l')] })],
  configs: [aConfig('hero', { returnValue: { title: 'Hi', size: 3, empty: '', nothing: null } })],
  layers: [aLayer('page', { footer: 'plain' })],
});

function evaluations() {
  const exposures: Exposure[] = [];
  return {
    exposures,
    evaluate: new Evaluations(SNAPSHOT, USER, (exposure) => exposures.push(exposure)),
  };
}

describe('what is counted', () => {
  it('is each default that is given, and each evaluation that fails', () => {
    const counted: string[] = [];
    const snapshot = aSnapshot({ gates: [aGate('on', {})], configs: [aConfig('hero')] });
    jest.spyOn(snapshot.evaluator, 'getDynamicConfig').mockImplementation(() => {
      throw new Error('no luck');
    });
    const evaluate = new Evaluations(snapshot, USER, null, (metric) => counted.push(metric));
    evaluate.checkGate('on');
    expect(counted).toEqual([]);
    evaluate.checkGate('missing');
    expect(counted.splice(0)).toEqual(['DefaultsGiven']);
    evaluate.getExperiment('hero');
    expect(counted.splice(0)).toEqual(['DefaultsGiven', 'EvaluationErrors']);
    new Evaluations(null, USER, null, (metric) => counted.push(metric)).getLayer('page');
    expect(counted).toEqual(['DefaultsGiven']);
  });
});

describe('an exposure', () => {
  const specs = {
    gates: [aGate('on', {})],
    configs: [aConfig('hero')],
    layers: [aLayer('page', { footer: 'plain' })],
  };
  const withDefault = JSON.stringify({
    ...JSON.parse(specsText(specs)),
    default_environment: 'development',
  });

  it.each([
    ['of the settings', specs, { environment: 'staging' }, { tier: 'staging' }],
    [
      'of the settings before that of the specs',
      withDefault,
      { environment: 'staging' },
      { tier: 'staging' },
    ],
    ['of the specs', withDefault, {}, { tier: 'development' }],
    ['of nobody', specs, {}, undefined],
  ])('is of the environment %s', (_, inStore, settings, environment) => {
    const exposures: Exposure[] = [];
    const snapshot = aSnapshot(inStore, undefined, settings);
    const evaluate = new Evaluations(snapshot, USER, (exposure) => exposures.push(exposure));
    evaluate.checkGate('on');
    evaluate.getExperiment('hero');
    evaluate.getLayer('page').get('footer', '');
    expect(exposures.map(({ user }) => user)).toEqual(
      Array(3).fill({ ...USER, ...(environment && { statsigEnvironment: environment }) }),
    );
  });
});

describe('a gate', () => {
  it('has its value, and leaves an exposure', () => {
    const { evaluate, exposures } = evaluations();
    expect(evaluate.checkGate('on')).toBe(true);
    expect(evaluate.checkGate('off', true)).toBe(false);
    expect(exposures.map(({ metadata }) => [metadata.gate, metadata.gateValue])).toEqual([
      ['on', 'true'],
      ['off', 'false'],
    ]);
  });

  it.each([
    ['listed', /ID list/],
    ['unknown', /not in the specs/],
  ])('gives the default where it cannot be evaluated, and leaves no exposure: %s', (name, why) => {
    const { evaluate, exposures } = evaluations();
    expect(evaluate.checkGate(name)).toBe(false);
    expect(evaluate.checkGate(name, true)).toBe(true);
    expect(evaluate.reasonAgainstGate(name)).toMatch(why);
    expect(exposures).toEqual([]);
  });
});

describe('parameters', () => {
  it('are the config’s, and leave one exposure', () => {
    const { evaluate, exposures } = evaluations();
    const hero = evaluate.getExperiment('hero');
    expect(hero.all).toEqual({ title: 'Hi', size: 3, empty: '', nothing: null });
    expect(hero.get('title', 'none')).toBe('Hi');
    expect(hero.get('empty', 'none')).toBe('');
    expect(hero.reason).toBeNull();
    expect(exposures.map(({ eventName }) => eventName)).toEqual(['statsig::config_exposure']);
  });

  it('fall back where they are absent, null, or of another type', () => {
    const hero = evaluations().evaluate.getDynamicConfig('hero');
    expect(hero.get('absent', 'none')).toBe('none');
    expect(hero.get('nothing', 'none')).toBe('none');
    expect(hero.get('size', 'none')).toBe('none');
    expect(hero.get<unknown>('constructor', 'none')).toBe('none');
    expect(hero.get<unknown>('size', undefined)).toBe(3);
  });

  it('of a layer leave an exposure each, and only when one is taken', () => {
    const { evaluate, exposures } = evaluations();
    const page = evaluate.getLayer('page');
    expect(page.all).toEqual({ footer: 'plain' });
    expect(page.get('header', 'none')).toBe('none');
    expect(exposures).toEqual([]);
    expect(page.get('footer', 'none')).toBe('plain');
    expect(exposures.map(({ metadata }) => metadata.parameterName)).toEqual(['footer']);
  });

  it('that cannot be evaluated are none, with the reason', () => {
    const { evaluate, exposures } = evaluations();
    for (const none of [evaluate.getDynamicConfig('x'), evaluate.getLayer('x')]) {
      expect(none.all).toEqual({});
      expect(none.get('title', 'fallback')).toBe('fallback');
      expect(none.reason).toBe('it is not in the specs');
    }
    expect(exposures).toEqual([]);
  });
});

describe('what fails while it is evaluated', () => {
  const hostile = {
    type: 'user_field',
    field: 'userID',
    operator: 'any',
    targetValue: [{ toString: 1 }],
  };
  const snapshot = aSnapshot({
    gates: [aGate('g', { conditions: [hostile] })],
    configs: [aConfig('c', { conditions: [hostile], returnValue: { p: 'v' } })],
    layers: [aLayer('l', { p: 'v' }, { conditions: [hostile] })],
  });

  it('gives its default, with the reason and no exposure', () => {
    const exposures: Exposure[] = [];
    const evaluate = new Evaluations(snapshot, USER, (exposure) => exposures.push(exposure));
    expect(evaluate.checkGate('g')).toBe(false);
    expect(evaluate.checkGate('g', true)).toBe(true);
    expect(evaluate.reasonAgainstGate('g')).toMatch(/its evaluation failed/);
    for (const parameters of [evaluate.getDynamicConfig('c'), evaluate.getLayer('l')]) {
      expect(parameters.get('p', 'default')).toBe('default');
      expect(parameters.reason).toMatch(/its evaluation failed/);
    }
    expect(exposures).toEqual([]);
  });
});

describe('without a snapshot', () => {
  it('everything gives its default, and says why', () => {
    const evaluate = new Evaluations(null, USER, null);
    expect(evaluate.checkGate('on', true)).toBe(true);
    expect(evaluate.reasonAgainstGate('on')).toMatch(/no specs could be loaded/);
    expect(evaluate.getExperiment('hero').get('title', 'x')).toBe('x');
    expect(evaluate.getLayer('page').reason).toMatch(/no specs could be loaded/);
  });
});
