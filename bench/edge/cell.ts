/** One cell of the grid: some environments, each with a cold start, requests, and changes of the specs. */
import { roundTripMs } from '../../local-edge/store/regions';
import { SimulatedClock } from './clock';
import type { Conditions } from './conditions';
import { Connection } from './connection';
import { Distribution } from './distribution';
import { DEFAULTS, Environment, type Request } from './environment';
import { type Cell, nameOf } from './grid';
import { simulatedLoader } from './loader';
import { type Random, randomOf } from './random';
import type { SpecsBytes } from './specs';
import { Bucket, EdgeCache, type Traffic } from './upstream';

export interface Sample {
  environments: number;
  /** In the life of each. */
  changes: number;
}

export interface CellFigures {
  cell: Cell;
  /** Of first answers, those from specs and not from defaults; with the specs in the zip, and without. */
  firstRight: { of: number; withFallback: number; withoutFallback: number };
  /** What the first request waits, Lambda's init phase included; and what the request itself does. */
  firstWait: Distribution;
  firstWaitInRequest: Distribution;
  laterWait: Distribution;
  /** From a change to the first request from which on every answer is new; those that never come are not in it. */
  fresh: Distribution;
  neverFresh: number;
  /** Why loads failed, one for each error line. */
  errors: string[];
  /** Of the environments, and of the bucket; the same, but for CloudFront. */
  traffic: { environment: Traffic; bucket: Traffic };
  livedMs: number;
}

/** After so many times the promise a change is taken never to be seen. */
const GIVEN_UP_AFTER = 5;

/** Two refresh intervals, and one request's spacing. */
export function freshWithinMs({ spacingMs }: Cell): number {
  return 2 * DEFAULTS.refreshMs + spacingMs;
}

export async function runCell(
  cell: Cell,
  size: SpecsBytes,
  sample: Sample,
  conditions: Conditions,
): Promise<CellFigures> {
  const figures: CellFigures = {
    cell,
    firstRight: { of: 0, withFallback: 0, withoutFallback: 0 },
    firstWait: new Distribution(),
    firstWaitInRequest: new Distribution(),
    laterWait: new Distribution(),
    fresh: new Distribution(),
    neverFresh: 0,
    errors: [],
    traffic: { environment: { requests: 0, bytes: 0 }, bucket: { requests: 0, bytes: 0 } },
    livedMs: 0,
  };
  for (let index = 0; index < sample.environments; index += 1) {
    const seed = `${nameOf(cell)}, ${index}`;
    const bare = new Life(cell, size, conditions, seed, false);
    const life = new Life(cell, size, conditions, seed, true);
    await bare.clock.withTimers(() => bare.begin());
    await life.clock.withTimers(() => life.live(sample.changes, figures));
    figures.firstRight.of += 1;
    figures.firstRight.withoutFallback += Number(bare.isRight);
    figures.firstRight.withFallback += Number(life.isRight);
  }
  return figures;
}

/** The life of one environment. */
class Life {
  readonly clock = new SimulatedClock();
  readonly traffic: Traffic = { requests: 0, bytes: 0 };
  /** Whether the first answer was from specs. */
  isRight = false;
  readonly #random: Random;
  readonly #bucket: Bucket;
  readonly #environment: Environment;

  constructor(
    readonly cell: Cell,
    size: SpecsBytes,
    conditions: Conditions,
    seed: string,
    hasFallback: boolean,
  ) {
    const { clock } = this;
    const random = randomOf(seed);
    const toBucketMs = roundTripMs(cell.region, cell.bucket) ?? 0;
    const stored = cell.way === 's3-gzip' ? size.gzip : size.plain;
    const bucket = new Bucket(clock, stored, random, conditions);
    const isNear = cell.way === 'cloudfront';
    const upstream = isNear ? new EdgeCache(bucket, toBucketMs, size.brotli) : bucket;
    const tripMs = isNear ? conditions.edgeRoundTripMs : toBucketMs;
    const connect = () =>
      new Connection({
        clock,
        upstream,
        roundTripMs: tripMs,
        random,
        conditions,
        traffic: this.traffic,
      });
    this.#random = random;
    this.#bucket = bucket;
    this.#environment = new Environment(
      clock,
      simulatedLoader(connect),
      random,
      hasFallback ? bucket.versionAt(0) : null,
    );
  }

  /** The init phase and the first request. */
  async begin(): Promise<{ initMs: number; first: Request }> {
    const initMs = await this.#environment.init();
    const first = await this.#environment.request();
    this.isRight = first.version !== null;
    return { initMs, first };
  }

  async live(changes: number, figures: CellFigures): Promise<void> {
    const { initMs, first } = await this.begin();
    figures.firstWait.add(initMs + first.waitMs);
    figures.firstWaitInRequest.add(first.waitMs);
    for (let change = 0; change < changes; change += 1) await this.#seeChange(figures);
    figures.errors.push(...this.#environment.errors);
    addTraffic(figures.traffic.environment, this.traffic);
    addTraffic(figures.traffic.bucket, this.#bucket.traffic);
    figures.livedMs += this.clock.now();
  }

  /** Some quiet, a change, requests until it is seen, and some quiet in which an old answer would still be found. */
  async #seeChange(figures: CellFigures): Promise<void> {
    await this.#requestsUntil(this.clock.now() + this.#quietMs(), figures.laterWait);
    const changedAt = this.clock.now();
    const version = this.#bucket.put();
    let newSince: number | null = null;
    let until = changedAt + GIVEN_UP_AFTER * freshWithinMs(this.cell);
    while (this.clock.now() < until) {
      const request = await this.#nextRequest(figures.laterWait);
      if (request.version !== version) newSince = null;
      else if (newSince === null) {
        newSince = request.at;
        until = request.at + this.#quietMs();
      }
    }
    if (newSince === null) figures.neverFresh += 1;
    else figures.fresh.add(newSince - changedAt);
  }

  #quietMs(): number {
    return this.#random.within([0.5, 1.5]) * Math.max(DEFAULTS.refreshMs, this.cell.spacingMs);
  }

  async #requestsUntil(time: number, waits: Distribution): Promise<void> {
    while (this.#nextAt() <= time) await this.#nextRequest(waits);
    await this.clock.freezeUntil(time);
  }

  /** Requests come at even times; one that comes while the environment is busy goes to another. */
  #nextAt(): number {
    const { spacingMs } = this.cell;
    return (Math.floor(this.clock.now() / spacingMs) + 1) * spacingMs;
  }

  async #nextRequest(waits: Distribution): Promise<Request> {
    await this.clock.freezeUntil(this.#nextAt());
    const request = await this.#environment.request();
    waits.add(request.waitMs);
    return request;
  }
}

function addTraffic(sum: Traffic, { requests, bytes }: Traffic): void {
  sum.requests += requests;
  sum.bytes += bytes;
}
