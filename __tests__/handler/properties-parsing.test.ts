import assert from 'node:assert/strict';
import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { Evaluations } from '../../handler/src/evaluations';
import { parseSettings, SettingsError } from '../../handler/src/settings';
import { parseSpecs, SpecsError } from '../../handler/src/specs';
import { SpecsSnapshot } from '../../handler/src/specs-snapshot';
import { specsOfEverything } from '../support/specs-of-everything';
import { arbitrarySettings, arbitrarySpecs, mutated, runs } from './properties-arbitraries';

const KEY = 'client-of-nobody';

const settings = arbitrarySettings.map((some) => ({
  clientKey: KEY,
  specs: { url: 'https://store.example/specs.json', access: 'public' },
  ...some,
}));

describe('settings, whatever stands in the file', () => {
  it.each([
    ['any JSON', fc.jsonValue(), 1_000],
    ['settings with one wrong value', mutated(settings), 1_500],
  ])('are taken, or refused with a message that names what is wrong: %s', (_, json, numRuns) => {
    fc.assert(
      fc.property(json, (value) => {
        const error = thrownBy(() => parseSettings(value));
        if (error === null) return;
        assert.ok(error instanceof SettingsError, String(error));
        assert.match(String(error), /^SettingsError: \S+ .*\.$/s);
      }),
      runs(numRuns),
    );
  });
});

describe('specs, whatever lies in the store', () => {
  it.each([
    ['any text', fc.string(), 500],
    ['any JSON', fc.json(), 500],
    ['specs with one wrong value', mutated(arbitrarySpecs).map((json) => text(json)), 1_500],
    ['many specs with one wrong value', mutated(fc.constant(specsOfEverything)).map(text), 500],
    [
      'specs cut short',
      fc.nat(5_000).map((length) => text(specsOfEverything).slice(0, length)),
      500,
    ],
  ])('are refused with a reason, or every gate of them has an answer: %s', (_, texts, numRuns) => {
    fc.assert(
      fc.property(texts, (specs) => {
        const refusal = thrownBy(() => parseSpecs(specs));
        const snapshot = snapshotOf(specs);
        if (refusal !== null) {
          assert.ok(refusal instanceof SpecsError, String(refusal));
          assert.ok(snapshot instanceof SpecsError, String(snapshot));
          return;
        }
        if (snapshot instanceof SpecsSnapshot) evaluateAll(specs, snapshot);
        else assert.ok(snapshot instanceof SpecsError, String(snapshot));
      }),
      runs(numRuns),
    );
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

/** The snapshot, or what its making threw. */
function snapshotOf(specs: string): unknown {
  const identity = { ...parseSettings(BASE).identity, countryHeader: 'x-country' };
  const options = { clientKey: KEY, environment: null, identity };
  const wanted = { keys: [], rest: true };
  try {
    return new SpecsSnapshot(specs, { settings: options, wanted, origin: 'S3', log: () => {} });
  } catch (error) {
    return error;
  }
}

const BASE = { clientKey: KEY, specs: { url: 'https://store.example/', access: 'public' } };

function evaluateAll(specs: string, snapshot: SpecsSnapshot): void {
  const user = { userID: 'ann', customIDs: { stableID: 'x' }, userAgent: 'Chrome/140.0' };
  const evaluations = new Evaluations(snapshot, user, () => {});
  const { feature_gates, dynamic_configs, layer_configs } = parseSpecs(specs);
  for (const { name } of feature_gates) assert.equal(typeof evaluations.checkGate(name), 'boolean');
  for (const { name } of dynamic_configs)
    assert.ok(evaluations.getDynamicConfig(name).all !== undefined);
  for (const { name } of layer_configs)
    assert.ok(evaluations.getLayer(name).get('a', 'x') !== undefined);
  snapshot.shutdown();
}

function text(json: unknown): string {
  return JSON.stringify(json) ?? '';
}
