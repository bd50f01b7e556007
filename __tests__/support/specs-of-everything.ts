/** Specs that use every type of condition and every operator, and all that gates can be made of. */
import type { Condition } from '../../handler/src/specs';
import {
  bucket,
  config,
  everybody,
  experiment,
  failGate,
  field,
  gate,
  holdout,
  layer,
  passGate,
  rule,
  type Spec,
  type Specs,
  segment,
  specs,
} from './specs';

const of =
  (type: string) =>
  (name: string | undefined, operator: string, targetValue: unknown): Condition => ({
    type,
    field: name,
    operator,
    targetValue,
  });
const userAgent = of('ua_based');
const country = of('ip_based');
const environment = of('environment_field');
const now = (operator: string, targetValue: unknown) =>
  of('current_time')(undefined, operator, targetValue);
const unit = (idType: string, operator: string, targetValue: unknown): Condition => ({
  type: 'unit_id',
  idType,
  operator,
  targetValue,
});
const gates = (type: string, targetValue: unknown): Condition => ({ type, targetValue });

/** Each is the one condition of a gate of that name. */
const conditions: Record<string, Condition> = {
  // Numbers; in the specs they often stand as texts.
  gt: field('age', 'gt', 30),
  'gt of text': field('age', 'gt', '9'),
  'gt of nothing': field('age', 'gt', null),
  'gt of words': field('age', 'gt', 'old'),
  'gt of an empty text': field('age', 'gt', ''),
  'gt of a list': field('age', 'gt', ['9']),
  gte: field('age', 'gte', 30),
  'gte of text': field('age', 'gte', '30'),
  lt: field('age', 'lt', 30),
  'lt of text': field('age', 'lt', '100'),
  lte: field('age', 'lte', 30),
  'lte of true': field('age', 'lte', true),
  // Versions.
  version_gt: field('appVersion', 'version_gt', '1.9.2'),
  version_gte: field('appVersion', 'version_gte', '1.10'),
  version_lt: field('appVersion', 'version_lt', '1.10.0'),
  version_lte: field('appVersion', 'version_lte', '2-beta.3'),
  version_eq: field('appVersion', 'version_eq', '1.10'),
  version_neq: field('appVersion', 'version_neq', '1.10'),
  'version_neq of words': field('appVersion', 'version_neq', 'newest'),
  'version_gt of a number': field('appVersion', 'version_gt', 1),
  'version_eq of nothing': field('appVersion', 'version_eq', ''),
  'version_gt with words in a part': field('appVersion', 'version_gt', '1.x.3'),
  // Lists of texts.
  any: field('email', 'any', ['Ann@Example.com', 'bob@example.com']),
  'any of numbers': field('age', 'any', [25, '31']),
  'any of nothing': field('email', 'any', []),
  'any of the text undefined': field('email', 'any', ['undefined', 'null']),
  'any of null': field('email', 'any', [null]),
  'any without a list': field('email', 'any', 'ann@example.com'),
  none: field('email', 'none', ['Ann@Example.com', 'bob@example.com']),
  'none without a list': field('email', 'none', 'ann@example.com'),
  any_case_sensitive: field('email', 'any_case_sensitive', ['Ann@Example.com']),
  none_case_sensitive: field('email', 'none_case_sensitive', ['Ann@Example.com']),
  'none_case_sensitive without a list': field('email', 'none_case_sensitive', null),
  str_starts_with_any: field('email', 'str_starts_with_any', ['ANN', 'u']),
  str_ends_with_any: field('email', 'str_ends_with_any', ['example.com', 'fined']),
  str_contains_any: field('email', 'str_contains_any', ['@example', 'define']),
  'str_contains_any of an empty text': field('email', 'str_contains_any', ['']),
  'str_contains_any of null': field('email', 'str_contains_any', [null]),
  'str_contains_any of a number': field('age', 'str_contains_any', [3]),
  str_contains_none: field('email', 'str_contains_none', ['@example', 'null', 'in']),
  'str_contains_none without a list': field('email', 'str_contains_none', '@example'),
  // Regular expressions.
  str_matches: field('email', 'str_matches', '^[a-z]+@(example|statsig)\\.com$'),
  'str_matches of anything': field('email', 'str_matches', '.*'),
  'str_matches of the missing': field('email', 'str_matches', '^(undefined|null)$'),
  'str_matches in one pass': field(
    'email',
    'str_matches',
    '^([a-z0-9]+)+@(example|statsig)\\.com$',
  ),
  'str_matches that looks ahead': field('email', 'str_matches', '^(?!.*statsig).+@'),
  // Equality, as loose as in Statsig.
  eq: field('plan', 'eq', 'pro'),
  'eq of a number': field('age', 'eq', 31),
  'eq of a text of a number': field('age', 'eq', '31'),
  'eq of null': field('plan', 'eq', null),
  'eq of true': field('beta', 'eq', true),
  neq: field('plan', 'neq', 'pro'),
  'neq of null': field('plan', 'neq', null),
  // Times: seconds, milliseconds, texts of either, dates.
  before: field('signup', 'before', Date.UTC(2025, 5, 1)),
  'before in seconds': field('signup', 'before', Date.UTC(2025, 5, 1) / 1_000),
  'before a text of milliseconds': field('signup', 'before', String(Date.UTC(2025, 5, 1))),
  'before a date': field('signup', 'before', '2025-06-01T00:00:00Z'),
  'before a year': field('signup', 'before', '2025'),
  after: field('signup', 'after', Date.UTC(2025, 5, 1)),
  'after words': field('signup', 'after', 'yesterday'),
  'after nothing': field('signup', 'after', null),
  on: field('signup', 'on', Date.UTC(2025, 2, 3, 12)),
  'on a date': field('signup', 'on', '2025-03-03T12:00:00Z'),
  'now before': now('before', Date.UTC(2100, 0, 1)),
  'now after': now('after', Date.UTC(2020, 0, 1)),
  'now after in seconds': now('after', '4102444800'),
  'now on': now('on', Date.UTC(2020, 0, 1)),
  // Lists in the user.
  array_contains_any: field('roles', 'array_contains_any', ['admin', '7']),
  array_contains_none: field('roles', 'array_contains_none', ['admin', '7']),
  array_contains_all: field('roles', 'array_contains_all', ['admin', '7']),
  not_array_contains_all: field('roles', 'not_array_contains_all', ['admin', '7']),
  'array_contains_any of a fraction': field('roles', 'array_contains_any', ['7.5']),
  'array_contains_all of nothing': field('roles', 'array_contains_all', []),
  'array_contains_any without a list': field('roles', 'array_contains_any', 'admin'),
  'array_contains_none without a list': field('roles', 'array_contains_none', 'admin'),
  // Fields of a user: at the top, in `custom`, in any case, private, missing.
  'a field in other case': field('Email', 'str_contains_any', ['@example']),
  'a private field': field('secretPlan', 'any', ['gold']),
  'the user agent itself': field('userAgent', 'str_contains_any', ['Firefox']),
  'the address': field('ip', 'any', ['203.0.113.2']),
  'no field': field('', 'none', ['x']),
  'user id': field('userID', 'any', ['ann', 'ÅSA', 'visitor-3']),
  'user id by length': field('userID', 'str_matches', '^.{1,9}$'),
  // What the user agent tells.
  'browser any': userAgent('browser_name', 'any', ['Chrome', 'Firefox Mobile']),
  'browser none': userAgent('browser_name', 'none', ['Chrome']),
  'browser neq': userAgent('browser_name', 'neq', 'Firefox'),
  'browser, other spelling': userAgent('browserName', 'any', ['firefox']),
  'browser version gte': userAgent('browser_version', 'version_gte', '120'),
  'browser version, other spelling': userAgent('BrowserVersion', 'version_lt', '120'),
  'system any': userAgent('os_name', 'any', ['Mac OS X', 'iOS']),
  'system, other spelling': userAgent('osname', 'any', ['Windows']),
  'system version gte': userAgent('os_version', 'version_gte', '10'),
  'system version neq': userAgent('os_version', 'version_neq', '10'),
  'system version matches': userAgent('os_version', 'str_matches', '^1[0-9]'),
  'system version, other spelling': userAgent('osVersion', 'any', ['XP']),
  'a field of the same name': field('browser_name', 'any', ['Chrome', 'Firefox']),
  'a missing field of the same name': field('os_version', 'none', ['10']),
  'something else of the user agent': userAgent('device_model', 'none', ['iPhone']),
  // The country, from the header that is trusted.
  'country any': country('country', 'any', ['SE', 'de']),
  'country none': country('country', 'none', ['SE']),
  'country eq': country('country', 'eq', 'US'),
  // The environment.
  'environment any': environment('tier', 'any', ['staging', 'Production']),
  'environment none': environment('TIER', 'none', ['staging']),
  'environment of another name': environment('region', 'any', ['eu']),
  // Ids and buckets.
  'unit any': unit('userID', 'any', ['ann', 'visitor-2']),
  'unit none': unit('userID', 'none', ['ann']),
  'unit, other case': unit('userid', 'any', ['ann']),
  'unit stable id': unit('stableID', 'any', ['stable-1']),
  'unit stable id, other case': unit('stableid', 'any', ['stable-1', 'stable-2']),
  'unit missing': unit('companyID', 'any', ['acme']),
  'unit missing, none': unit('companyID', 'none', ['acme']),
  'bucket lt': bucket('lt', 500),
  'bucket lt of text': bucket('lt', '500'),
  'bucket any': bucket('any', [1, 2, 3, 500, 501, 502].concat(range(100, 400))),
  'bucket none': bucket('none', range(100, 400)),
  'bucket by stable id': bucket('gte', 500, { idType: 'stableID' }),
  'bucket by stable id, other case': bucket('gte', 500, { idType: 'STABLEID' }),
  'bucket by a missing id': bucket('lt', 500, { idType: 'companyID' }),
  // Gates in gates.
  'passes a gate': passGate('bucket lt'),
  'fails a gate': failGate('bucket lt'),
  'passes a missing gate': passGate('nowhere'),
  'fails a missing gate': failGate('nowhere'),
  'passes a segment': passGate('segment:friends'),
  'fails a segment': failGate('segment:friends'),
  'passes one of many': gates('multi_pass_gate', ['nowhere', 'bucket lt', 'browser any']),
  'fails one of many': gates('multi_fail_gate', ['bucket lt', 'browser any']),
  'passes one of none': gates('multi_pass_gate', []),
  'passes a gate that passes a gate': passGate('passes a gate'),
  'passes a disabled gate': passGate('disabled'),
  'fails a disabled gate': failGate('disabled'),
};

/** Each cannot be evaluated at the edge; why, is what the snapshot says. */
const impossible: Record<string, { condition: Condition; why: string }> = {
  'in an ID list': {
    condition: unit('userID', 'in_segment_list', 'list'),
    why: 'it uses an ID list, which is not part of the specs',
  },
  'not in an ID list': {
    condition: unit('userID', 'not_in_segment_list', 'list'),
    why: 'it uses an ID list, which is not part of the specs',
  },
  'passes an ID list': {
    condition: passGate('in an ID list'),
    why: 'it rests on gate in an ID list: it uses an ID list, which is not part of the specs',
  },
  'fails an ID list': {
    condition: failGate('in an ID list'),
    why: 'it rests on gate in an ID list: it uses an ID list, which is not part of the specs',
  },
  'fails one of many ID lists': {
    condition: gates('multi_fail_gate', ['bucket lt', 'in an ID list']),
    why: 'it rests on gate in an ID list: it uses an ID list, which is not part of the specs',
  },
  'unknown type': {
    condition: of('phase_of_the_moon')('phase', 'any', ['full']),
    why: 'it uses the condition phase_of_the_moon, unknown here',
  },
  'unknown operator': {
    condition: field('email', 'rhymes_with', 'orange'),
    why: 'it uses the operator rhymes_with, unknown here',
  },
  'no operator': {
    condition: { type: 'user_field', field: 'email', targetValue: ['x'] },
    why: 'it uses the operator undefined, unknown here',
  },
  'target app': {
    condition: of('target_app')(undefined, 'any', ['app']),
    why: 'it uses the condition target_app, unknown here',
  },
  'many gates without a list': {
    condition: gates('multi_pass_gate', 'bucket lt'),
    why: 'its condition multi_pass_gate has no list of gates',
  },
  'many gates with a number': {
    condition: gates('multi_fail_gate', ['bucket lt', 7]),
    why: 'its condition multi_fail_gate has no list of gates',
  },
  'bucket without salt': {
    condition: { type: 'user_bucket', operator: 'lt', targetValue: 500, idType: 'userID' },
    why: 'its condition user_bucket has no salt',
  },
  'str_matches of a broken one': {
    condition: field('email', 'str_matches', '(['),
    why: 'its pattern "([" is no regular expression of JavaScript\'s',
  },
  'str_matches of one that could take too long': {
    condition: field('email', 'str_matches', '^(?=([a-z]+)+@)'),
    why: 'its pattern "^(?=([a-z]+)+@)" could take too long: it is too large, looks around or refers to a group',
  },
  'rests on itself': {
    condition: passGate('rests on itself'),
    why: 'it rests on itself',
  },
};

const builtGates: Spec[] = [
  segment('friends', [
    rule([field('userID', 'any', ['ann', 'visitor-2'])]),
    rule([bucket('lt', 200)]),
  ]),
  gate('disabled', [rule([everybody])], { enabled: false }),
  gate('without rules', []),
  gate('for nobody', [rule([everybody], { passPercentage: 0 })]),
  gate('for one in a hundred', [rule([everybody], { passPercentage: 1 })]),
  gate('for half', [rule([everybody], { passPercentage: 50 })]),
  gate('for half of the browsers', [rule([everybody], { passPercentage: 50, idType: 'stableID' })]),
  gate('for half of the browsers, other case', [
    rule([everybody], { passPercentage: 50, idType: 'stableid' }),
  ]),
  gate('for half of the companies', [
    rule([everybody], { passPercentage: 50, idType: 'companyID' }),
  ]),
  gate('for a third or so', [rule([everybody], { passPercentage: 33.33, id: 'third', salt: '' })]),
  gate('for everybody, then for nobody', [
    rule([everybody]),
    rule([unit('userID', 'in_segment_list', 'list')], { id: 'never reached' }),
  ]),
  gate('first rule that is met decides', [
    rule([passGate('segment:friends')], { passPercentage: 0 }),
    rule([bucket('lt', 700), passGate('browser any')]),
    rule([everybody], { passPercentage: 10 }),
  ]),
  holdout('held back', [rule([bucket('lt', 300, { salt: 'holdout' })])]),
  gate('unless held back', [
    rule([passGate('held back')], { passPercentage: 0, id: 'holdout' }),
    rule([everybody]),
  ]),
  gate('without an entity', [rule([everybody], { passPercentage: 50 })], { entity: undefined }),
  gate('by rule ids of its own', [rule([everybody], { passPercentage: 50, salt: undefined })]),
];

const groups = (name: string, from = 0) => [
  rule([passGate('held back')], { id: `${name}-holdout`, returnValue: {} }),
  rule([bucket('lt', from + 250, { salt: name })], {
    id: `${name}-control`,
    returnValue: { colour: 'grey', size: 1 },
    groupName: 'Control',
    isExperimentGroup: true,
  }),
  rule([bucket('lt', from + 500, { salt: name })], {
    id: `${name}-test`,
    returnValue: { colour: 'green', size: 2, list: ['a', { b: null }] },
    groupName: 'Test',
    isExperimentGroup: true,
  }),
];

const configs: Spec[] = [
  config('banner', [
    rule([field('email', 'str_ends_with_any', ['@example.com'])], {
      id: 'friends',
      returnValue: { text: 'Hej', nested: { deep: [1, 2] } },
    }),
    rule([bucket('lt', 500)], { id: 'half', passPercentage: 50, returnValue: { text: 'Hi' } }),
  ]),
  config(
    'with a default',
    [rule([passGate('browser any')], { id: 'chrome', returnValue: { a: 1 } })],
    {
      defaultValue: { a: 0, b: 'kept' },
    },
  ),
  config('disabled config', [rule([everybody], { returnValue: { a: 1 } })], {
    enabled: false,
    defaultValue: { a: 'disabled' },
  }),
  config('config without an entity', [rule([everybody], { returnValue: { a: 1 } })], {
    entity: undefined,
  }),
  experiment('colours', groups('colours')),
  experiment('ended', groups('ended'), { isActive: false }),
  experiment('in a layer', groups('in a layer'), {
    hasSharedParams: true,
    explicitParameters: ['colour'],
  }),
  experiment('also in a layer', groups('also in a layer', 200), {
    hasSharedParams: true,
    explicitParameters: ['size'],
    idType: 'stableID',
  }),
  config('config behind an ID list', [
    rule([failGate('in an ID list')], { id: 'list', returnValue: { a: 1 } }),
  ]),
];

const layers: Spec[] = [
  layer(
    'checkout',
    [
      rule([bucket('lt', 400, { salt: 'layer' })], { id: 'first', configDelegate: 'in a layer' }),
      rule([bucket('lt', 800, { salt: 'layer' })], {
        id: 'second',
        configDelegate: 'also in a layer',
      }),
      rule([bucket('lt', 900, { salt: 'layer' })], {
        id: 'own',
        returnValue: { colour: 'of the layer' },
      }),
    ],
    { defaultValue: { colour: 'default', size: 0 } },
  ),
  layer('layer of a missing experiment', [
    rule([everybody], { id: 'missing', configDelegate: 'nowhere', returnValue: { a: 'own' } }),
  ]),
  layer('layer behind an ID list', [
    rule([everybody], { id: 'list', configDelegate: 'config behind an ID list' }),
  ]),
];

export const specsOfEverything: Specs = specs({
  feature_gates: [
    ...entries(conditions, (condition) => condition),
    ...entries(impossible, ({ condition }) => condition),
    ...builtGates,
  ],
  dynamic_configs: configs,
  layer_configs: layers,
  layers: { checkout: ['in a layer', 'also in a layer'] },
  default_environment: 'production',
});

const BEHIND_LIST =
  'it rests on gate in an ID list: it uses an ID list, which is not part of the specs';

/** What the snapshot should say that it cannot evaluate, and why. */
export const notEvaluable: Record<string, string> = {
  ...Object.fromEntries(Object.entries(impossible).map(([name, { why }]) => [`gate:${name}`, why])),
  'config:config behind an ID list': BEHIND_LIST,
  'layer:layer behind an ID list': BEHIND_LIST,
};

function entries<T>(table: Record<string, T>, conditionOf: (entry: T) => Condition): Spec[] {
  return Object.entries(table).map(([name, entry]) => gate(name, [rule([conditionOf(entry)])]));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
