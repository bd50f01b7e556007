import { describe, expect, it } from '@jest/globals';
import {
  compute_dedupe_key_for_config,
  compute_dedupe_key_for_gate,
  compute_dedupe_key_for_layer,
  is_hash_in_sampling_rate,
} from 'statsig-node/dist/utils/samplingHelpers';
import { Evaluations } from '../../../handler/src/evaluations';
import type { Exposure } from '../../../handler/src/exposures/exposure';
import { aSnapshot } from '../../support/handler/a-snapshot';
import { aConfig, aGate, aLayer, passes, specsText } from '../../support/handler/specs-text';

type Changes = Record<string, unknown>;

/** A spec whose rules have a sampling rate. */
function sampled(spec: object, samplingRate: unknown = 3, more: Changes = {}): object {
  const { rules } = spec as { rules: object[] };
  return { ...spec, rules: rules.map((rule) => ({ ...rule, samplingRate })), ...more };
}

/** In JSON a number that is read as Infinity, which is written as null. */
const ENDLESS = '1e999';

const SPECS = {
  gates: [
    sampled(aGate('rated', {})),
    sampled(aGate('forwarded', {}), 3, { forwardAllExposures: true }),
    sampled(aGate('nothing', {}), 0),
    sampled(aGate('endless', {}), ENDLESS),
    aGate('unrated', {}),
    aGate('closed'),
    sampled(aGate('nested', { conditions: [passes('unrated')] })),
    sampled(aGate('nested-rated', { conditions: [passes('rated')] })),
  ],
  configs: [
    sampled(aConfig('hero', { returnValue: { a: 1 } })),
    sampled({ ...aConfig('experiment', { returnValue: { b: 1 } }), explicitParameters: ['b'] }),
  ],
  layers: [aLayer('page', { b: 0 }, { configDelegate: 'experiment' })],
};

const USERS = Array.from({ length: 300 }, (_, i) => `user-${i}`);

/** Which of many users leave an exposure, with these in the specs and the settings. */
function exposuresOf(
  evaluate: (evaluations: Evaluations) => void,
  sdkConfigs: Changes | undefined,
  settings: Changes = {},
): Exposure[] {
  const specs = { ...JSON.parse(specsText(SPECS)), sdk_configs: sdkConfigs };
  const text = JSON.stringify(specs).replaceAll(`"${ENDLESS}"`, ENDLESS);
  const snapshot = aSnapshot(text, undefined, settings);
  const exposures: Exposure[] = [];
  for (const userID of USERS) {
    const user = { userID, customIDs: { stableID: `s-${userID}` } };
    evaluate(new Evaluations(snapshot, user, (exposure) => exposures.push(exposure)));
  }
  return exposures;
}

const users = (exposures: Exposure[]) => exposures.map(({ user }) => user.userID);
const gate = (name: string) => (evaluations: Evaluations) => void evaluations.checkGate(name);
const customIDs = (id: string) => ({ stableID: `s-${id}` });

/** Those whom Statsig's server SDK samples; of the first it always hears. */
const chosen = (keyOf: (id: string) => string, rate = 3) =>
  USERS.filter((id, at) => at === 0 || is_hash_in_sampling_rate(keyOf(id), rate));

describe('where the specs ask for sampling', () => {
  const ON = { sampling_mode: 'on' };

  it.each([
    [
      'a gate',
      gate('rated'),
      (id: string) => compute_dedupe_key_for_gate('rated', 'rated-0', true, id, customIDs(id)),
    ],
    [
      'a config',
      (evaluations: Evaluations) => void evaluations.getDynamicConfig('hero'),
      (id: string) => compute_dedupe_key_for_config('hero', 'hero-0', id, customIDs(id)),
    ],
    [
      'an experiment in a layer',
      (evaluations: Evaluations) => void evaluations.getLayer('page').get('b', 0),
      (id: string) =>
        compute_dedupe_key_for_layer('page', 'experiment', 'b', 'experiment-0', id, customIDs(id)),
    ],
  ])('the visitors of %s are those that Statsig’s server SDK samples', (_, evaluate, keyOf) => {
    const expected = chosen(keyOf);
    expect(expected.length).toBeGreaterThan(50);
    expect(expected.length).toBeLessThan(150);
    expect(users(exposuresOf(evaluate, ON))).toEqual(expected);
  });

  it('they are told of it with the event', () => {
    const [first, second] = exposuresOf(gate('rated'), ON) as (Exposure & Changes)[];
    expect(first?.statsigMetadata).toEqual({ samplingMode: 'on' });
    expect(second?.statsigMetadata).toEqual({
      samplingMode: 'on',
      samplingRate: 3,
      shadowLogged: 'logged',
    });
  });

  it('the special rate is for who fits no rule', () => {
    const keyOf = (id: string) =>
      compute_dedupe_key_for_gate('closed', 'default', false, id, customIDs(id));
    const special = { ...ON, special_case_sampling_rate: 5 };
    expect(users(exposuresOf(gate('closed'), special))).toEqual(chosen(keyOf, 5));
    expect(users(exposuresOf(gate('unrated'), special))).toEqual(USERS);
  });

  it.each([
    ['forwards all', 'forwarded'],
    ['has no rate', 'unrated'],
    ['has a rate that is none', 'nothing'],
    ['has a rate without end', 'endless'],
    ['rests on a gate that has none', 'nested'],
  ])('all is told of a gate that %s', (_, name) => {
    expect(users(exposuresOf(gate(name), ON))).toEqual(USERS);
  });

  it('not all of one that rests on a gate with a rate', () => {
    expect(exposuresOf(gate('nested-rated'), ON).length).toBeLessThan(150);
  });

  it('all is told, and marked, where sampling is only tried', () => {
    const exposures = exposuresOf(gate('rated'), { sampling_mode: 'shadow' }) as (Exposure &
      Changes)[];
    expect(users(exposures)).toEqual(USERS);
    const marks = exposures.map(({ statsigMetadata }) => (statsigMetadata as Changes).shadowLogged);
    expect(marks.filter((mark) => mark === 'dropped').length).toBeGreaterThan(150);
  });
});

describe('all is told', () => {
  it.each<[string, Changes | undefined, Changes]>([
    ['where the specs ask for no sampling', { sampling_mode: 'none' }, {}],
    ['where they say nothing of it', undefined, {}],
    ['where they say what nobody knows', { sampling_mode: 7 }, {}],
    ['outside production', { sampling_mode: 'on' }, { environment: 'staging' }],
  ])('%s', (_, sdkConfigs, settings) => {
    const exposures = exposuresOf(gate('rated'), sdkConfigs, settings);
    expect(users(exposures)).toEqual(USERS);
    expect(exposures.some((exposure) => 'statsigMetadata' in exposure)).toBe(false);
  });

  it('in production by its name', () => {
    const inProduction = { environment: 'production' };
    expect(exposuresOf(gate('rated'), { sampling_mode: 'on' }, inProduction).length).toBeLessThan(
      150,
    );
  });
});
