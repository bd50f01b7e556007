import { describe, expect, it } from '@jest/globals';
import { settingsWith } from '../../../command/check/inputs';
import { untoldBy } from '../../../handler/explain/untold';
import { userFinder } from '../../../handler/src/identity/user';
import { parseSpecs } from '../../../handler/src/specs';
import { SpecGraph } from '../../../handler/src/specs/graph';
import { aViewerRequest } from '../../support/cloudfront-events';
import {
  bucket,
  config,
  everybody,
  field,
  gate,
  layer,
  passGate,
  type Rule,
  rule,
  type Spec,
  specs,
} from '../../support/specs';

function untold(
  gates: Spec[],
  key: Parameters<typeof untoldBy>[0] = 'gate:g',
  others = {},
  attributes: { name: string }[] = [],
) {
  const text = JSON.stringify(specs({ feature_gates: gates, ...others }));
  return untoldBy(key, new SpecGraph(parseSpecs(text), () => null), attributes);
}

const byRules = (...rules: Rule[]) => untold([gate('g', rules)]);
const email = field('email', 'any', ['ann@example.com']);

describe('what a request does not tell', () => {
  it('is a field that the handler does not make', () => {
    const plan = field('plan', 'eq', 'pro');
    expect(byRules(rule([plan, email]), rule([email]))).toEqual(['email', 'plan']);
  });

  it('is no field that the handler makes', () => {
    const { request } = aViewerRequest({
      'user-agent': [{ key: 'User-Agent', value: 'Mozilla/5.0' }],
      'x-country': [{ key: 'X-Country', value: 'SE' }],
    });
    const { identity } = settingsWith({ identity: { countryHeader: 'x-country' } });
    const made = Object.keys(userFinder(identity, () => {})(request, 'an-id'));
    const fields = made.filter((name) => name !== 'customIDs');
    expect(fields.length).toBe(4);
    expect(byRules(rule(fields.map((name) => field(name, 'any', ['x']))))).toEqual([]);
    expect(byRules(rule([field('userid', 'any', ['x'])]))).toEqual([]);
  });

  it('is nothing that the settings find in a request', () => {
    const company = { idType: 'companyID', passPercentage: 50 };
    const gates = [
      gate('g', [rule([field('plan', 'eq', 'pro'), email]), rule([everybody], company)]),
    ];
    const attributes = ['custom.Plan', 'customIDs.companyID'].map((name) => ({ name }));
    expect(untold(gates)).toEqual(['companyID', 'email', 'plan']);
    expect(untold(gates, 'gate:g', {}, attributes)).toEqual(['email']);
  });

  it('is an id of another kind, where it decides', () => {
    const company = { idType: 'companyID' };
    expect(byRules(rule([everybody], { ...company, passPercentage: 50 }))).toEqual(['companyID']);
    expect(byRules(rule([bucket('lt', 500, company)]))).toEqual(['companyID']);
    expect(byRules(rule([everybody], { ...company, passPercentage: 100 }))).toEqual([]);
    expect(byRules(rule([everybody], { ...company, passPercentage: 0 }))).toEqual([]);
    expect(byRules(rule([bucket('lt', 500, { idType: 'stableid' })]))).toEqual([]);
  });

  it('may be looked at by what a spec rests on', () => {
    const below = gate('below', [rule([email])]);
    expect(untold([gate('g', [rule([passGate('below')])]), below])).toEqual(['email']);
    const others = {
      layer_configs: [layer('l', [rule([everybody], { configDelegate: 'e' })])],
      dynamic_configs: [config('e', [rule([passGate('below')])])],
    };
    expect(untold([below], 'layer:l', others)).toEqual(['email']);
  });

  it('does not matter to rules that decide nothing', () => {
    expect(byRules(rule([everybody]), rule([email]))).toEqual([]);
    expect(untold([gate('g', [rule([email])], { enabled: false })])).toEqual([]);
  });
});
