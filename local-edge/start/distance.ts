/** Where the function of `npm start` runs, and how far its specs are from there. */
import type { Settings } from '../../handler/src/settings';
import { HOME_REGION } from '../environment/variables';
import type { EdgeRegion } from '../region';
import { REGIONS, type Region, roundTripMs } from '../store/regions';
import { type Flags, StartError } from './flags';

export interface StartedDistance {
  regions: readonly [Required<EdgeRegion>, ...Required<EdgeRegion>[]];
  /** Where the specs are, in words. */
  to: string;
}

/** @throws {StartError} where no distance is known */
export function startedDistance(
  { distance }: Pick<Flags, 'distance'>,
  settings: Settings,
): StartedDistance {
  const { access } = settings.specs;
  const bucketRegion = bucketRegionOf(settings.specs);
  const to = access === 'cloudfront' ? 'the distribution of the specs' : `S3 in ${bucketRegion}`;
  const [first, ...others] = typeof distance === 'number' || distance === null ? [] : distance;
  if (first === undefined) {
    return { regions: [{ name: HOME_REGION, roundTripMs: Number(distance ?? 0) }], to };
  }
  const from = (name: Region) => ({ name, roundTripMs: roundTripTo(name, settings.specs) });
  return { regions: [from(first), ...others.map(from)], to };
}

type Place = Pick<Settings['specs'], 'access' | 'region'>;

function bucketRegionOf({ region }: Place): string {
  return region || HOME_REGION;
}

/** In milliseconds; null where it is not known. */
export function knownRoundTripMs(from: Region, specs: Place): number | null {
  // A distribution answers from the Region that asks.
  return roundTripMs(from, specs.access === 'cloudfront' ? from : bucketRegionOf(specs));
}

function roundTripTo(from: Region, specs: Place): number {
  const ms = knownRoundTripMs(from, specs);
  if (ms !== null) return ms;
  throw new StartError(
    `--distance ${from}: no round trip to the bucket's Region ${bucketRegionOf(specs)} is known. Give it in milliseconds, such as --distance 160ms, or use settings with specs.region one of ${REGIONS.join(', ')}.`,
  );
}
