/** The life of one environment: a cold start, requests, and changes of the specs; on whatever clock. */
import { Distribution } from './distribution';
import type { Random } from './random';

export interface Request {
  at: number;
  /** How long it waited for the specs. */
  waitMs: number;
  /** The version of the specs that it was answered from; null for defaults. */
  version: string | null;
}

/** An environment, the specs that it reads, and the time that passes. */
export interface World {
  /** In milliseconds. */
  now(): number;
  /** Freezes the environment until then. */
  freezeUntil(time: number): Promise<void>;
  /** Lambda's init phase; @returns how long it took. */
  init(): Promise<number>;
  /** A request that comes now. */
  request(): Promise<Request>;
  /** The version of the specs that the store has. */
  version(): string;
  /** Changes the specs. */
  put(): void;
}

export interface Rhythm {
  /** From one request to the next. */
  spacingMs: number;
  /** How long specs are used before the store is asked again. */
  refreshMs: number;
  changes: number;
}

export interface LifeFigures {
  /** What the first request waits, the init phase included. */
  firstWait: Distribution;
  laterWait: Distribution;
  /**
   * From a change to the first request from which on every answer is new; and from the first request of an environment,
   * in whose zip are older specs than in the store. Infinite where it never comes.
   */
  fresh: Distribution;
  freshFromStart: Distribution;
}

export function noFigures(): LifeFigures {
  return {
    firstWait: new Distribution(),
    laterWait: new Distribution(),
    fresh: new Distribution(),
    freshFromStart: new Distribution(),
  };
}

/** Two refresh intervals, and one request's spacing. */
export function freshWithinMs({ refreshMs, spacingMs }: Omit<Rhythm, 'changes'>): number {
  return 2 * refreshMs + spacingMs;
}

/** After so many times what is promised a change is taken never to be seen. */
const GIVEN_UP_AFTER = 50;

/** The init phase and the request that follows it at once. */
export async function begin(world: World): Promise<{ initMs: number; first: Request }> {
  const initMs = await world.init();
  return { initMs, first: await world.request() };
}

/** @param figures are added to. @returns the first request. */
export async function live(
  world: World,
  rhythm: Rhythm,
  random: Random,
  figures: LifeFigures,
): Promise<Request> {
  const { initMs, first } = await begin(world);
  figures.firstWait.add(initMs + first.waitMs);

  const quietMs = () => random.within([0.5, 1.5]) * Math.max(rhythm.refreshMs, rhythm.spacingMs);
  // Requests come at even times; one that comes while the environment is busy goes to another.
  const nextAt = () => (Math.floor(world.now() / rhythm.spacingMs) + 1) * rhythm.spacingMs;
  const nextRequest = async () => {
    await world.freezeUntil(nextAt());
    const request = await world.request();
    figures.laterWait.add(request.waitMs);
    return request;
  };
  /** Goes on until every answer is new, and then so long that an old one would be found out. */
  const see = async (changedAt: number, seen: Distribution, request: Request | null) => {
    let newSince: number | null = null;
    const note = (one: Request) => {
      newSince = one.version === world.version() ? (newSince ?? one.at) : null;
      return newSince === null
        ? changedAt + GIVEN_UP_AFTER * freshWithinMs(rhythm)
        : newSince + quiet;
    };
    const quiet = quietMs();
    let until = request === null ? Number.POSITIVE_INFINITY : note(request);
    while (world.now() < until) until = note(await nextRequest());
    seen.add(newSince === null ? Number.POSITIVE_INFINITY : newSince - changedAt);
  };

  await see(first.at, figures.freshFromStart, first);
  for (let change = 0; change < rhythm.changes; change += 1) {
    const changedAt = world.now() + quietMs();
    while (nextAt() <= changedAt) await nextRequest();
    await world.freezeUntil(changedAt);
    world.put();
    await see(changedAt, figures.fresh, null);
  }
  return first;
}
