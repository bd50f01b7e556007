/** A clock that jumps from one event to the next, and on it a process that can be frozen. */

interface Event {
  at: number;
  /** Whether the process has to take a turn for it: not before it is thawed. */
  isOfProcess: boolean;
  run: () => void;
}

export class SimulatedClock {
  #now = 0;
  #isFrozen = false;
  /** Ordered by time; those of the same time in the order in which they were made. */
  readonly #events: Event[] = [];

  /** In milliseconds. */
  readonly now = (): number => this.#now;

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** Runs at that time whether or not the process is frozen: what happens far away, or in the kernel. */
  outside(at: number, run: () => void): void {
    this.#add({ at, isOfProcess: false, run });
  }

  /** Runs at that time, or when the process is thawed after it. */
  inProcess(at: number, run: () => void): () => void {
    const event = { at, isOfProcess: true, run };
    this.#add(event);
    return () => {
      const index = this.#events.indexOf(event);
      if (index >= 0) this.#events.splice(index, 1);
    };
  }

  /** Freezes the process until then. It takes no turn by thawing: whoever wakes it is served first. */
  async freezeUntil(time: number): Promise<void> {
    this.#isFrozen = true;
    await this.runUntil(time);
    this.#isFrozen = false;
  }

  async runUntil(time: number): Promise<void> {
    for (let next = this.#next(); next !== null && next.at <= time; next = this.#next()) {
      await this.#run(next);
    }
    this.#now = Math.max(this.#now, time);
  }

  /** Runs until the promise is settled. @throws when nothing is left that could settle it. */
  async settle<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = () => {
      isSettled = true;
    };
    promise.then(settled, settled);
    for (await microtasks(); !isSettled; ) {
      const next = this.#next();
      if (next === null) throw new Error('Nothing is left that could settle the promise.');
      await this.#run(next);
    }
    return promise;
  }

  /** Makes the timers of this process those of the clock until the task is done. */
  async withTimers<T>(task: () => Promise<T>): Promise<T> {
    const { setTimeout, clearTimeout } = globalThis;
    const cancels = new Map<number, () => void>();
    let timers = 0;
    const fakes = {
      setTimeout: (run: () => void, ms: number) => {
        timers += 1;
        const timer = timers;
        // Node makes 1 of everything below 1.
        cancels.set(timer, this.inProcess(this.#now + Math.max(1, ms), run));
        return timer;
      },
      clearTimeout: (timer: number) => {
        cancels.get(timer)?.();
        cancels.delete(timer);
      },
    };
    Object.assign(globalThis, fakes);
    try {
      return await task();
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout });
    }
  }

  #add(event: Event): void {
    const later = this.#events.findIndex(({ at }) => at > event.at);
    this.#events.splice(later < 0 ? this.#events.length : later, 0, event);
  }

  #next(): Event | null {
    return this.#events.find(({ isOfProcess }) => !(isOfProcess && this.#isFrozen)) ?? null;
  }

  async #run(event: Event): Promise<void> {
    this.#events.splice(this.#events.indexOf(event), 1);
    this.#now = Math.max(this.#now, event.at);
    event.run();
    if (event.isOfProcess) await microtasks();
  }
}

/** Resolves when every promise that could go on has gone on. */
function microtasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
