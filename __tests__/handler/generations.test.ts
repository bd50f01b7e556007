import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Generations, type GenerationsOptions } from '../../handler/src/generations';
import type { Loaded } from '../../handler/src/store/load';
import { logBook } from '../support/handler/log-book';

interface Named {
  name: string;
  isShutDown: boolean;
  shutdown(): void;
}

function named(name: string): Named {
  return {
    name,
    isShutDown: false,
    shutdown() {
      this.isShutDown = true;
    },
  };
}

const REFRESH_MS = 60_000;
const MAX_STALE_MS = 600_000;
const WAIT_MS = 800;

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

/** A store whose answers the test gives one by one, and the generations that it feeds. */
function setUp(options: Partial<GenerationsOptions<Named>> = {}) {
  const asked: (string | null)[] = [];
  const open: { answer: (loaded: Loaded) => void; fail: (error: Error) => void }[] = [];
  const { log, lines } = logBook();
  const generations = new Generations<Named>({
    load: (etag) => {
      asked.push(etag);
      return new Promise((answer, fail) => open.push({ answer, fail }));
    },
    build: (text) => {
      if (text.startsWith('bad')) throw new Error(`cannot build ${text}`);
      return named(text);
    },
    refreshMs: REFRESH_MS,
    maxStaleMs: MAX_STALE_MS,
    waitMs: WAIT_MS,
    fallback: () => null,
    log,
    now: Date.now,
    random: () => 1,
    ...options,
  });
  const settle = () => jest.advanceTimersByTimeAsync(0);
  return {
    generations,
    asked,
    lines,
    /** Answers the load that is under way. */
    answer: async (text: string, etag: string | null = `"${text}"`) => {
      open.shift()?.answer({ text, etag });
      await settle();
    },
    unchanged: async () => {
      open.shift()?.answer('unchanged');
      await settle();
    },
    fail: async (message = 'store is down') => {
      open.shift()?.fail(new Error(message));
      await settle();
    },
  };
}

async function loaded(options: Partial<GenerationsOptions<Named>> = {}) {
  const parts = setUp(options);
  const init = parts.generations.init();
  await parts.answer('first');
  const first = await init;
  if (first === null) throw new Error('nothing was loaded');
  return { ...parts, first };
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('in the init phase', () => {
  it('loads the first generation', async () => {
    const { first, generations } = await loaded();
    expect(first.name).toBe('first');
    expect(generations.current()).toBe(first);
    expect(generations.problem).toBeNull();
  });

  it('a failure only means that the first request tries again at once', async () => {
    const { generations, asked, fail, answer } = setUp();
    const init = generations.init();
    await fail();
    await expect(init).resolves.toBeNull();
    const current = generations.current();
    expect(asked).toHaveLength(2);
    await answer('first');
    await expect(current).resolves.toMatchObject({ name: 'first' });
  });
});

describe('while the specs are young', () => {
  it('answers without asking, and without a promise', async () => {
    const { generations, first, asked } = await loaded();
    await pass(REFRESH_MS - 1);
    expect(generations.current()).toBe(first);
    expect(asked).toHaveLength(1);
  });
});

describe('once they are to be refreshed', () => {
  it('answers from the old ones while one load runs, then from the new', async () => {
    const { generations, first, asked, answer } = await loaded();
    await pass(REFRESH_MS);
    expect(generations.current()).toBe(first);
    expect(generations.current()).toBe(first);
    expect(asked).toEqual([null, '"first"']);
    await answer('second');
    expect(generations.current()).toMatchObject({ name: 'second' });
    expect(asked).toHaveLength(2);
  });

  it('shuts the old one down, and not the new', async () => {
    const { generations, first, answer } = await loaded();
    await pass(REFRESH_MS);
    generations.current();
    expect(first.isShutDown).toBe(false);
    await answer('second');
    expect(first.isShutDown).toBe(true);
    expect(generations.current()).toMatchObject({ name: 'second', isShutDown: false });
  });

  it('keeps the same one when nothing changed, as long again', async () => {
    const { generations, first, asked, unchanged } = await loaded();
    await pass(REFRESH_MS);
    generations.current();
    await unchanged();
    await pass(REFRESH_MS - 1);
    expect(generations.current()).toBe(first);
    expect(first.isShutDown).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('asks unconditionally again when the store gave no ETag', async () => {
    const { generations, asked, answer } = await loaded();
    await pass(REFRESH_MS);
    generations.current();
    await answer('second', null);
    await pass(REFRESH_MS);
    generations.current();
    expect(asked).toEqual([null, '"first"', null]);
    await answer('third');
  });

  it('keeps the last good one when the new cannot be used, and asks for that again', async () => {
    const { generations, first, asked, answer, lines } = await loaded();
    await pass(REFRESH_MS);
    generations.current();
    await answer('bad');
    expect(generations.current()).toBe(first);
    expect(first.isShutDown).toBe(false);
    expect(generations.problem).toBe('cannot build bad');
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'The specs could not be refreshed',
        details: { reason: 'cannot build bad', failures: 1, answering: 'last good specs' },
      },
    ]);
    await pass(1_000);
    generations.current();
    expect(asked.at(-1)).toBe('"first"');
    await answer('second');
    expect(generations.current()).toMatchObject({ name: 'second' });
    expect(generations.problem).toBeNull();
  });
});

describe('after failures', () => {
  it('asks after one second, then after twice as long each time, up to a minute', async () => {
    const { generations, asked, fail } = await loaded();
    await pass(REFRESH_MS);
    generations.current();
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await fail();
      const before = asked.length;
      await pass(seconds * 1_000 - 1);
      await generations.current();
      expect(asked).toHaveLength(before);
      await pass(1);
      void generations.current();
      expect(asked).toHaveLength(before + 1);
    }
    await fail();
  });

  it('waits half as long with the least luck, so that environments do not come back together', async () => {
    const { generations, asked, fail } = await loaded({ random: () => 0 });
    await pass(REFRESH_MS);
    generations.current();
    await fail();
    await pass(499);
    generations.current();
    expect(asked).toHaveLength(2);
    await pass(1);
    generations.current();
    expect(asked).toHaveLength(3);
    await fail();
  });

  it('begins at one second again after a success', async () => {
    const { generations, asked, fail, answer } = await loaded();
    await pass(REFRESH_MS);
    generations.current();
    await fail();
    await pass(1_000);
    generations.current();
    await answer('second');
    await pass(REFRESH_MS);
    generations.current();
    await fail();
    const before = asked.length;
    await pass(1_000);
    generations.current();
    expect(asked).toHaveLength(before + 1);
    await fail();
  });
});

describe('past the age up to which stale specs are good', () => {
  it('a request waits for the new ones', async () => {
    const { generations, answer } = await loaded();
    await pass(MAX_STALE_MS + 1);
    const current = generations.current();
    expect(current).toBeInstanceOf(Promise);
    await answer('second');
    await expect(current).resolves.toMatchObject({ name: 'second' });
  });

  it('a request at that very age does not wait', async () => {
    const { generations, first, answer } = await loaded();
    await pass(MAX_STALE_MS);
    expect(generations.current()).toBe(first);
    await answer('second');
  });

  it('a request waits no longer than it may, and answers from the old ones', async () => {
    const { generations, first, answer } = await loaded();
    await pass(MAX_STALE_MS + 1);
    const current = generations.current();
    await pass(WAIT_MS);
    await expect(current).resolves.toBe(first);
    await answer('second');
    expect(generations.current()).toMatchObject({ name: 'second' });
  });

  it('a request does not wait while nobody asks the store', async () => {
    const { generations, first, fail } = await loaded();
    await pass(MAX_STALE_MS + 1);
    const current = generations.current();
    await fail();
    await expect(current).resolves.toBe(first);
    expect(generations.current()).toBe(first);
  });
});

describe('with fallback specs', () => {
  it('answers from them until the first load', async () => {
    const fallback = named('fallback');
    const { generations, fail, answer } = setUp({ fallback: () => fallback });
    const init = generations.init();
    await fail();
    await expect(init).resolves.toBe(fallback);
    const current = generations.current();
    await answer('first');
    await expect(current).resolves.toMatchObject({ name: 'first' });
    expect(fallback.isShutDown).toBe(true);
  });

  it('answers from them while the store is backed off from', async () => {
    const fallback = named('fallback');
    const { generations, fail } = setUp({ fallback: () => fallback });
    const init = generations.init();
    await fail();
    await init;
    const current = generations.current();
    await fail();
    await expect(current).resolves.toBe(fallback);
    expect(generations.current()).toBe(fallback);
    expect(generations.problem).toBe('store is down');
  });
});

describe('fallback specs that are not needed', () => {
  it('are never built', async () => {
    const fallback = jest.fn(() => named('fallback'));
    const { generations, answer } = setUp({ fallback });
    const init = generations.init();
    await answer('first');
    await init;
    await generations.current();
    expect(fallback).not.toHaveBeenCalled();
  });

  it('are built once, however often the store fails', async () => {
    const fallback = jest.fn(() => null);
    const { generations, fail } = setUp({ fallback });
    for (const again of [generations.init(), generations.current()]) {
      await fail();
      await again;
    }
    expect(fallback).toHaveBeenCalledTimes(1);
  });
});

describe('with nothing at all', () => {
  it('gives null, and says what answers', async () => {
    const { generations, fail, lines } = setUp();
    const init = generations.init();
    await fail();
    await init;
    const current = generations.current();
    await fail();
    await expect(current).resolves.toBeNull();
    expect(generations.current()).toBeNull();
    expect(lines.map(({ details }) => details?.answering)).toEqual(['defaults', 'defaults']);
  });
});
