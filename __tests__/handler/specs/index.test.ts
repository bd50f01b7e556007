import { describe, expect, it } from '@jest/globals';
import { parseSpecs, SpecsError } from '../../../handler/src/specs';

const GOOD = {
  has_updates: true,
  time: 1_700_000_000_000,
  feature_gates: [],
  dynamic_configs: [],
  layer_configs: [],
};

const S3_ERROR =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

describe('reading specs', () => {
  it('keeps what it does not know', () => {
    expect(parseSpecs(JSON.stringify({ ...GOOD, company_id: 'c' }))).toEqual({
      ...GOOD,
      company_id: 'c',
    });
  });

  it.each([' '.repeat(4 * 1024 * 1024 + 1), 'ä'.repeat(2 * 1024 * 1024 + 1)])(
    'refuses more than a function can keep, and says what to do',
    (text) => {
      expect(() => parseSpecs(text)).toThrow(SpecsError);
      expect(() => parseSpecs(text)).toThrow(/more than 4194304 bytes.*target app/);
    },
  );

  it.each<[string, string, RegExp]>([
    ['nothing', '', /are empty/],
    ['white space', ' \n', /are empty/],
    ["S3's error", S3_ERROR, /an error of S3, AccessDenied/],
    ['a page', '<html></html>', /a page of HTML or XML/],
    ['half of them', JSON.stringify(GOOD).slice(0, 60), /are not JSON/],
    ['a list', '[]', /are not a JSON object/],
    ['null', 'null', /are not a JSON object/],
    ['a number', '1', /are not a JSON object/],
    ['dcs-v2 by name', JSON.stringify({ ...GOOD, response_format: 'dcs-v2' }), /dcs-v2/],
    ['dcs-v2 by shape', JSON.stringify({ ...GOOD, condition_map: {} }), /dcs-v2/],
    ['no updates', JSON.stringify({ has_updates: false }), /has_updates: false/],
    ['nothing of ours', '{}', /has_updates: undefined/],
    ['gates by name', JSON.stringify({ ...GOOD, feature_gates: {} }), /no list feature_gates/],
    ['layers of nothing', JSON.stringify({ ...GOOD, layers: { a: null } }), /layers are not lists/],
    ['no layers', JSON.stringify({ ...GOOD, layer_configs: undefined }), /no list layer_configs/],
    [
      'a gate that is null',
      JSON.stringify({ ...GOOD, feature_gates: [null] }),
      /feature_gates\[0\]/,
    ],
    [
      'rules that are no list',
      JSON.stringify({ ...GOOD, dynamic_configs: [{ name: 'a', rules: {} }] }),
      /dynamic_configs\[0\]/,
    ],
    [
      'a rule that is null',
      JSON.stringify({ ...GOOD, feature_gates: [{ name: 'a', rules: [null] }] }),
      /feature_gates\[0\]/,
    ],
    [
      'a condition without a type',
      JSON.stringify({ ...GOOD, feature_gates: [{ name: 'a', rules: [{ conditions: [{}] }] }] }),
      /feature_gates\[0\]/,
    ],
  ])('refuses %s, and says where good ones come from', (_, text, message) => {
    expect(() => parseSpecs(text)).toThrow(SpecsError);
    expect(() => parseSpecs(text)).toThrow(message);
    expect(() => parseSpecs(text)).toThrow('download_config_specs');
  });
});
