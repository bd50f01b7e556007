import { expect, it } from '@jest/globals';
import { fullPlan, quickPlan } from '../../bench/plan';

it.each([
  ['full', fullPlan],
  ['quick', quickPlan],
])('the %s plan measures the specs that its costs are for', (_, { gates, typicalGates }) => {
  expect(gates).toContain(typicalGates);
});
