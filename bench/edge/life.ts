/** The life of one environment: a cold start, requests, and changes of the specs; on whatever clock. */
import type { Distribution } from './distribution';
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
  /** Changes the specs; @returns the new version. */
  put(): string;
}

export interface Rhythm {
  /** From one request to the next. */
  spacingMs: number;
  /** How long specs are used before the store is asked again. */
  refreshMs: number;
  changes: number;
}

export interface LifeFigures {
  /** What the first request waits, the init phase included; and what the request itself does. */
  firstWait: Distribution;
  firstWaitInRequest: Distribution;
  laterWait: Distribution;
  /** From a change to the first request from which on every answer is new; those that never come are not in it. */
  fresh: Distribution;
  neverFresh: number;
}

/** Two refresh intervals, and one request's spacing. */
export function freshWithinMs({ refreshMs, spacingMs }: Omit<Rhythm, 'changes'>): number {
  return 2 * refreshMs + spacingMs;
}

/** After so many times what is promised a change is taken never to be seen. */
const GIVEN_UP_AFTER = 5;

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
  figures.firstWaitInRequest.add(first.waitMs);

  const quietMs = () => random.within([0.5, 1.5]) * Math.max(rhythm.refreshMs, rhythm.spacingMs);
  // Requests come at even times; one that comes while the environment is busy goes to another.
  const nextAt = () => (Math.floor(world.now() / rhythm.spacingMs) + 1) * rhythm.spacingMs;
  const nextRequest = async () => {
    await world.freezeUntil(nextAt());
    const request = await world.request();
    figures.laterWait.add(request.waitMs);
    return request;
  };

  for (let change = 0; change < rhythm.changes; change += 1) {
    const changedAt = world.now() + quietMs();
    while (nextAt() <= changedAt) await nextRequest();
    await world.freezeUntil(changedAt);
    const version = world.put();
    let newSince: number | null = null;
    let until = changedAt + GIVEN_UP_AFTER * freshWithinMs(rhythm);
    while (world.now() < until) {
      const request = await nextRequest();
      if (request.version !== version) newSince = null;
      else if (newSince === null) {
        newSince = request.at;
        // Long enough for an old answer to be found out.
        until = request.at + quietMs();
      }
    }
    if (newSince === null) figures.neverFresh += 1;
    else figures.fresh.add(newSince - changedAt);
  }
  return first;
}
