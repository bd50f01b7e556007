import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareThroughOwnFunction, compareThroughRoutes } from '../support/specs-conformance';
import { notEvaluable, specsOfEverything } from '../support/specs-of-everything';
import { type Reference, startReference } from '../support/specs-reference';
import { ownFields, visitors } from '../support/specs-visitors';

const text = JSON.stringify(specsOfEverything);

describe('the handler evaluates as Statsig’s servers do', () => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await startReference(text);
  });
  afterAll(() => reference.stop());

  it('through routes, by what a request carries', async () => {
    const { differences, compared, givingDefaults } = await compareThroughRoutes(
      text,
      reference,
      visitors,
    );
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(visitors.length * 100);
    expect(givingDefaults).toEqual(notEvaluable);
  });

  it('through a function of a user’s own, by what only that function knows', async () => {
    const { differences, givingDefaults } = await compareThroughOwnFunction(
      text,
      reference,
      visitors.slice(0, 8),
      ownFields,
    );
    expect(differences).toEqual([]);
    expect(givingDefaults).toEqual(notEvaluable);
  });
});
