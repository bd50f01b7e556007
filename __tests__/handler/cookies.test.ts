import { describe, expect, it } from '@jest/globals';
import { decodeCookie, findCookie } from '../../handler/src/cookies';

const headers = (...values: string[]) => ({ cookie: values.map((value) => ({ value })) });

describe('a cookie', () => {
  it.each<[string[], string | null]>([
    [[], null],
    [['a=1'], '1'],
    [['b=2; a=1; c=3'], '1'],
    [['b=2', 'c=3;a=1'], '1'],
    [['a=x=y'], 'x=y'],
    [['  a  =  1  '], '1'],
    [['a='], ''],
    [['a'], null],
    [['aa=1; ba=2'], null],
    [['A=1'], null],
    [[';;=;'], null],
  ])('is found in %j: %p', (values, found) => {
    expect(findCookie(headers(...values), 'a')).toBe(found);
  });

  it('is not found where there are none', () => {
    expect(findCookie({}, 'a')).toBeNull();
  });

  it.each([
    ['a%40b', 'a@b'],
    ['%E0%A4%A', '%E0%A4%A'],
    ['plain', 'plain'],
  ])('is decoded where that is possible: %s', (value, decoded) => {
    expect(decodeCookie(value)).toBe(decoded);
  });
});
