import { gateNames } from './specs';

/**
 * GrowthBook's payload with as many flags as the specs have gates, each on for half of the ids.
 * @see https://docs.growthbook.io/lib/build-your-own
 */
export function growthbookPayloadWith(count: number): object {
  return {
    status: 200,
    features: Object.fromEntries(
      gateNames(count).map((name) => [
        name,
        {
          defaultValue: false,
          rules: [
            { id: `${name}_half`, seed: name, hashAttribute: 'id', coverage: 0.5, force: true },
          ],
        },
      ]),
    ),
  };
}
