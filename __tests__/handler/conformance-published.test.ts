import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { StatsigUser } from '@statsig/client-core';
import { djb2 } from '../../handler/src/djb2';
import type { Decide, Statsig } from '../../handler/src/own-context';
import type { SpecKind } from '../../handler/src/specs/graph';
import {
  compareThroughOwnFunction,
  compareThroughRoutes,
  namesIn,
} from '../support/specs-conformance';
import { answerOf, handlerOnSpecs, visit } from '../support/specs-handler';
import { describeWithPublished, readPublished } from '../support/specs-published';
import { type Reference, startReference } from '../support/specs-reference';
import { ownFields, usersNamedIn, visitors } from '../support/specs-visitors';

const ID_LIST = 'it uses an ID list, which is not part of the specs';
const UNKNOWN_TYPE = 'it uses the condition unknown_type, unknown here';

/** What cannot be evaluated at the edge, and why; everything else must be as on Statsig's servers. */
const files: [string, Record<string, string>][] = [
  [
    'rulesets.json',
    {
      'gate:segment:company_id_list': ID_LIST,
      'gate:test_id_list': `it rests on gate segment:company_id_list: ${ID_LIST}`,
      'gate:test_not_in_id_list': `it rests on gate segment:company_id_list: ${ID_LIST}`,
    },
  ],
  ['small.json', {}],
  [
    'basic.json',
    {
      'gate:unsupported_condition_type': 'it uses the condition i_dont_exist, unknown here',
      'config:test_config_unsupported_condition': UNKNOWN_TYPE,
      'layer:d_layer_delegate_to_fallback': `it rests on config test_config_unsupported_condition: ${UNKNOWN_TYPE}`,
    },
  ],
  ['medium.json', { 'gate:on_for_id_list': ID_LIST }],
];

for (const [file, notEvaluable] of files) {
  describeWithPublished(`${file} is evaluated as by Statsig’s servers`, [file], () => {
    const text = readPublished(file);
    let reference: Reference;
    beforeAll(async () => {
      reference = await startReference(text);
    });
    afterAll(() => reference.stop());

    it('through routes, by what a request carries', async () => {
      const comparison = await compareThroughRoutes(text, reference, visitors);
      const evaluable = namesIn(text).length - Object.keys(notEvaluable).length;
      expect(comparison.differences).toEqual([]);
      expect(comparison.compared + comparison.unknown).toBe(evaluable * visitors.length);
      expect(comparison.givingDefaults).toEqual(notEvaluable);
    });

    it('through a function of a user’s own, by what only that function knows', async () => {
      const fields = [...ownFields, ...usersNamedIn(text)];
      const few = visitors.slice(0, 2);
      const { differences } = await compareThroughOwnFunction(text, reference, few, fields);
      expect(differences).toEqual([]);
    });

    it.each(['development', 'staging'])('in the environment %s', async (tier) => {
      const tiered = await startReference(text, tier);
      const few = visitors.slice(0, 6);
      const { differences } = await compareThroughRoutes(text, tiered, few, { environment: tier });
      tiered.stop();
      expect(differences).toEqual([]);
    });
  });
}

interface Expectations {
  user: StatsigUser;
  feature_gates: Record<string, { value: boolean }>;
  dynamic_configs: Record<string, { value: object }>;
  layer_configs: Record<string, { value: object }>;
}

/** Segments and holdouts are no part of what a browser is told. */
const isTold = (name: string, expected: Record<string, unknown>) => djb2(name) in expected;

const reasonAgainst: Record<SpecKind, (name: string, statsig: Statsig) => string | null> = {
  gate: (name, statsig) => statsig.reasonAgainstGate(name),
  config: (name, statsig) => statsig.getDynamicConfig(name).reason,
  layer: (name, statsig) => statsig.getLayer(name).reason,
};

for (const name of ['small', 'basic']) {
  const stored = `${name}.initialize.json`;
  describeWithPublished(`${stored}, what Statsig answered`, [`${name}.json`, stored], () => {
    it('is what the handler evaluates', async () => {
      const text = readPublished(`${name}.json`);
      const expected = JSON.parse(readPublished(stored)) as Expectations;
      const lists = {
        gate: expected.feature_gates,
        config: expected.dynamic_configs,
        layer: expected.layer_configs,
      };
      const decide: Decide = ({ user, statsig }) => {
        Object.assign(user, expected.user, { customIDs: {} });
        const values = namesIn(text)
          .filter(({ kind, name }) => isTold(name, lists[kind]))
          .filter(({ kind, name }) => !(`${kind}:${name}` in onSpecs.givingDefaults))
          // What is stored does not say which country its user was in.
          .filter(({ kind, name }) => reasonAgainst[kind](name, statsig) === null)
          .map(({ kind, name }) => {
            const value = {
              gate: () => statsig.checkGate(name),
              config: () => statsig.getDynamicConfig(name).all,
              layer: () => statsig.getLayer(name).all,
            }[kind]();
            return { kind, name, value, expected: lists[kind][djb2(name)]?.value };
          });
        return { status: '200', body: JSON.stringify({ values }) };
      };
      const identity = { countryFromAddress: false };
      const onSpecs = handlerOnSpecs(text, { identity }, { decide });
      const [visitor] = visitors;
      if (visitor === undefined) throw new Error('No visitors');
      const { values } = await answerOf(onSpecs.handler, visit('/', visitor, 'none'));
      onSpecs.stop();
      const compared = values as { value: unknown; expected: unknown }[];
      expect(compared.filter(({ value, expected }) => !sameJson(value, expected))).toEqual([]);
      expect(compared.length).toBeGreaterThanOrEqual(9);
    });
  });
}

function sameJson(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}
