/** The Regions as the page shows them, and those that can be added. */
import type { Settings } from '../../handler/src/settings';
import type { LocalEdge } from '../server';
import { knownRoundTripMs } from '../start/distance';
import { REGIONS } from '../store/regions';
import type { About, RegionState } from './api';
import type { SpecsByEnvironment } from './loaded-specs';

export function regionStates(
  edge: Pick<LocalEdge, 'regions' | 'environments'>,
  specs: Pick<SpecsByEnvironment, 'of'>,
): RegionState[] {
  const environments = edge.environments();
  return edge.regions.map(({ name, roundTripMs }) => ({
    name,
    roundTripMs,
    environments: environments
      .filter(({ region }) => region === name)
      .map(({ region: _, ...environment }) => ({
        ...environment,
        specs: specs.of(environment.id),
      })),
  }));
}

/** Those where Lambda@Edge runs functions, each as far away as it is on AWS. */
export function knownRegions({ specs }: Settings): About['regions'] {
  return REGIONS.map((name) => ({ name, roundTripMs: knownRoundTripMs(name, specs) ?? 0 }));
}
