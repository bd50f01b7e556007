/**
 * The environments of one function in one Region, as Lambda keeps them: a request takes an idle one, else a new one starts cold. At
 * the limit Lambda throttles.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
import type { EdgeEvent } from '../cloudfront';
import {
  type Environment,
  type EnvironmentOptions,
  type EnvironmentState,
  startEnvironment,
} from './index';
import type { Outcome } from './outcome';

export interface EnvironmentPool {
  /** Never rejects. */
  invoke(event: EdgeEvent, limitMs?: number): Promise<Outcome>;
  /** Starts an environment ahead of the first request: null, or why the function cannot be imported. */
  warmUp(): Promise<string | null>;
  /** Discards every environment: the next requests start cold. A busy one finishes its request first. */
  coldStart(): Promise<void>;
  /** Those that are alive, the oldest first. */
  environments(): EnvironmentState[];
  close(): Promise<void>;
}

/**
 * @param optionsNow what the next environment is started with.
 * @param limit how many environments may be at work at once.
 */
export function environmentPool(
  optionsNow: () => EnvironmentOptions,
  limit: number,
): EnvironmentPool {
  const idle: Environment[] = [];
  const busy = new Set<Environment>();
  let retired = new WeakSet<Environment>();
  let closed = false;

  const take = (): Environment | null => {
    // The one used last, as Lambda does. One may have crashed meanwhile.
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      if (last.isAlive()) return last;
    }
    return busy.size < limit ? startEnvironment(optionsNow()) : null;
  };
  const giveBack = async (environment: Environment): Promise<void> => {
    busy.delete(environment);
    if (retired.has(environment)) await environment.stop();
    else if (environment.isAlive()) idle.push(environment);
  };
  const dropIdle = async (): Promise<void> => {
    await Promise.all(idle.splice(0).map((environment) => environment.stop()));
  };

  return {
    invoke: async (event, limitMs) => {
      if (closed) return { kind: 'failed', reason: 'The local edge is closed.' };
      const environment = take();
      if (environment === null) {
        return { kind: 'failed', reason: 'Rate Exceeded.', limit: 'throttle' };
      }
      busy.add(environment);
      try {
        return await environment.invoke(event, limitMs);
      } finally {
        await giveBack(environment);
      }
    },
    warmUp: async () => {
      const environment = startEnvironment(optionsNow());
      idle.push(environment);
      return environment.ready();
    },
    coldStart: async () => {
      retired = new WeakSet(busy);
      await dropIdle();
    },
    environments: () =>
      [...busy, ...idle]
        .filter((environment) => environment.isAlive())
        .map((environment) => environment.state())
        .sort((one, other) => one.startedAt - other.startedAt),
    close: async () => {
      closed = true;
      await Promise.all([...busy].map((environment) => environment.stop()));
      await dropIdle();
    },
  };
}
