import { expect, it } from '@jest/globals';
import { randomOf } from '../../../bench/edge/random';

const draw = (seed: string) => {
  const random = randomOf(seed);
  return Array.from({ length: 1_000 }, () => random.within([5, 20]));
};

it('is the same for the same seed, and another for another', () => {
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

it('stays within its range, and fills it', () => {
  const values = draw('a');
  expect(Math.min(...values)).toBeGreaterThanOrEqual(5);
  expect(Math.min(...values)).toBeLessThan(5.2);
  expect(Math.max(...values)).toBeLessThan(20);
  expect(Math.max(...values)).toBeGreaterThan(19.8);
});
