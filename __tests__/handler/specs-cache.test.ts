import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SpecsCache, type SpecsCacheOptions } from '../../handler/src/specs-cache';
import type { LoadControl, Loaded } from '../../handler/src/store/load';
import { StoreError } from '../../handler/src/store/store-error';
import { logBook } from '../support/handler/log-book';

interface Named {
  name: string;
  lacksAll: boolean;
  isShutDown: boolean;
  shutdown(): void;
}

function named(name: string): Named {
  return {
    name,
    lacksAll: name.startsWith('lost'),
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
  const controls: LoadControl[] = [];
  const open: { answer: (loaded: Loaded) => void; fail: (error: Error) => void }[] = [];
  const { log, lines } = logBook();
  const counts: string[] = [];
  const specsCache = new SpecsCache<Named>({
    load: (etag, control) => {
      asked.push(etag);
      controls.push(control);
      return new Promise((answer, fail) => {
        open.push({ answer, fail });
        control.signal.addEventListener('abort', () => fail(control.signal.reason));
      });
    },
    build: (text) => {
      if (text.startsWith('bad')) throw new Error(`cannot build ${text}`);
      return named(text);
    },
    refreshMs: REFRESH_MS,
    maxStaleMs: MAX_STALE_MS,
    maxWaitMs: WAIT_MS,
    fallback: () => null,
    count: (metric) => counts.push(metric),
    log,
    now: Date.now,
    random: () => 1,
    ...options,
  });
  const settle = () => jest.advanceTimersByTimeAsync(0);
  return {
    specsCache,
    open,
    settle,
    controls,
    asked,
    counts,
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

describe('what it tells of itself', () => {
  it('is how old the specs are, from when the store was asked', async () => {
    const { specsCache, answer } = setUp();
    expect(specsCache.ageMs).toBe(Number.POSITIVE_INFINITY);
    const init = specsCache.init();
    await pass(100);
    await answer('first');
    await init;
    await pass(1_000);
    expect(specsCache.ageMs).toBe(1_100);
  });

  it('is every load, with what came of it', async () => {
    const { specsCache, unchanged, fail, answer, counts } = await loaded();
    await pass(REFRESH_MS);
    void specsCache.current();
    await unchanged();
    await pass(REFRESH_MS);
    void specsCache.current();
    await fail();
    await pass(REFRESH_MS);
    void specsCache.current();
    await answer('bad');
    expect(counts).toEqual(['SpecsLoads', 'SpecsLoads', 'SpecsLoadFailures', 'SpecsLoadFailures']);
  });
});

describe('in the init phase', () => {
  it('loads the first snapshot', async () => {
    const { first, specsCache } = await loaded();
    expect(first.name).toBe('first');
    expect(specsCache.current()).toBe(first);
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
  it('the request that begins the load waits for it, and answers from the new ones', async () => {
    const { specsCache, asked, answer } = await loaded();
    await pass(REFRESH_MS);
    const current = specsCache.current();
    expect(asked).toEqual([null, '"first"']);
    await answer('second');
    await expect(current).resolves.toMatchObject({ name: 'second' });
    expect(asked).toHaveLength(2);
  });

  it('each request waits no longer than it may, for the same load, until it is done', async () => {
    const { specsCache, first, asked, answer, controls } = await loaded();
    await pass(REFRESH_MS);
    for (let request = 0; request < 2; request += 1) {
      const current = specsCache.current();
      // Something came while the environment was frozen.
      controls.at(-1)?.onProgress(false);
      await pass(WAIT_MS - 1);
      expect(asked).toHaveLength(2);
      await pass(1);
      await expect(current).resolves.toBe(first);
      await pass(12_000);
    }
    await answer('second');
    expect(specsCache.current()).toMatchObject({ name: 'second' });
    expect(asked).toHaveLength(2);
  });

  it('a request that follows another closely waits a millisecond', async () => {
    const { specsCache, first, answer } = await loaded();
    await pass(REFRESH_MS - 1_000);
    specsCache.current();
    await pass(1_000);
    for (let request = 0; request < 3; request += 1) {
      const current = specsCache.current();
      await pass(1);
      await expect(current).resolves.toBe(first);
      await pass(1_000);
    }
    await answer('second');
    expect(specsCache.current()).toMatchObject({ name: 'second' });
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

  it('are as old as the question, however long the answer took', async () => {
    const { specsCache, asked, unchanged } = await loaded();
    await pass(REFRESH_MS);
    const current = specsCache.current();
    await pass(WAIT_MS - 1);
    await unchanged();
    await current;
    await pass(REFRESH_MS - WAIT_MS);
    specsCache.current();
    expect(asked).toHaveLength(2);
    await pass(1);
    specsCache.current();
    expect(asked).toHaveLength(3);
    await unchanged();
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

  it('keeps the last good one when the new have nothing of it, until they do at the next refresh', async () => {
    const { specsCache, first, asked, answer, lines } = await loaded();
    await pass(REFRESH_MS);
    specsCache.current();
    await answer('lost');
    expect(specsCache.current()).toBe(first);
    expect(first.isShutDown).toBe(false);
    expect(lines).toMatchObject([
      { level: 'error', message: expect.stringMatching(/nothing of what is asked for/) },
    ]);
    // Not asked again at once: it is no failure.
    await pass(REFRESH_MS - 1);
    expect(specsCache.current()).toBe(first);
    expect(asked).toHaveLength(2);
    await pass(1);
    specsCache.current();
    expect(asked.at(-1)).toBe('"first"');
    await answer('lost');
    expect(specsCache.current()).toMatchObject({ name: 'lost' });
    expect(first.isShutDown).toBe(true);
  });

  it.each(['first', 'second'])(
    'has them held back anew after the store has had %s',
    async (name) => {
      const { specsCache, answer, unchanged } = await loaded();
      for (const text of ['lost', name, 'lost']) {
        await pass(REFRESH_MS);
        specsCache.current();
        await (text === 'first' ? unchanged() : answer(text));
      }
      expect(specsCache.current()).toMatchObject({ name });
    },
  );

  it('is whatever there is where nothing better ever was', async () => {
    const { specsCache, answer } = setUp();
    const init = specsCache.init();
    await answer('lost');
    await expect(init).resolves.toMatchObject({ name: 'lost' });
    await pass(REFRESH_MS);
    specsCache.current();
    await answer('lost more');
    expect(specsCache.current()).toMatchObject({ name: 'lost more' });
  });

  it('keeps the last good one when the new cannot be used, and asks for that again', async () => {
    const { specsCache, first, asked, answer, lines } = await loaded();
    await pass(REFRESH_MS);
    specsCache.current();
    await answer('bad');
    expect(specsCache.current()).toBe(first);
    expect(first.isShutDown).toBe(false);
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'Config specs could not be loaded',
        details: { reason: 'cannot build bad', failures: 1, answering: 'last good specs' },
      },
    ]);
    await pass(1_000);
    specsCache.current();
    expect(asked.at(-1)).toBe('"first"');
    await answer('second');
    expect(specsCache.current()).toMatchObject({ name: 'second' });
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

  it('a request that follows another closely waits, too, but not at that very age', async () => {
    const { specsCache, first, answer } = await loaded();
    await pass(MAX_STALE_MS - 1_000);
    const begun = specsCache.current();
    await pass(WAIT_MS);
    await begun;
    await pass(1_000 - WAIT_MS);
    const atThatAge = specsCache.current();
    await pass(1);
    await expect(atThatAge).resolves.toBe(first);
    const older = specsCache.current();
    await answer('second');
    await expect(older).resolves.toMatchObject({ name: 'second' });
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

describe('a load', () => {
  it('is given up when nothing comes of it while requests wait, and not before', async () => {
    const { specsCache, first, lines, asked, controls } = await loaded();
    for (const [pause, waited] of [
      [REFRESH_MS, WAIT_MS],
      [3_000, 2 * WAIT_MS],
    ] as const) {
      await pass(pause);
      expect(lines).toEqual([]);
      const current = specsCache.current();
      await pass(WAIT_MS);
      await expect(current).resolves.toBe(first);
      expect(controls.at(-1)?.signal.aborted).toBe(waited >= 1_500);
    }
    expect(lines).toMatchObject([{ details: { reason: 'The store sent nothing for 1500 ms' } }]);
    expect(asked).toHaveLength(2);
  });

  it('is given up by many short waits, too', async () => {
    const { specsCache, lines } = await loaded();
    await pass(REFRESH_MS - 1_000);
    specsCache.current();
    for (let request = 0; request < 5; request += 1) {
      expect(lines).toEqual([]);
      await pass(1_000);
      const current = specsCache.current();
      await pass(1);
      await current;
    }
    expect(lines).toHaveLength(1);
  });

  it('goes on as long as something comes, however long that takes', async () => {
    const { specsCache, answer, lines, asked, controls } = await loaded();
    for (let request = 0; request < 20; request += 1) {
      await pass(REFRESH_MS);
      const current = specsCache.current();
      controls.at(-1)?.onProgress(false);
      await pass(WAIT_MS);
      await current;
    }
    expect(asked).toHaveLength(2);
    const current = specsCache.current();
    await answer('second');
    await expect(current).resolves.toMatchObject({ name: 'second' });
    expect(lines).toEqual([]);
  });

  it('begins anew, without a word, when its connection died while the environment was frozen', async () => {
    const { specsCache, answer, fail, lines, asked } = await loaded();
    await pass(REFRESH_MS);
    const current = specsCache.current();
    await pass(WAIT_MS);
    await current;
    await fail('read ECONNRESET');
    expect(asked).toHaveLength(3);
    await answer('second');
    expect(specsCache.current()).toMatchObject({ name: 'second' });
    expect(lines).toEqual([]);
  });

  it('takes a new connection, and not the time to learn that the old one is dead', async () => {
    const { specsCache, first, open, answer, asked, controls, lines } = await loaded();
    await pass(REFRESH_MS);
    const before = specsCache.current();
    await pass(WAIT_MS);
    await expect(before).resolves.toBe(first);
    await pass(5_000);
    const current = specsCache.current();
    // What came meanwhile would be read by now.
    await pass(1);
    expect(asked).toHaveLength(3);
    expect(controls.map(({ signal }) => signal.aborted)).toEqual([false, true, false]);
    open.shift();
    await answer('second');
    await expect(current).resolves.toMatchObject({ name: 'second' });
    expect(lines).toEqual([]);
  });

  it('waits no longer for a new connection than for an old one', async () => {
    const { specsCache, first, lines } = await loaded();
    await pass(REFRESH_MS);
    for (let request = 0; request < 4; request += 1) {
      expect(lines).toEqual([]);
      const current = specsCache.current();
      await pass(WAIT_MS);
      await expect(current).resolves.toBe(first);
      await pass(12_000);
    }
    // A store that never answers, then.
    const current = specsCache.current();
    await pass(1);
    await expect(current).resolves.toBe(first);
    expect(lines).toMatchObject([{ level: 'error' }]);
  });

  it('begins anew as often as it takes while each connection brings something', async () => {
    const { specsCache, answer, fail, lines, controls } = await loaded();
    await pass(REFRESH_MS);
    const current = specsCache.current();
    await pass(WAIT_MS);
    await current;
    for (let death = 0; death < 10; death += 1) {
      controls.at(-1)?.onProgress(true);
      await fail('read ECONNRESET');
    }
    await answer('second');
    expect(specsCache.current()).toMatchObject({ name: 'second' });
    expect(lines).toEqual([]);
  });

  it('does not begin anew for ever', async () => {
    const { specsCache, fail, lines } = await loaded();
    await pass(REFRESH_MS);
    const current = specsCache.current();
    await pass(WAIT_MS);
    await current;
    for (let death = 0; death < 4; death += 1) {
      expect(lines).toEqual([]);
      await fail('read ECONNRESET');
    }
    const reason = expect.stringMatching(
      /^read ECONNRESET, 4 times between two requests: .*cloudfront/,
    );
    expect(lines).toMatchObject([{ level: 'error', details: { reason } }]);
  });

  it('does not begin anew when the store answered with an error', async () => {
    const { specsCache, open, lines, settle } = await loaded();
    await pass(REFRESH_MS);
    const current = specsCache.current();
    await pass(WAIT_MS);
    await current;
    open.shift()?.fail(new StoreError('S3 answered 403 AccessDenied'));
    await settle();
    expect(lines).toHaveLength(1);
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
  });
});

describe('with fallback specs, where the first load takes longer than the init phase', () => {
  async function started() {
    const fallback = named('fallback');
    const parts = setUp({ fallback: () => fallback });
    const init = parts.specsCache.init();
    await pass(WAIT_MS);
    await expect(init).resolves.toBe(fallback);
    return { ...parts, fallback };
  }

  it('the request that follows does not wait for it again, nor do others that follow closely', async () => {
    const { specsCache, fallback, answer, asked } = await started();
    for (let request = 0; request < 3; request += 1) {
      const current = specsCache.current();
      await pass(1);
      await expect(current).resolves.toBe(fallback);
      await pass(100);
    }
    await answer('first');
    expect(specsCache.current()).toMatchObject({ name: 'first' });
    expect(asked).toHaveLength(1);
  });

  it('a request that comes later waits for it', async () => {
    const { specsCache, answer, controls } = await started();
    await pass(12_000);
    const current = specsCache.current();
    controls.at(-1)?.onProgress(false);
    await pass(WAIT_MS - 1);
    await answer('first');
    await expect(current).resolves.toMatchObject({ name: 'first' });
  });

  it('every request waits for it once they are as old as stale specs may be', async () => {
    const { specsCache, fallback, answer, controls } = await started();
    await pass(MAX_STALE_MS + 1);
    const current = specsCache.current();
    controls.at(-1)?.onProgress(false);
    await pass(WAIT_MS);
    await expect(current).resolves.toBe(fallback);
    const next = specsCache.current();
    await pass(WAIT_MS - 1);
    await answer('first');
    await expect(next).resolves.toMatchObject({ name: 'first' });
  });
});

describe('without them', () => {
  it('the request that follows the init phase waits as long again', async () => {
    const { specsCache, answer } = setUp();
    const init = specsCache.init();
    await pass(WAIT_MS);
    await expect(init).resolves.toBeNull();
    const current = specsCache.current();
    await pass(WAIT_MS - 1);
    await answer('first');
    await expect(current).resolves.toMatchObject({ name: 'first' });
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
