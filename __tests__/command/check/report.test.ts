import { describe, expect, it } from '@jest/globals';
import type { StatsigUser } from '@statsig/client-core';
import { settingsWith } from '../../../command/check/inputs';
import { type CheckReport, checkReport } from '../../../command/check/report';
import { messageOf } from '../../../handler/src/log';
import {
  bucket,
  config,
  everybody,
  experiment,
  field,
  gate,
  holdout,
  layer,
  passGate,
  rule,
  segment,
  specs,
} from '../../support/specs';
import { type Comparison, compareThroughRoutes } from '../../support/specs-conformance';
import { handlerOnSpecs, identityOfVisitors } from '../../support/specs-handler';
import { specsOfEverything } from '../../support/specs-of-everything';
import { describeWithPublished, readPublished } from '../../support/specs-published';
import { startReference } from '../../support/specs-reference';
import { visitors } from '../../support/specs-visitors';

const settings = settingsWith({ identity: identityOfVisitors });
const NOTHING_ASKED = { settings, checkRoutes: false, user: null, users: null };
const few = visitors.slice(0, 8);

const check = (text: string, asked: Partial<typeof options> = {}) =>
  checkReport(text, { ...NOTHING_ASKED, ...asked }, () => {});
const options: Parameters<typeof checkReport>[1] = NOTHING_ASKED;

function find(report: CheckReport, kind: string, name: string) {
  const found = report.specs.find((spec) => spec.kind === kind && spec.name === name);
  if (found === undefined) throw new Error(`The report has no ${kind} ${name}`);
  return found;
}

/** The handler, asked through its routes, held against what `check` says of the same users. */
function compareWithHandler(text: string): Promise<Comparison> {
  const reports = new Map<string, CheckReport>();
  const reportOn = (user: StatsigUser): CheckReport => {
    const key = JSON.stringify(user);
    const report = reports.get(key) ?? check(text, { user });
    reports.set(key, report);
    return report;
  };
  const by = (kind: string) => (name: string, user: StatsigUser) => {
    const { user: given } = find(reportOn(user), kind, name);
    return { value: given?.value, ruleID: given?.ruleID ?? 'none' };
  };
  const right = { gate: by('gate'), config: by('config'), layer: by('layer') };
  return compareThroughRoutes(text, right, few);
}

function problemsOf({ specs }: CheckReport): Record<string, string> {
  return Object.fromEntries(
    specs.flatMap(({ kind, name, problem }) =>
      problem === null ? [] : [[`${kind}:${name}`, problem.reason]],
    ),
  );
}

async function expectAgreement(text: string): Promise<void> {
  const { differences, compared, givingDefaults } = await compareWithHandler(text);
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(0);
  expect(problemsOf(check(text))).toEqual(givingDefaults);
}

describe('check agrees with the handler', () => {
  it('on specs with every condition', () => expectAgreement(JSON.stringify(specsOfEverything)));
});

for (const file of ['rulesets.json', 'small.json', 'basic.json', 'medium.json']) {
  describeWithPublished(`check agrees with the handler on ${file}`, [file], () => {
    it('in every value, rule and reason', () => expectAgreement(readPublished(file)));

    it('through which chain the cause is reached', () => {
      for (const { kind, name, problem } of check(readPublished(file)).specs) {
        if (problem === null) continue;
        expect(problem.chain[0]).toBe(`${kind} ${name}`);
        expect(problem.reason.endsWith(problem.cause)).toBe(true);
      }
    });
  });
}

for (const file of [
  'v2-demo.json',
  'user-agents.json',
  'small.initialize.json',
  'basic.initialize.json',
]) {
  describeWithPublished(`check agrees with the handler on ${file}`, [file], () => {
    it('that these are no specs, and why', () => {
      const text = readPublished(file);
      const refusal = refusalOf(() => handlerOnSpecs(text, {}));
      expect(refusal).toMatch(/^The specs /);
      expect(refusalOf(() => check(text))).toBe(refusal);
    });
  });
}

function refusalOf(use: () => unknown): string | null {
  try {
    use();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

describe('the report', () => {
  it('has every spec, in Statsig’s words', () => {
    const { specs: found } = check(
      JSON.stringify(
        specs({
          feature_gates: [
            gate('g', [rule([everybody])], { entity: 'some_new_word' }),
            segment('s', []),
            holdout('h', []),
          ],
          dynamic_configs: [config('c', [], { enabled: false }), experiment('e', [])],
          layer_configs: [layer('l', [])],
        }),
      ),
    );
    expect(found.map(({ entity, name }) => `${entity} ${name}`)).toEqual([
      'gate g',
      'segment segment:s',
      'holdout h',
      'dynamic_config c',
      'experiment e',
      'layer l',
    ]);
    expect(found[0]).toMatchObject({ rules: 1, enabled: true, problem: null });
    expect(found[3]).toMatchObject({ rules: 0, enabled: false });
  });

  it('names the group, and the experiment that a layer handed over to', () => {
    const text = JSON.stringify(
      specs({
        dynamic_configs: [
          experiment('e', [
            rule([everybody], { id: 'r', groupName: 'Test', returnValue: { colour: 'red' } }),
          ]),
        ],
        layer_configs: [layer('l', [rule([everybody], { configDelegate: 'e' })])],
      }),
    );
    const report = check(text, { user: { userID: 'ann' } });
    const given = { value: { colour: 'red' }, ruleID: 'r', group: 'Test' };
    expect(find(report, 'config', 'e').user).toEqual({ ...given, experiment: null });
    expect(find(report, 'layer', 'l').user).toEqual({ ...given, experiment: 'e' });
  });

  it('says what routes ask for and the specs cannot give', () => {
    const text = JSON.stringify(
      specs({
        feature_gates: [
          gate('fine', [rule([everybody])]),
          gate('behind', [rule([passGate('odd')])]),
          gate('odd', [rule([field('userID', 'in_segment_list', 'list')])]),
        ],
      }),
    );
    const routes = ['fine', 'behind', 'behind', 'gone'].map((name, at) => ({
      path: `/${at}`,
      action: 'respond',
      gate: name,
    }));
    const own = settingsWith({ routes });
    expect(check(text, { settings: own, checkRoutes: true }).routes).toEqual([
      {
        of: 'gate behind',
        reason: 'it rests on gate odd: it uses an ID list, which is not part of the specs',
      },
      { of: 'gate gone', reason: 'it is not in the specs' },
    ]);
    expect(check(text, { settings: own }).routes).toEqual([]);
  });

  it('knows the size', () => {
    const text = JSON.stringify(specs({ feature_gates: [gate('ö', [])] }));
    const { size } = check(text);
    expect(size).toMatchObject({
      bytes: Buffer.byteLength(text),
      maxBytes: 4_194_304,
      maxZipKib: 1_024,
    });
    expect(size.zipKib).toBeGreaterThan(0);
  });
});

describe('the split of many users', () => {
  const half = bucket('lt', 500);
  const text = JSON.stringify(
    specs({
      feature_gates: [
        gate('half', [rule([everybody], { passPercentage: 50 })]),
        gate('by company', [
          rule([bucket('lt', 300, { idType: 'companyID' })], { idType: 'companyID' }),
        ]),
        gate('swedes', [rule([field('country', 'any', ['SE'])])]),
        gate('odd', [rule([field('userID', 'in_segment_list', 'list')])]),
      ],
      dynamic_configs: [
        experiment('e', [
          rule([half], { id: 'a', returnValue: { arm: 'a' } }),
          rule([everybody], { id: 'b', returnValue: { arm: 'b' } }),
        ]),
      ],
    }),
  );
  const USERS = 400;
  const idsOf = (index: number) => {
    const id = `visitor-${index + 1}`;
    return { userID: id, customIDs: { stableID: id, companyID: id } };
  };

  it('counts what Statsig’s servers give to the same users', async () => {
    const report = check(text, { users: USERS });
    const reference = await startReference(text);
    const users = Array.from({ length: USERS }, (_, index) => idsOf(index));
    const on = (name: string) => users.filter((user) => reference.gate(name, user).value).length;
    const inA = users.filter((user) => reference.config('e', user).ruleID === 'a').length;
    for (const name of ['half', 'by company']) {
      const { split = [] } = find(report, 'gate', name);
      expect(Object.fromEntries(split.map(({ value, users }) => [value, users]))).toEqual({
        true: on(name),
        false: USERS - on(name),
      });
      expect(on(name)).toBeGreaterThan(0);
      expect(on(name)).toBeLessThan(USERS);
    }
    const { split = [] } = find(report, 'config', 'e');
    expect(Object.fromEntries(split.map(({ ruleID, users }) => [ruleID, users]))).toEqual({
      a: inA,
      b: USERS - inA,
    });
    reference.stop();
  });

  it('gives the largest share first, and none of what gives its default', () => {
    const report = check(text, { users: USERS });
    for (const { split = [] } of report.specs) {
      const counts = split.map(({ users }) => users);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
    }
    expect(find(report, 'gate', 'odd').split).toEqual([]);
  });

  it('has users with the fields of the one that is named', () => {
    const share = (user: StatsigUser | null) =>
      find(check(text, { user, users: 5 }), 'gate', 'swedes');
    // Nothing says which country they are in: all of them get the default.
    expect(share(null).split).toEqual([]);
    expect(share({ country: 'US' }).split).toMatchObject([{ value: false, users: 5 }]);
    expect(share({ country: 'SE', userID: 'ann' }).split).toMatchObject([
      { value: true, users: 5 },
    ]);
  });

  it('tells how far it is', () => {
    const steps: string[] = [];
    checkReport(text, { ...NOTHING_ASKED, users: 300 }, (step) => steps.push(step));
    expect(steps).toEqual(['0 of 300 users', '250 of 300 users']);
  });
});
