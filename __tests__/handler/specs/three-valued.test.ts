import assert from 'node:assert/strict';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Condition } from '../../../handler/src/specs';
import { SpecsSnapshot } from '../../../handler/src/specs-snapshot';
import { logBook } from '../../support/handler/log-book';
import { settingsFor } from '../../support/handler/settings-for';
import {
  bucket,
  config,
  everybody,
  failGate,
  field,
  gate,
  layer,
  passGate,
  rule,
  type Specs,
  specs,
} from '../../support/specs';
import { runs } from '../properties-arbitraries';

const WITH_HEADER = { countryHeader: 'x-amzn-waf-country' };

const country = (operator: string, targetValue: unknown): Condition => ({
  type: 'ip_based',
  field: 'country',
  operator,
  targetValue,
});
const any = (type: string, ...names: string[]): Condition => ({ type, targetValue: names });
const inSweden = country('any', ['SE']);
const isAnn = field('email', 'any', ['ann@example.com']);
const isBob = field('email', 'any', ['bob@example.com']);

const ANN = { userID: 'ann', email: 'ann@example.com' };

const DEPENDS = "it depends on the visitor's country, which is not known of this one";

function snapshotOf(parts: Partial<Specs>) {
  const { log, lines } = logBook();
  const snapshot = new SpecsSnapshot(JSON.stringify(specs(parts)), {
    settings: settingsFor({ identity: WITH_HEADER }),
    wanted: { keys: [], rest: true },
    origin: 'S3',
    log,
  });
  return { snapshot, lines };
}

/** The value that a gate with these rules gives to Ann, whose country is unknown; `null` for its default. */
function valueFor(...rules: Condition[][]): boolean | null {
  const { snapshot } = snapshotOf({
    feature_gates: [
      gate(
        'it',
        rules.map((conditions) => rule(conditions)),
      ),
      gate('swedes', [rule([inSweden])]),
      gate('everybody', [rule([everybody])]),
      gate('nobody', []),
    ],
  });
  return snapshot.evaluate('gate', 'it', ANN).found?.value ?? null;
}

describe('where the country is unknown', () => {
  it.each<[string, Condition[][], boolean | null]>([
    ['a condition on it decides alone', [[inSweden]], null],
    ['also one that asks for none', [[country('none', ['SE'])]], null],
    ['a known condition that is not met decides first', [[inSweden, isBob]], false],
    ['in any order', [[isBob, inSweden]], false],
    ['a known condition that is met does not', [[isAnn, inSweden]], null],
    ['a rule before it decides first', [[isAnn], [inSweden]], true],
    ['a rule after it does not', [[inSweden], [isAnn]], null],
    ['a rule that is not met on the way is none', [[inSweden, isBob], [isAnn]], true],
    ['a gate that rests on it is unknown', [[passGate('swedes')]], null],
    ['and so is that it fails', [[failGate('swedes')]], null],
    ['a known gate that does not pass is none', [[passGate('nobody')], [inSweden, isBob]], false],
    [
      'one known gate of several is enough',
      [[any('multi_pass_gate', 'swedes', 'everybody')]],
      true,
    ],
    ['one known to fail, too', [[any('multi_fail_gate', 'swedes', 'nobody')]], true],
    ['none of them known to pass', [[any('multi_pass_gate', 'swedes', 'nobody')]], null],
    ['none of them known to fail', [[any('multi_fail_gate', 'everybody', 'swedes')]], null],
    ['a field of the user by that name', [[field('country', 'any', ['SE'])]], null],
    ['what of the address is not said', [[{ ...inSweden, field: null }]], null],
    ['anything else of the address', [[{ ...inSweden, field: 'region' }]], null],
    ['other fields that are missing are none', [[field('plan', 'none', ['pro'])]], true],
  ])('%s', (_, rules, expected) => {
    expect(valueFor(...rules)).toBe(expected);
  });

  it('a user’s own function may say it, in any place that Statsig looks in', () => {
    const { snapshot } = snapshotOf({ feature_gates: [gate('it', [rule([inSweden])])] });
    const givenTo = (user: object) => snapshot.evaluate('gate', 'it', user).found?.value;
    expect(givenTo({ country: 'SE' })).toBe(true);
    expect(givenTo({ custom: { country: 'SE' } })).toBe(true);
    expect(givenTo({ privateAttributes: { country: 'DE' } })).toBe(false);
    expect(givenTo({ country: null })).toBeUndefined();
  });

  it('a condition on the Country finds the country, as Statsig does', () => {
    const named = field('Country', 'any', ['SE']);
    const { snapshot } = snapshotOf({ feature_gates: [gate('it', [rule([named])])] });
    const givenTo = (user: object) => snapshot.evaluate('gate', 'it', user).found?.value;
    expect(givenTo({ country: 'SE' })).toBe(true);
    expect(givenTo({ custom: { Country: 'DE' } })).toBe(false);
    expect(givenTo({ COUNTRY: 'SE' })).toBeUndefined();
  });

  it('configs and layers give their defaults, too, and the log says so once for each', () => {
    const { snapshot, lines } = snapshotOf({
      dynamic_configs: [
        config('hero', [rule([inSweden], { returnValue: { a: 1 } })]),
        config('known', [rule([isAnn], { returnValue: { a: 1 } }), rule([inSweden])]),
      ],
      layer_configs: [layer('checkout', [rule([everybody], { configDelegate: 'hero' })])],
    });
    for (let times = 0; times < 2; times += 1) {
      expect(snapshot.evaluate('config', 'hero', ANN)).toEqual({ found: null, reason: DEPENDS });
      expect(snapshot.evaluate('layer', 'checkout', ANN)).toEqual({ found: null, reason: DEPENDS });
      expect(snapshot.evaluate('config', 'known', ANN).found?.value).toEqual({ a: 1 });
    }
    const line = (of: string) => ({
      level: 'warn',
      message: 'A default is given',
      details: { of, reason: DEPENDS, specs: 'S3' },
    });
    expect(lines.slice(1)).toEqual([line('config:hero'), line('layer:checkout')]);
  });

  it('a browser is told no value of what depends on it, but that there is none', () => {
    const { snapshot } = snapshotOf({
      feature_gates: [gate('swedes', [rule([inSweden])]), gate('friends', [rule([isAnn])])],
      dynamic_configs: [config('hero', [rule([inSweden])])],
      layer_configs: [layer('checkout', [rule([everybody], { configDelegate: 'hero' })])],
    });
    const told = (user: object) => {
      const options = { hash: 'none' } as const;
      const values = snapshot.evaluator.getClientInitializeResponse(
        snapshot.completeUser(user),
        options,
      );
      const lists = [values?.feature_gates, values?.dynamic_configs, values?.layer_configs];
      return [...lists.map((list) => Object.keys(list ?? {})), values?.not_evaluated];
    };
    const notEvaluated = {
      feature_gates: ['swedes'],
      dynamic_configs: ['hero'],
      layer_configs: ['checkout'],
    };
    expect(told(ANN)).toEqual([['friends'], [], [], notEvaluated]);
    expect(told({ ...ANN, country: 'SE' })).toEqual([
      ['swedes', 'friends'],
      ['hero'],
      ['checkout'],
      undefined,
    ]);
  });

  it('no exposure tells of a gate that is unknown', () => {
    const { snapshot } = snapshotOf({
      feature_gates: [
        gate('swedes', [rule([inSweden])]),
        gate('friends', [rule([isAnn])]),
        gate('it', [rule([passGate('swedes'), passGate('friends'), isBob])]),
      ],
    });
    const exposed = (user: object) =>
      snapshot
        .evaluate('gate', 'it', user)
        .found?.__evaluation?.secondary_exposures.map((exposure) => Object(exposure).gate);
    expect(exposed(ANN)).toEqual(['friends']);
    expect(exposed({ ...ANN, country: 'SE' })).toEqual(['swedes', 'friends']);
  });

  it('each gate is evaluated once for each that rests on it', () => {
    const length = 100;
    const chain = Array.from({ length }, (_, at) =>
      gate(`${at}`, [rule([isAnn, at + 1 < length ? passGate(`${at + 1}`) : inSweden])]),
    );
    const { snapshot } = snapshotOf({ feature_gates: chain });
    // Twice for each would not end.
    expect(snapshot.evaluate('gate', '0', ANN)).toEqual({ found: null, reason: DEPENDS });
    expect(snapshot.evaluate('gate', '0', { ...ANN, country: 'SE' }).found?.value).toBe(true);
  });
});

const COUNTRIES = ['SE', 'US', 'AQ'];

/** Gates each of which may rest on those after it, and a layer on top. */
const gatesOnGates = fc
  .array(
    fc.array(
      fc.array(
        fc.record({
          kind: fc.constantFrom('country', 'user', 'bucket', 'one', 'several', 'everybody'),
          isNegated: fc.boolean(),
          seed: fc.nat(7),
        }),
        { maxLength: 3 },
      ),
      { maxLength: 3 },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((gates) =>
    gates.map((rules, at) =>
      gate(
        `g${at}`,
        rules.map((conditions, index) =>
          rule(
            conditions.map(({ kind, isNegated, seed }): Condition => {
              const next = (offset: number) => `g${at + 1 + ((seed + offset) % 3)}`;
              switch (kind) {
                case 'country':
                  return country(isNegated ? 'none' : 'any', COUNTRIES.slice(seed % 2, 2));
                case 'user':
                  return isNegated ? isBob : isAnn;
                case 'bucket':
                  return bucket(isNegated ? 'gte' : 'lt', seed * 125);
                case 'one':
                  return isNegated ? failGate(next(0)) : passGate(next(0));
                case 'several':
                  return any(`multi_${isNegated ? 'fail' : 'pass'}_gate`, next(0), next(1));
                default:
                  return everybody;
              }
            }),
            { id: `g${at}-${index}`, passPercentage: 50 },
          ),
        ),
      ),
    ),
  );

it('what is given without a country is what is given with any', () => {
  fc.assert(
    fc.property(gatesOnGates, (gates) => {
      const { snapshot } = snapshotOf({ feature_gates: gates });
      for (const { name } of gates) {
        const { found } = snapshot.evaluate('gate', name, ANN);
        if (found === null) continue;
        for (const code of COUNTRIES) {
          const known = snapshot.evaluate('gate', name, { ...ANN, country: code }).found;
          assert.deepEqual([found.value, found.ruleID], [known?.value, known?.ruleID]);
        }
      }
    }),
    runs(200),
  );
});
