import assert from 'node:assert/strict';
import { describe, it } from '@jest/globals';
import * as theirs from '@statsig/client-core';
import fc from 'fast-check';
import * as ours from '../../../handler/src/specs/client-core';
import { runs } from '../properties-arbitraries';

theirs.Log.level = theirs.LogLevel.None;

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(undefined, null, Number.NaN, '', new Date(0), [undefined], { a: undefined }),
  fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, maxDepth: 2 }),
);
const texts = fc.dictionary(
  fc.constantFrom('stableID', 'stableid', 'companyID', 'userID'),
  fc.string(),
);
const user = fc.record(
  {
    userID: value,
    customIDs: fc.oneof(texts, fc.dictionary(fc.constantFrom('stableID', 'a'), value), value),
    custom: fc.oneof(fc.dictionary(fc.constantFrom('a', 'b'), value), value),
    privateAttributes: fc.oneof(texts, fc.dictionary(fc.constantFrom('a', 'b'), value)),
    statsigEnvironment: value,
    userAgent: value,
  },
  { requiredKeys: [] },
);
const tier = fc.constantFrom('staging', 'production');
const options = fc.oneof(
  fc.constantFrom(null, {}, { environment: undefined }),
  fc.record({ environment: fc.record({ tier }) }),
);

/** As JSON has it, in which a field that is undefined is none; or what was thrown. */
function outcomeOf(call: () => unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(call()) ?? 'null');
  } catch (error) {
    return String(error);
  }
}

type User = Parameters<typeof theirs._normalizeUser>[0];

describe("our part of Statsig's client-core does as the package does", () => {
  it('with a user', () => {
    const given = [user, options, fc.option(tier)] as const;
    fc.assert(
      fc.property(...given, (user, options, fallback) => {
        const call = (normalize: typeof theirs._normalizeUser) => () =>
          normalize(user as User, options as never, fallback);
        const before = outcomeOf(() => user);
        assert.deepEqual(
          outcomeOf(call(ours._normalizeUser)),
          outcomeOf(call(theirs._normalizeUser)),
        );
        assert.deepEqual(
          outcomeOf(() => user),
          before,
        );
      }),
      runs(5_000),
    );
  });

  it('with the private attributes of a user, of which it makes a hash: undefined ones are none', () => {
    const normalized = ours._normalizeUser(
      { privateAttributes: { a: undefined } } as User,
      null,
      null,
    );
    assert.deepEqual(Object.keys(normalized.privateAttributes ?? {}), []);
  });

  it('with ids', () => {
    const idType = fc.oneof(fc.constantFrom('userID', 'USERID', 'stableID', 'companyID'), value);
    fc.assert(
      fc.property(user, idType, (user, idType) => {
        const call = (unitId: typeof theirs._getUnitIDFromUser) => () =>
          unitId(user as User, idType as string);
        assert.deepEqual(
          outcomeOf(call(ours._getUnitIDFromUser)),
          outcomeOf(call(theirs._getUnitIDFromUser)),
        );
      }),
      runs(2_000),
    );
  });

  it('with hashes and copies', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value, (text, object) => {
        assert.equal(ours._DJB2(text), theirs._DJB2(text));
        assert.deepEqual(ours._cloneObject('it', object), theirs._cloneObject('it', object));
      }),
      runs(1_000),
    );
  });
});
