/** One cell of the grid: some environments with a life each, on a simulated clock. */
import { roundTripMs } from '../../local-edge/store/regions';
import { SimulatedClock } from './clock';
import type { Conditions } from './conditions';
import { Connection } from './connection';
import { DEFAULTS, Environment, type RefreshSettings } from './environment';
import { type Cell, nameOf } from './grid';
import { begin, type LifeFigures, live, noFigures, type World } from './life';
import { simulatedLoader } from './loader';
import { randomOf } from './random';
import type { SpecsBytes } from './specs';
import { Bucket, EdgeCache, type Traffic } from './upstream';

export interface Sample {
  environments: number;
  /** In the life of each. */
  changes: number;
}

export interface CellFigures extends LifeFigures {
  cell: Cell;
  /** Of first answers, those from specs and not from defaults; with the specs in the zip, and without. */
  firstRight: { of: number; withFallback: number; withoutFallback: number };
  /** Why loads failed, one for each error line. */
  errors: string[];
  /** Of the environments, and of the bucket; the same, but for CloudFront. */
  traffic: { environment: Traffic; bucket: Traffic };
  livedMs: number;
}

export async function runCell(
  cell: Cell,
  size: SpecsBytes,
  { environments, changes }: Sample,
  conditions: Conditions,
  settings: RefreshSettings = DEFAULTS,
): Promise<CellFigures> {
  const figures: CellFigures = {
    cell,
    firstRight: { of: environments, withFallback: 0, withoutFallback: 0 },
    ...noFigures(),
    errors: [],
    traffic: { environment: { requests: 0, bytes: 0 }, bucket: { requests: 0, bytes: 0 } },
    livedMs: 0,
  };
  const rhythm = { spacingMs: cell.spacingMs, refreshMs: settings.refreshMs, changes };
  for (let index = 0; index < environments; index += 1) {
    const random = randomOf(`${nameOf(cell)}, ${index}`);
    const makeWorld = (hasFallback: boolean) =>
      new SimulatedWorld(cell, size, conditions, settings, random, hasFallback);

    const bare = makeWorld(false);
    const { first } = await bare.clock.withTimers(() => begin(bare));
    figures.firstRight.withoutFallback += Number(first.version !== null);

    const world = makeWorld(true);
    const { version } = await world.clock.withTimers(() => live(world, rhythm, random, figures));
    figures.firstRight.withFallback += Number(version !== null);
    figures.errors.push(...world.environment.errors);
    addTraffic(figures.traffic.environment, world.traffic);
    addTraffic(figures.traffic.bucket, world.bucket.traffic);
    figures.livedMs += world.now();
  }
  return figures;
}

class SimulatedWorld implements World {
  readonly clock = new SimulatedClock();
  readonly traffic: Traffic = { requests: 0, bytes: 0 };
  readonly bucket: Bucket;
  readonly environment: Environment;
  readonly now = this.clock.now;

  constructor(
    { region, bucket: bucketRegion, way }: Cell,
    size: SpecsBytes,
    conditions: Conditions,
    settings: RefreshSettings,
    random: ReturnType<typeof randomOf>,
    hasFallback: boolean,
  ) {
    const { clock, traffic } = this;
    const toBucketMs = roundTripMs(region, bucketRegion) ?? 0;
    const stored = way === 's3-gzip' ? size.gzip : size.plain;
    this.bucket = new Bucket(clock, stored, random, conditions);
    const store =
      way === 'cloudfront'
        ? {
            upstream: new EdgeCache(this.bucket, toBucketMs, size.brotli),
            roundTripMs: conditions.edgeRoundTripMs,
          }
        : { upstream: this.bucket, roundTripMs: toBucketMs };
    const connect = () => new Connection({ clock, ...store, random, conditions, traffic });
    const fallback = hasFallback ? 'of the deploy' : null;
    const load = simulatedLoader(connect, way !== 'cloudfront');
    this.environment = new Environment({ clock, load, settings, random, fallback });
  }

  freezeUntil(time: number): Promise<void> {
    return this.clock.freezeUntil(time);
  }

  init(): Promise<number> {
    return this.environment.init();
  }

  request() {
    return this.environment.request();
  }

  version(): string {
    return this.bucket.versionAt(this.now());
  }

  put(): void {
    this.bucket.put();
  }
}

function addTraffic(sum: Traffic, { requests, bytes }: Traffic): void {
  sum.requests += requests;
  sum.bytes += bytes;
}
