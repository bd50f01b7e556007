import { describe, expect, it } from '@jest/globals';
import { bar, percent } from '../../../command/check/bar';

describe('a bar', () => {
  it.each([
    [0, ''],
    [0.25, '█'],
    [0.5, '██'],
    [0.53125, '██▏'],
    [1, '████'],
  ])('of %p has its length, in eighths of a character', (share, drawn) => {
    expect(bar(share, 4)).toBe(drawn);
  });

  it('is never empty for what is not nothing', () => {
    expect(bar(0.000_1, 4)).toBe('▏');
  });
});

describe('a percentage', () => {
  it('is lined up', () => {
    expect([0, 0.0512, 1].map(percent)).toEqual(['  0.0 %', '  5.1 %', '100.0 %']);
  });
});
