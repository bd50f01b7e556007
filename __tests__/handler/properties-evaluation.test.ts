import { describe, expect, it } from '@jest/globals';
import type { StatsigUser } from '@statsig/client-core';
import fc from 'fast-check';
import type { Condition } from '../../handler/src/specs';
import { bucket, config, field, gate, rule, specs } from '../support/specs';
import { compareThroughOwnFunction } from '../support/specs-conformance';
import { startReference } from '../support/specs-reference';
import { visitors } from '../support/specs-visitors';
import { runs } from './properties-arbitraries';

/** All but `on`: statsig-node takes a day to begin where its process lives, Lambda and Statsig's servers in UTC. */
const OPERATORS = [
  ...['gt', 'gte', 'lt', 'lte', 'eq', 'neq', 'before', 'after', 'str_matches'],
  ...['version_gt', 'version_gte', 'version_lt', 'version_lte', 'version_eq', 'version_neq'],
  ...['any', 'none', 'any_case_sensitive', 'none_case_sensitive'],
  ...['str_starts_with_any', 'str_ends_with_any', 'str_contains_any', 'str_contains_none'],
  ...['array_contains_any', 'array_contains_none', 'array_contains_all', 'not_array_contains_all'],
];

/** What is nearly a number, a version, a date, or nothing. */
const word = fc.oneof(
  fc.constantFrom('', ' ', '0', '1', '01', '1.0', '1.10', '1.9', '1.', '.1', '1..2', '1e3', '0x10'),
  fc.constantFrom('-1', '+1', '1-beta', '-', '1.x', 'x.1', 'XP', 'NaN', 'Infinity', '10', '9'),
  fc.constantFrom('null', 'undefined', 'true', 'false', 'in', 'Ann', 'ann', 'ÅSA', 'åsa', 'ß', 'İ'),
  fc.constantFrom(
    '2023',
    '2023-01-01',
    '2023-01-01T00:00:00Z',
    '12',
    '1672531200',
    '1672531200000',
  ),
  fc.string({ maxLength: 6 }),
);
const number = fc.oneof(
  fc.constantFrom(0, -1, 1, 1.5, 9, 10, 1_000, 2023, 1_672_531_200, 1_672_531_200_000),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const single = fc.oneof(word, number, fc.boolean(), fc.constant(null));
const value = fc.oneof(
  { arbitrary: single, weight: 3 },
  { arbitrary: fc.array(single, { maxLength: 4 }), weight: 2 },
);

const FIELDS = ['userID', 'email', 'appVersion', 'plan', 'Plan', 'roles', 'missing'];

const condition: fc.Arbitrary<Condition> = fc
  .record({
    kind: fc.constantFrom('field', 'field', 'field', 'unit', 'bucket'),
    field: fc.constantFrom(...FIELDS),
    operator: fc.constantFrom(...OPERATORS),
    target: value,
    idType: fc.constantFrom('userID', 'USERID', 'stableID', 'StableId', 'companyID'),
  })
  .map(({ kind, operator, target, idType, ...of }) => {
    if (kind === 'field') return field(of.field, operator, target);
    if (kind === 'bucket') return bucket(operator, target, { idType });
    return { type: 'unit_id', idType, operator, targetValue: target };
  });

const percentage = fc.constantFrom(100, 100, 50, 0.01, 99.99, 0);

const rules = fc
  .array(fc.record({ conditions: fc.array(condition, { maxLength: 2 }), percentage }), {
    minLength: 1,
    maxLength: 2,
  })
  .map((list) =>
    list.map(({ conditions, percentage }, index) =>
      rule(conditions, { id: `rule ${index}`, passPercentage: percentage, returnValue: { index } }),
    ),
  );

/** What a user's own function may say of a user. */
const user: fc.Arbitrary<StatsigUser> = fc
  .record(
    { userID: word, email: word, appVersion: word, plan: value, roles: value },
    { requiredKeys: [] },
  )
  .map(({ plan, roles, ...user }) => ({
    ...user,
    custom: { ...(plan !== undefined && { plan }), ...(roles !== undefined && { roles }) },
  })) as fc.Arbitrary<StatsigUser>;

describe('whatever the conditions and whoever the user', () => {
  it('a gate and a config are what they are on Statsig’s servers', async () => {
    const given = fc.record({
      gates: fc.array(rules, { minLength: 60, maxLength: 60 }),
      users: fc.array(user, { minLength: 12, maxLength: 12 }),
    });
    const few = visitors.slice(0, 1);
    await fc.assert(
      fc.asyncProperty(given, async ({ gates, users }) => {
        const text = JSON.stringify(
          specs({
            feature_gates: gates.map((rules, index) => gate(`gate ${index}`, rules)),
            dynamic_configs: gates.map((rules, index) => config(`config ${index}`, rules)),
          }),
        );
        const reference = await startReference(text);
        const comparison = await compareThroughOwnFunction(text, reference, few, users);
        reference.stop();
        expect(comparison.givingDefaults).toEqual({});
        expect(comparison.differences).toEqual([]);
      }),
      runs(40),
    );
  });
});
