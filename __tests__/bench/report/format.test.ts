import { expect, it } from '@jest/globals';
import { number, ratio } from '../../../bench/report/format';

it.each([
  [0.1234, '0.12'],
  [12.34, '12.3'],
  [123.4, '123'],
  [12_345.6, '12,346'],
])('%d is written %s', (value, expected) => {
  expect(number(value)).toBe(expected);
});

it('compares with what there is', () => {
  expect(ratio(30, 20)).toBe('1.50×');
  expect(ratio(30, undefined)).toBe('-');
});
