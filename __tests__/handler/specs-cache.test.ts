import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SpecsCache, type SpecsCacheOptions } from '../../handler/src/specs-cache';
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

/** A store whose answers the test gives one by one, and the cache that it feeds. */
function setUp(options: Partial<SpecsCacheOptions<Named>> = {}) {
  const asked: (string | null)[] = [];
  const open: { answer: (loaded: Loaded) => void; fail: (error: Error) => void }[] = [];
  const { log, lines } = logBook();
  const specsCache = new SpecsCache<Named>({
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
    specsCache,
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

async function loaded(options: Partial<SpecsCacheOptions<Named>> = {}) {
  const parts = setUp(options);
  const init = parts.specsCache.init();
  await parts.answer('first');
  const first = await init;
  if (first === null) throw new Error('nothing was loaded');
  return { ...parts, first };
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('in the init phase', () => {
  it('loads the first snapshot', async () => {
    const { first, specsCache } = await loaded();
    expect(first.name).toBe('first');
    expect(specsCache.current()).toBe(first);
    expect(specsCache.problem).toBeNull();
  });

  it('a failure only means that the first request tries again at once', async () => {
    const { specsCache, asked, fail, answer } = setUp();
    const init = specsCache.init();
    await fail();
    await expect(init).resolves.toBeNull();
    const current = specsCache.current();
    expect(asked).toHaveLength(2);
    await answer('first');
    await expect(current).resolves.toMatchObject({ name: 'first' });
  });
});

describe('while the specs are young', () => {
  it('answers without asking, and without a promise', async () => {
    const { specsCache, first, asked } = await loaded();
    await pass(REFRESH_MS - 1);
    expect(specsCache.current()).toBe(first);
    expect(asked).toHaveLength(1);
  });
});

describe('once they are to be refreshed', () => {
  it('answers from the old ones while one load runs, then from the new', async () => {
    const { specsCache, first, asked, answer } = await loaded();
    await pass(REFRESH_MS);
    expect(specsCache.current()).toBe(first);
    expect(specsCache.current()).toBe(first);
    expect(asked).toEqual([null, '"first"']);
    await answer('second');
    expect(specsCache.current()).toMatchObject({ name: 'second' });
    expect(asked).toHaveLength(2);
  });

  it('shuts the old one down, and not the new', async () => {
    const { specsCache, first, answer } = await loaded();
    await pass(REFRESH_MS);
    specsCache.current();
    expect(first.isShutDown).toBe(false);
    await answer('second');
    expect(first.isShutDown).toBe(true);
    expect(specsCache.current()).toMatchObject({ name: 'second', isShutDown: false });
  });

  it('keeps the same one when nothing changed, as long again', async () => {
    const { specsCache, first, asked, unchanged } = await loaded();
    await pass(REFRESH_MS);
    specsCache.current();
    await unchanged();
    await pass(REFRESH_MS - 1);
    expect(specsCache.current()).toBe(first);
    expect(first.isShutDown).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('asks unconditionally again when the store gave no ETag', async () => {
    const { specsCache, asked, answer } = await loaded();
    await pass(REFRESH_MS);
    specsCache.current();
    await answer('second', null);
    await pass(REFRESH_MS);
    specsCache.current();
    expect(asked).toEqual([null, '"first"', null]);
    await answer('third');
  });

  it('keeps the last good one when the new cannot be used, and asks for that again', async () => {
    const { specsCache, first, asked, answer, lines } = await loaded();
    await pass(REFRESH_MS);
    specsCache.current();
    await answer('bad');
    expect(specsCache.current()).toBe(first);
    expect(first.isShutDown).toBe(false);
    expect(specsCache.problem).toBe('cannot build bad');
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'The specs could not be refreshed',
        details: { reason: 'cannot build bad', failures: 1, answering: 'last good specs' },
      },
    ]);
    await pass(1_000);
    specsCache.current();
    expect(asked.at(-1)).toBe('"first"');
    await answer('second');
    expect(specsCache.current()).toMatchObject({ name: 'second' });
    expect(specsCache.problem).toBeNull();
  });
});

describe('after failures', () => {
  it('asks after one second, then after twice as long each time, up to a minute', async () => {
    const { specsCache, asked, fail } = await loaded();
    await pass(REFRESH_MS);
    specsCache.current();
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await fail();
      const before = asked.length;
      await pass(seconds * 1_000 - 1);
      await specsCache.current();
      expect(asked).toHaveLength(before);
      await pass(1);
      void specsCache.current();
      expect(asked).toHaveLength(before + 1);
    }
    await fail();
  });

  it('waits half as long with the least luck, so that environments do not come back together', async () => {
    const { specsCache, asked, fail } = await loaded({ random: () => 0 });
    await pass(REFRESH_MS);
    specsCache.current();
    await fail();
    await pass(499);
    specsCache.current();
    expect(asked).toHaveLength(2);
    await pass(1);
    specsCache.current();
    expect(asked).toHaveLength(3);
    await fail();
  });

  it('begins at one second again after a success', async () => {
    const { specsCache, asked, fail, answer } = await loaded();
    await pass(REFRESH_MS);
    specsCache.current();
    await fail();
    await pass(1_000);
    specsCache.current();
    await answer('second');
    await pass(REFRESH_MS);
    specsCache.current();
    await fail();
    const before = asked.length;
    await pass(1_000);
    specsCache.current();
    expect(asked).toHaveLength(before + 1);
    await fail();
  });
});

describe('past the age up to which stale specs are good', () => {
  it('a request waits for the new ones', async () => {
    const { specsCache, answer } = await loaded();
    await pass(MAX_STALE_MS + 1);
    const current = specsCache.current();
    expect(current).toBeInstanceOf(Promise);
    await answer('second');
    await expect(current).resolves.toMatchObject({ name: 'second' });
  });

  it('a request at that very age does not wait', async () => {
    const { specsCache, first, answer } = await loaded();
    await pass(MAX_STALE_MS);
    expect(specsCache.current()).toBe(first);
    await answer('second');
  });

  it('a request waits no longer than it may, and answers from the old ones', async () => {
    const { specsCache, first, answer } = await loaded();
    await pass(MAX_STALE_MS + 1);
    const current = specsCache.current();
    await pass(WAIT_MS);
    await expect(current).resolves.toBe(first);
    await answer('second');
    expect(specsCache.current()).toMatchObject({ name: 'second' });
  });

  it('a request does not wait while nobody asks the store', async () => {
    const { specsCache, first, fail } = await loaded();
    await pass(MAX_STALE_MS + 1);
    const current = specsCache.current();
    await fail();
    await expect(current).resolves.toBe(first);
    expect(specsCache.current()).toBe(first);
  });
});

describe('with fallback specs', () => {
  it('answers from them until the first load', async () => {
    const fallback = named('fallback');
    const { specsCache, fail, answer } = setUp({ fallback: () => fallback });
    const init = specsCache.init();
    await fail();
    await expect(init).resolves.toBe(fallback);
    const current = specsCache.current();
    await answer('first');
    await expect(current).resolves.toMatchObject({ name: 'first' });
    expect(fallback.isShutDown).toBe(true);
  });

  it('answers from them while the store is backed off from', async () => {
    const fallback = named('fallback');
    const { specsCache, fail } = setUp({ fallback: () => fallback });
    const init = specsCache.init();
    await fail();
    await init;
    const current = specsCache.current();
    await fail();
    await expect(current).resolves.toBe(fallback);
    expect(specsCache.current()).toBe(fallback);
    expect(specsCache.problem).toBe('store is down');
  });
});

describe('fallback specs that are not needed', () => {
  it('are never built', async () => {
    const fallback = jest.fn(() => named('fallback'));
    const { specsCache, answer } = setUp({ fallback });
    const init = specsCache.init();
    await answer('first');
    await init;
    await specsCache.current();
    expect(fallback).not.toHaveBeenCalled();
  });

  it('are built once, however often the store fails', async () => {
    const fallback = jest.fn(() => null);
    const { specsCache, fail } = setUp({ fallback });
    for (const again of [specsCache.init(), specsCache.current()]) {
      await fail();
      await again;
    }
    expect(fallback).toHaveBeenCalledTimes(1);
  });
});

describe('with nothing at all', () => {
  it('gives null, and says what answers', async () => {
    const { specsCache, fail, lines } = setUp();
    const init = specsCache.init();
    await fail();
    await init;
    const current = specsCache.current();
    await fail();
    await expect(current).resolves.toBeNull();
    expect(specsCache.current()).toBeNull();
    expect(lines.map(({ details }) => details?.answering)).toEqual(['defaults', 'defaults']);
  });
});
