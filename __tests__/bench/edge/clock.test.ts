import { describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../../bench/edge/clock';

function recorded() {
  const clock = new SimulatedClock();
  const seen: [what: string, at: number][] = [];
  const see = (what: string) => () => seen.push([what, clock.now()]);
  return { clock, seen, see };
}

describe('a process that runs', () => {
  it('takes its turns when they are due, in order', async () => {
    const { clock, seen, see } = recorded();
    clock.inProcess(20, see('second'));
    clock.outside(10, see('first'));
    clock.inProcess(40, see('too late'));
    await clock.runUntil(30);
    expect(seen).toEqual([
      ['first', 10],
      ['second', 20],
    ]);
    expect(clock.now()).toBe(30);
  });

  it('takes those of one time in the order in which they were asked for', async () => {
    const { clock, seen, see } = recorded();
    clock.inProcess(5, see('a'));
    clock.outside(5, see('b'));
    clock.inProcess(5, see('c'));
    await clock.runUntil(5);
    expect(seen.map(([what]) => what)).toEqual(['a', 'b', 'c']);
  });

  it('goes on with what was awaited before anything else happens', async () => {
    const { clock, seen, see } = recorded();
    const turn = new Promise<void>((resolve) => clock.inProcess(1, resolve));
    const chain = turn.then(() => {}).then(() => clock.inProcess(1, see('awaited')));
    clock.inProcess(2, see('later'));
    await clock.runUntil(2);
    await chain;
    expect(seen).toEqual([
      ['awaited', 1],
      ['later', 2],
    ]);
  });
});

describe('a frozen process', () => {
  it('takes no turn until it is thawed and the clock goes on, while the world does', async () => {
    const { clock, seen, see } = recorded();
    clock.inProcess(10, see('turn'));
    clock.outside(20, see('arrival'));
    await clock.freezeUntil(60_000);
    expect(seen).toEqual([['arrival', 20]]);
    await clock.runUntil(60_000);
    expect(seen.at(-1)).toEqual(['turn', 60_000]);
  });
});

describe('timers', () => {
  it('are those of the clock while a task runs, and the real ones again after it', async () => {
    const { clock, seen, see } = recorded();
    const real = globalThis.setTimeout;
    await clock.withTimers(async () => {
      setTimeout(see('never'), 5);
      const canceled = setTimeout(see('canceled'), 3);
      setTimeout(see('fires'), 0);
      clearTimeout(canceled);
      await clock.runUntil(4);
    });
    expect(seen).toEqual([['fires', 1]]);
    expect(globalThis.setTimeout).toBe(real);
  });
});

describe('settling a promise', () => {
  it('runs no further than it needs', async () => {
    const { clock, seen, see } = recorded();
    const promise = new Promise<string>((resolve) => clock.inProcess(7, () => resolve('done')));
    clock.inProcess(8, see('later'));
    await expect(clock.settle(promise)).resolves.toBe('done');
    expect(clock.now()).toBe(7);
    expect(seen).toEqual([]);
  });

  it('rejects as the promise does', async () => {
    const { clock } = recorded();
    await expect(clock.settle(Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('says so when nothing is left that could settle it', async () => {
    const { clock } = recorded();
    await expect(clock.settle(new Promise(() => {}))).rejects.toThrow('Nothing is left');
  });
});
