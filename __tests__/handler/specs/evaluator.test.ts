import { describe, expect, it, jest } from '@jest/globals';
import type { StatsigUser } from '@statsig/client-core';
import { StatsigServerlessClient } from '@statsig/serverless-client';
import { parseSpecs } from '../../../handler/src/specs';
import { SpecsEvaluator } from '../../../handler/src/specs/evaluator';
import { namesIn } from '../../support/specs-conformance';
import { notEvaluable, specsOfEverything } from '../../support/specs-of-everything';
import { ownFields, userOfVisitor, visitors } from '../../support/specs-visitors';

const KEY = 'client-of-nobody';

/** A snapshot leaves out the others, and gives their defaults. */
const evaluable = (kind: string) => (spec: { name: string }) =>
  !(`${kind}:${spec.name}` in notEvaluable);
const specs = {
  ...specsOfEverything,
  feature_gates: specsOfEverything.feature_gates.filter(evaluable('gate')),
  dynamic_configs: specsOfEverything.dynamic_configs.filter(evaluable('config')),
  layer_configs: specsOfEverything.layer_configs.filter(evaluable('layer')),
};

const names = [
  ...namesIn(JSON.stringify(specs)),
  ...(['gate', 'config', 'layer'] as const).map((kind) => ({ kind, name: 'unknown' })),
];

const users: StatsigUser[] = visitors
  .slice(0, 4)
  // Where no country is known, Statsig's client answers as if there were none.
  .flatMap((visitor) =>
    ownFields.map((own) => ({ country: 'SE', ...userOfVisitor(visitor), ...own })),
  );

interface Case {
  /** Of the settings. */
  environment: string | null;
  /** Of the specs. */
  ofSpecs?: string;
}

function bothOn(more: object, environment: string | null) {
  const text = JSON.stringify({ ...specs, ...more });
  const client = new StatsigServerlessClient(KEY, {
    environment: environment === null ? undefined : { tier: environment },
    loggingEnabled: 'disabled',
    networkConfig: { preventAllNetworkTraffic: true },
  });
  client.dataAdapter.setData(text);
  expect(client.initializeSync().source).toBe('Bootstrap');
  return { client, evaluator: new SpecsEvaluator(parseSpecs(text), environment) };
}

/** The two were given the specs a moment apart, and the client gives some more, which nothing here uses. */
function comparable(evaluated: object): object {
  const { get, idType, groupName, details, ...rest } = evaluated as Record<string, unknown>;
  return { ...rest, details: { ...Object(details), receivedAt: 0 } };
}

describe("the evaluator answers as Statsig's client does", () => {
  it.each<Case>([
    { environment: null },
    { environment: 'staging' },
    { environment: null, ofSpecs: 'development' },
    { environment: 'staging', ofSpecs: 'development' },
  ])('of everything, with %p', ({ environment, ofSpecs }) => {
    const { client, evaluator } = bothOn({ default_environment: ofSpecs }, environment);
    for (const user of users) {
      const [actual, expected] = [evaluator, client].map((one) =>
        names.map(({ kind, name }) => {
          if (kind === 'gate') return comparable(one.getFeatureGate(name, user));
          return comparable(
            kind === 'config' ? one.getDynamicConfig(name, user) : one.getLayer(name, user),
          );
        }),
      );
      expect(actual).toEqual(expected);
    }
  });

  it('says when it was given the specs, for exposures', () => {
    const before = Date.now();
    const { evaluator } = bothOn({}, null);
    const { receivedAt } = evaluator.getFeatureGate('gt', {}).details;
    expect(receivedAt).toBeGreaterThanOrEqual(before);
    expect(receivedAt).toBeLessThanOrEqual(Date.now());
  });

  it.each([
    ['of everything', {}],
    ['of the target app alone', { sdk_keys_to_app_ids: { [KEY]: 'app' } }],
    [
      'with parameter stores and session replay',
      {
        param_stores: {
          store: {
            parameters: { on: { ref_type: 'gate', param_type: 'boolean', gate_name: 'gt' } },
          },
        },
        session_replay_info: {
          recording_blocked: false,
          targeting_gate: 'gt',
          session_recording_privacy_settings: { privacy_mode: 'input' },
        },
      },
    ],
  ])('what a browser starts from, %s', (_, more) => {
    const { client, evaluator } = bothOn(more, 'staging');
    for (const user of users) {
      const [actual, expected] = [evaluator, client].map((one) =>
        one.getClientInitializeResponse(user, { hash: 'djb2', clientSDKKey: KEY }),
      );
      expect(actual).toEqual(expected);
      expect(actual).toMatchObject({ has_updates: true });
    }
  });

  it('of a user that JSON cannot hold, for whom it evaluates as for nobody, without a word', () => {
    const { client, evaluator } = bothOn({}, null);
    const consoles = (['warn', 'error'] as const).map((level) => jest.spyOn(console, level));
    const user = { custom: { age: 31n as unknown as number } };
    const [actual, expected] = [evaluator, client].map((one) => one.getFeatureGate('gt', user));
    expect(actual?.value).toBe(false);
    expect(actual?.ruleID).toBe(expected?.ruleID);
    for (const said of consoles) expect(said).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });
});
