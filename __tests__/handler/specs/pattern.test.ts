import { describe, expect, it } from '@jest/globals';
import { matchesPattern, reasonAgainstPattern } from '../../../handler/src/specs/pattern';

const LONG = 'a'.repeat(999);

describe('a pattern', () => {
  it.each([
    ['^[a-z]+@(example|statsig)\\.com$', 'ann@example.com', true],
    ['^[a-z]+@(example|statsig)\\.com$', 'ann@corp.com', false],
    ['corp', 'ann@corp.com', true],
    ['^(?!.*test).*$', 'a test', false],
    ['^(?!.*test).*$', 'another', true],
    ['^(\\w)\\1$', 'aa', true],
    ['^([a-z0-9]+)+@corp\\.com$', 'ann@corp.com', true],
    ['^([\\w.-]+)@([\\w-]+)((\\.(\\w){2,3})+)$', 'a.b@c-d.co.uk', true],
    ['^([\\w.-]+)@([\\w-]+)((\\.(\\w){2,3})+)$', 'a.b@c-d.co.uk!', false],
    ['', '', true],
    ['^undefined$', undefined, true],
    ['^1$', 1, true],
    ['null', null, true],
  ])('%s matches %p: %p', (pattern, value, matches) => {
    expect(reasonAgainstPattern(pattern)).toBeNull();
    expect(matchesPattern(value, pattern)).toBe(matches);
  });

  it('matches no value that is longer than Statsig’s client takes', () => {
    expect(matchesPattern(LONG, '^a*$')).toBe(true);
    expect(matchesPattern(`${LONG}a`, '^a*$')).toBe(false);
  });

  it.each([
    '^([a-z0-9]+)+@corp\\.com$',
    '.*.*.*x',
    '^.*.*.*.*x$',
    '(a|aa)+$x',
    '(\\w+\\s?)*;',
    `${'a?'.repeat(30)}${'a'.repeat(30)}x`,
    `${'(a|a)'.repeat(30)}x`,
    '^(a{1,500}){1,2}x',
  ])('takes no longer for a value that was made for it: %s', (pattern) => {
    expect(matchesPattern(LONG, pattern)).toBe(false);
  });

  it('may have many alternatives', () => {
    const staff = Array.from({ length: 300 }, (_, at) => `person-${at}@corp\\.com`);
    const pattern = `^(${staff.join('|')})$`;
    expect(matchesPattern('person-299@corp.com', pattern)).toBe(true);
    expect(matchesPattern('person-300@corp.com', pattern)).toBe(false);
  });

  it.each<[unknown, RegExp]>([
    ['([', /^its pattern "\(\[" is no regular expression of JavaScript's$/],
    ['(?i)corp', /is no regular expression/],
    [{ toString: 1 }, /is no regular expression/],
    ['^(?=(a+)+b)', /could take too long/],
    ['(a+)+\\1', /could take too long/],
    [`(a+)+${'b'.repeat(500)}`, /^its pattern "\(a\+\)\+b+ could take too long/],
  ])('that no engine takes is named: %j', (pattern, why) => {
    expect(reasonAgainstPattern(pattern)).toMatch(why);
    expect(matchesPattern(LONG, pattern)).toBe(false);
  });
});
