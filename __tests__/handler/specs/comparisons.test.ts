/** As Statsig's servers compare: https://github.com/statsig-io/node-js-server-sdk/blob/main/src/utils/EvaluatorUtils.ts */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import comparisonTable from '@statsig/on-device-eval-core/src/EvaluationComparison';
import { compareAsServersDo } from '../../../handler/src/specs/comparisons';

type Compare = (left: unknown, right: unknown, operator: string) => boolean;
const table = comparisonTable as unknown as Record<string, Compare>;
const compare = (by: string, left: unknown, operator: string, right: unknown): boolean =>
  (table[by] as Compare)(left, right, operator);

const clientsOwn = { ...table };
beforeEach(compareAsServersDo);
afterEach(() => {
  Object.assign(table, clientsOwn);
});

it('come in the place of the client’s by a bundler that gives its module as Node does, too', () => {
  const own = () => false;
  const asInNode = { default: { compareNumbers: own }, __esModule: true };
  jest.isolateModules(() => {
    jest.doMock('@statsig/on-device-eval-core/src/EvaluationComparison', () => ({
      default: asInNode,
      __esModule: true,
    }));
    require('../../../handler/src/specs/comparisons').compareAsServersDo();
  });
  expect(asInNode.default.compareNumbers).not.toBe(own);
  expect(Object.keys(asInNode)).toEqual(['default', '__esModule']);
});

describe('numbers', () => {
  it.each([
    ['gt', [false, false, true]],
    ['gte', [false, true, true]],
    ['lt', [true, false, false]],
    ['lte', [true, true, false]],
    ['eq', [false, true, false]],
    ['neq', [true, false, true]],
  ])('9, 10 and 11 are %s 10: %j', (operator, expected) => {
    const numbers = [9, 10, 11].map((number) => compare('compareNumbers', number, operator, 10));
    expect(numbers).toEqual(expected);
    // In text they are the same numbers: "9" is not above "10".
    const texts = ['9', '10', '11'].map((text) => compare('compareNumbers', text, operator, '10'));
    expect(texts).toEqual(expected);
  });

  it.each([
    [null, 10],
    [undefined, 10],
    [10, null],
    [10, undefined],
    ['ten', 10],
    [10, 'ten'],
  ])('%j and %j do not compare, in no way', (left, right) => {
    for (const operator of ['gt', 'gte', 'lt', 'lte', 'eq', 'neq']) {
      expect(compare('compareNumbers', left, operator, right)).toBe(false);
    }
  });

  it('compare by no operator that is not known', () => {
    expect(compare('compareNumbers', 1, 'about', 1)).toBe(false);
  });
});

describe('versions', () => {
  it.each([
    ['1.2', '1.2', 0],
    ['1.2', '1.2.0', 0],
    ['1.2.0', '1.2', 0],
    ['1.9', '1.10', -1],
    ['1.10', '1.9', 1],
    ['2', '1.9.9', 1],
    ['1.2', '1.2.1', -1],
    ['1.2.1', '1.2', 1],
    // What is after the hyphen is not looked at.
    ['1.2-beta', '1.2', 0],
    ['1.2', '1.2-beta', 0],
    ['1.3-beta', '1.2.9', 1],
  ])('%s and %s: %j', (left, right, order) => {
    const holding = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'].filter((operator) =>
      compare('compareVersions', left, `version_${operator}`, right),
    );
    const expected = {
      '-1': ['lt', 'lte', 'neq'],
      0: ['gte', 'lte', 'eq'],
      1: ['gt', 'gte', 'neq'],
    };
    expect(holding).toEqual(expected[String(order) as '-1' | '0' | '1']);
  });

  it.each([
    ['XP', '10'],
    ['10', 'XP'],
    ['1.x', '1.2'],
    ['1.2', '1.x'],
    ['', '1'],
    ['1', ''],
    ['-beta', '1'],
    ['1', '-beta'],
    [null, '1'],
    ['1', null],
    [1, '1'],
    ['1', 1],
  ])('%j and %j do not compare, in no way', (left, right) => {
    for (const operator of ['gt', 'gte', 'lt', 'lte', 'eq', 'neq']) {
      expect(compare('compareVersions', left, `version_${operator}`, right)).toBe(false);
    }
  });

  it('are decided by their first part that differs, whatever comes after', () => {
    expect(compare('compareVersions', '2.x', 'version_gt', '1.2')).toBe(true);
  });
});

describe('texts in a list', () => {
  const among = (value: unknown, operator: string, targets: unknown = ['Ann', 'Bob']) =>
    compare('compareStringInArray', value, operator, targets);

  it.each([
    ['any', ['ann', 'Ann'], ['An', 'Annie', '']],
    ['any_case_sensitive', ['Ann'], ['ann', 'An']],
    ['none', ['An', 'Annie', ''], ['ann', 'Ann']],
    ['none_case_sensitive', ['ann', 'An'], ['Ann']],
    ['str_starts_with_any', ['annie', 'BOB'], ['joann', 'jobob']],
    ['str_ends_with_any', ['joann', 'BOB'], ['annie', 'bobby']],
    ['str_contains_any', ['joanne', 'BOB'], ['jon']],
    ['str_contains_none', ['jon'], ['joanne', 'BOB']],
  ])('%s holds for %j and not for %j', (operator, holding, others) => {
    expect(holding.filter((value) => among(value, operator))).toEqual(holding);
    expect(others.filter((value) => among(value, operator))).toEqual([]);
  });

  it('are the same in lower case, not in capitals, of which "ß" has two', () => {
    expect(among('ÅSA', 'any', ['åsa'])).toBe(true);
    expect(among('STRASSE', 'any', ['straße'])).toBe(false);
  });

  it('take a number for its text', () => {
    expect(among(7, 'any', ['7'])).toBe(true);
    expect(among('7', 'any_case_sensitive', [7])).toBe(true);
    expect(among(1.75, 'str_contains_any', [7])).toBe(true);
  });

  it.each([null, undefined])(
    'of %j: equal to its name, as on the servers, and containing nothing',
    (value) => {
      expect(among(value, 'any', [String(value)])).toBe(true);
      expect(among(value, 'none', ['x'])).toBe(true);
      for (const operator of ['str_starts_with_any', 'str_ends_with_any', 'str_contains_any']) {
        expect(among(value, operator, ['n', 'u', 'l', 'd'])).toBe(false);
      }
      expect(among(value, 'str_contains_none', ['n', 'u', 'l'])).toBe(true);
    },
  );

  it.each([null, undefined])('do not contain a target that is %j', (target) => {
    expect(among('null or undefined', 'str_contains_any', [target])).toBe(false);
    expect(among('null or undefined', 'str_contains_any', [target, 'or'])).toBe(true);
  });

  it.each([null, 'Ann', { 0: 'Ann' }])('are not in %j, which is no list', (targets) => {
    expect(among('Ann', 'any', targets)).toBe(false);
    expect(among('Ann', 'none', targets)).toBe(true);
  });
});

describe('times', () => {
  const NOON = Date.UTC(2026, 0, 2, 12);
  const holds = (left: unknown, operator: string, right: unknown = NOON) =>
    compare('compareTime', left, operator, right);

  it('are before, after or on the same day, by UTC', () => {
    expect(holds(NOON - 1, 'before')).toBe(true);
    expect(holds(NOON, 'before')).toBe(false);
    expect(holds(NOON + 1, 'after')).toBe(true);
    expect(holds(NOON, 'after')).toBe(false);
    expect(holds(Date.UTC(2026, 0, 2), 'on')).toBe(true);
    expect(holds(Date.UTC(2026, 0, 2, 23, 59, 59, 999), 'on')).toBe(true);
    expect(holds(Date.UTC(2026, 0, 1, 23, 59, 59, 999), 'on')).toBe(false);
    expect(holds(Date.UTC(2026, 0, 3), 'on')).toBe(false);
  });

  it('may be texts, and seconds', () => {
    expect(holds('2026-01-02T12:00:00Z', 'on')).toBe(true);
    expect(holds('2026-01-02T12:00:00.001Z', 'after')).toBe(true);
    // Statsig takes what is below ten thousand million for seconds.
    expect(holds(NOON / 1_000 + 1, 'after')).toBe(true);
    expect(holds(String(NOON / 1_000 + 1), 'after')).toBe(true);
    expect(holds(9_999_999_999, 'after', 10_000_000_000)).toBe(true);
    expect(holds(10_000_000_000, 'before', 9_999_999_999)).toBe(true);
    // A year, and not so many seconds.
    expect(holds('2027', 'after')).toBe(true);
    // A text of milliseconds.
    expect(holds(String(NOON + 1), 'after')).toBe(true);
  });

  it.each([
    [null, NOON],
    [undefined, NOON],
    [NOON, null],
    ['some day', NOON],
    [NOON, 'some day'],
    [Number.MAX_VALUE, NOON],
  ])('%j and %j do not compare, in no way', (left, right) => {
    for (const operator of ['before', 'after', 'on']) {
      expect(holds(left, operator, right)).toBe(false);
    }
  });
});

describe('lists', () => {
  it('have one of the targets, or all of them', () => {
    const has = (by: string, targets: unknown[]) => compare(by, ['a', 7], '', targets);
    expect(has('arrayHasValue', ['x', 'a'])).toBe(true);
    expect(has('arrayHasValue', ['x'])).toBe(false);
    expect(has('arrayHasAllValues', ['a', 7])).toBe(true);
    expect(has('arrayHasAllValues', ['a', 'x'])).toBe(false);
  });

  it('have the whole number that a text in the specs begins with', () => {
    const has = (target: unknown) => compare('arrayHasValue', ['a', 7], '', [target]);
    expect(has('7')).toBe(true);
    expect(has('7 days')).toBe(true);
    expect(has('8')).toBe(false);
    // Not the other way about: a text that the visitor has is no number.
    expect(compare('arrayHasValue', ['7'], '', [7])).toBe(false);
  });
});
