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
  const { access, region } = settings.specs;
  const bucketRegion = region || HOME_REGION;
  const to = access === 'cloudfront' ? 'the distribution of the specs' : `S3 in ${bucketRegion}`;
  const [first, ...others] = typeof distance === 'number' || distance === null ? [] : distance;
  if (first === undefined) {
    return { regions: [{ name: HOME_REGION, roundTripMs: Number(distance ?? 0) }], to };
  }
  // A distribution answers from the Region that asks.
  const from = (name: Region) => ({
    name,
    roundTripMs: knownRoundTrip(name, access === 'cloudfront' ? name : bucketRegion),
  });
  return { regions: [from(first), ...others.map(from)], to };
}

function knownRoundTrip(from: Region, to: string): number {
  const ms = roundTripMs(from, to);
  if (ms !== null) return ms;
  throw new StartError(
    `--distance ${from}: no round trip to the bucket's Region ${to} is known. Give it in milliseconds, such as --distance 160ms, or use settings with specs.region one of ${REGIONS.join(', ')}.`,
  );
}
