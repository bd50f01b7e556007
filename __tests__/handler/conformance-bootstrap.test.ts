import { describe, expect, it } from '@jest/globals';
import type { CloudFrontResult } from '../../handler/src/cloudfront';
import { djb2 } from '../../handler/src/djb2';
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import { checkResult } from '../../local-edge/rules';
import { countriesIn, namesIn } from '../support/specs-conformance';
import { handlerOnSpecs, identityOfVisitors, type Visitor, visit } from '../support/specs-handler';
import { specsOfEverything } from '../support/specs-of-everything';
import { describeWithPublished, readPublished } from '../support/specs-published';
import { startReference } from '../support/specs-reference';
import { userOfVisitor, visitors } from '../support/specs-visitors';

const KEY = 'client-of-nobody';
const COOKIE = stableIdCookieName(KEY);
const LISTS = { gate: 'feature_gates', config: 'dynamic_configs', layer: 'layer_configs' } as const;

type Values = Record<string, Record<string, Item>>;
type Item = Record<string, unknown>;
/** The names that are left out, by their lists. */
type NotEvaluated = Record<string, string[]>;

const settings = { identity: identityOfVisitors };

const PRIVATE = { headers: { 'cache-control': [{ value: 'private, no-store' }] } };

/**
 * What the browser's SDK evaluates by. Statsig's two clients differ in the rest (`group`, `passed`,
 * `is_device_based`, exposures of layers), which the browser only reports, or does not read.
 */
const FIELDS = [
  'name',
  'value',
  'rule_id',
  'is_user_in_experiment',
  'is_experiment_active',
  'explicit_parameters',
  'allocated_experiment_name',
];

describe('what the browser starts from', () => {
  it('is what statsig-node gives, of the project’s own specs', async () => {
    const text = JSON.stringify(specsOfEverything);
    // statsig-node goes round in a circle until its stack is full.
    const gates = specsOfEverything.feature_gates.filter(({ name }) => name !== 'rests on itself');
    await compareBootstrap(text, JSON.stringify({ ...specsOfEverything, feature_gates: gates }));
  });
});

describe('a name that a route gives the browser to start from', () => {
  const text = JSON.stringify({
    ...specsOfEverything,
    session_replay_info: { recording_blocked: false, targeting_gate: 'gt' },
  });
  const LISTS_OF_NAMES = { gate: 'gates', config: 'experiments', layer: 'layers' } as const;

  it.each(namesIn(text))('has of $kind $name what it has among all', async ({ kind, name }) => {
    for (const visitor of visitors.slice(0, 4)) {
      const [whole, named] = [
        await bootstrapOf(text, visitor),
        await bootstrapOf(text, visitor, { [LISTS_OF_NAMES[kind]]: [name] }),
      ].map(({ response, onSpecs }) => {
        onSpecs.stop();
        return JSON.parse(response.body ?? '') as Values;
      });
      const hash = djb2(name);
      const list = LISTS[kind];
      const { not_evaluated = {}, ...others } = whole as Values & { not_evaluated?: NotEvaluated };
      const item = whole?.[list]?.[hash];
      expect(named).toEqual({
        ...others,
        ...{ feature_gates: {}, dynamic_configs: {}, layer_configs: {} },
        ...(item !== undefined && { [list]: { [hash]: item } }),
        ...(not_evaluated[list]?.includes(hash) && { not_evaluated: { [list]: [hash] } }),
      });
    }
  });
});

for (const file of ['rulesets.json', 'small.json', 'basic.json', 'medium.json']) {
  describeWithPublished(`what the browser starts from, of ${file}`, [file], () => {
    it('is what statsig-node gives', () => compareBootstrap(readPublished(file)));
  });
}

/** One visitor's answer, which CloudFront takes. */
async function bootstrapOf(
  text: string,
  visitor: Visitor = { stableID: '0b7cc1c8-6b0c-4d0c-9d3f-3c1f0a5b8e11', ip: '203.0.113.1' },
  names: object = {},
) {
  const routes = [{ action: 'bootstrap', ...names }];
  const onSpecs = handlerOnSpecs(text, { ...settings, routes });
  const event = visit('/', visitor, COOKIE);
  const before = structuredClone(event.Records[0].cf);
  const response = (await onSpecs.handler(event)) as CloudFrontResult;
  expect(checkResult('viewer-request', before, response)).toEqual([]);
  return { response, onSpecs };
}

async function compareBootstrap(text: string, referenceText = text): Promise<void> {
  const reference = await startReference(referenceText);
  const known = namesIn(referenceText);
  const isKnown = (kind: string, name: string) =>
    known.some((one) => one.kind === kind && one.name === name);
  const dependsOnCountry = (kind: keyof typeof LISTS, name: string, visitor: Visitor) => {
    const answers = countriesIn(text).map((country) =>
      JSON.stringify(reference[kind](name, { ...userOfVisitor(visitor), country })),
    );
    return new Set(answers).size > 1;
  };
  for (const visitor of visitors.slice(0, 12)) {
    const { response, onSpecs } = await bootstrapOf(text, visitor);
    onSpecs.stop();
    expect(response).toMatchObject({ status: '200', ...PRIVATE });

    const actual = JSON.parse(response.body ?? '') as Values;
    const expected = reference.bootstrap(userOfVisitor(visitor), KEY) as Values;
    const notEvaluated: NotEvaluated = {};
    for (const { kind, name } of namesIn(text)) {
      const [is, shouldBe] = [actual, expected].map((values) => values[LISTS[kind]]?.[djb2(name)]);
      if (`${kind}:${name}` in onSpecs.givingDefaults)
        expect([name, is]).toEqual([name, undefined]);
      else if (visitor.country === undefined && dependsOnCountry(kind, name, visitor))
        expect([name, is]).toEqual([name, undefined]);
      else expect([name, read(is)]).toEqual([name, read(shouldBe)]);
      // Segments and holdouts, which no browser is given, are not among what Statsig's servers know better.
      if (is === undefined && (shouldBe !== undefined || !isKnown(kind, name))) {
        notEvaluated[LISTS[kind]] = [...(notEvaluated[LISTS[kind]] ?? []), djb2(name)].sort();
      }
    }
    const told = Object.entries((actual.not_evaluated ?? {}) as unknown as NotEvaluated);
    expect(Object.fromEntries(told.map(([list, hashes]) => [list, hashes.sort()]))).toEqual(
      notEvaluated,
    );
    expect(actual).toMatchObject({ has_updates: true, hash_used: 'djb2', time: expected.time });
    expect(actual).not.toHaveProperty('pa_hash');
    expect(actual.user).toEqual(expected.user);
  }
  reference.stop();
}

/** False and absent are the same to the browser. */
function read(item: Item | undefined): Item | undefined {
  return item && Object.fromEntries(FIELDS.map((field) => [field, item[field] || false]));
}
