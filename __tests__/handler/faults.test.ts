/** Every way in which the store fails, against everything that the handler is asked for: cold, warm and stale. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../handler/src/decision';
import { isResponse } from '../../handler/src/decision';
import { djb2 } from '../../handler/src/djb2';
import { createHandler } from '../../handler/src/handler';
import { noCount } from '../../handler/src/metrics';
import type { Decide } from '../../handler/src/own-context';
import { ownDecision } from '../../handler/src/own-decision';
import { wantedBy } from '../../handler/src/routes';
import { routeDecisions } from '../../handler/src/routes/decision';
import { specsRefresh } from '../../handler/src/settings/specs';
import { SpecsCache } from '../../handler/src/specs-cache';
import { SpecsSnapshot } from '../../handler/src/specs-snapshot';
import { loaderOf } from '../../handler/src/store/load';
import { checkResult } from '../../local-edge/rules';
import { type FaultName, type Store, startStore } from '../../local-edge/store';
import { FAULTS } from '../../local-edge/store/faults';
import { aViewerRequest } from '../support/cloudfront-events';
import { logBook } from '../support/handler/log-book';
import { settingsFor } from '../support/handler/settings-for';
import { aConfig, aGate, specsText } from '../support/handler/specs-text';

const specsSaying = (word: string) =>
  specsText({
    configs: [aConfig('c', { returnValue: { word, path: `/${word}/` } })],
    gates: [aGate(`says ${word}`, {})],
  });
const GOOD = specsSaying('s3');
/** What the store has while it fails: newer than what was loaded, so that the answer is not 304. */
const NEWER = specsSaying('newer');
const FALLBACK = specsSaying('fallback');
const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/** What a handler is asked for, and the word of the specs that its outcomes show; null where they show none. */
interface Kind {
  /** Without `decide`. */
  routes?: object[];
  decide?: Decide;
  /** What is asked; left out: the one page `/`. */
  uris?: string[];
  /** One outcome for each. */
  wordIn: (...outcomes: Outcome[]) => unknown;
}

const bodyOf = (outcome: Outcome) =>
  JSON.parse((isResponse(outcome) ? outcome.body : undefined) ?? 'null');
const wordInPath = (path: string | null) => path?.split('/')[1] || null;

const wordInHeader = (outcome: Outcome) => outcome.headers?.['x-word']?.[0]?.value ?? null;
/** In the body of `respond`. */
const wordInAnswer = (outcome: Outcome) => {
  const { success, value, error } = bodyOf(outcome);
  if (!success) expect(error).toEqual(expect.any(String));
  return success ? value : null;
};

const RESPOND: Kind = {
  routes: [{ action: 'respond', config: 'c', parameter: 'word' }],
  wordIn: wordInAnswer,
};
const WORDS = ['s3', 'newer', 'fallback'];

const KINDS: Record<string, Kind> = {
  respond: RESPOND,
  header: {
    routes: [{ action: 'header', header: 'x-word', config: 'c', parameter: 'word' }],
    wordIn: wordInHeader,
  },
  rewrite: {
    routes: [{ action: 'rewrite', config: 'c', parameter: 'path' }],
    wordIn: (outcome) => wordInPath('uri' in outcome ? outcome.uri : null),
  },
  redirect: {
    routes: [{ path: '/', action: 'redirect', config: 'c', parameter: 'path' }],
    wordIn: (outcome) => wordInPath(outcome.headers?.location?.[0]?.value ?? null),
  },
  // Of three pages the one is open whose gate the specs have.
  block: {
    routes: WORDS.map((word) => ({ path: `/${word}`, action: 'block', gate: `says ${word}` })),
    uris: WORDS.map((word) => `/${word}`),
    wordIn: (...outcomes) => {
      const open = WORDS.filter((_, at) => !isResponse(outcomes[at] as Outcome));
      return open.length > 0 ? open.join() : null;
    },
  },
  bootstrap: {
    routes: [{ action: 'bootstrap' }],
    wordIn: (outcome) => bodyOf(outcome).dynamic_configs?.[djb2('c')]?.value.word ?? null,
  },
  "a function of the user's own": {
    decide: ({ request, statsig }) => {
      const word = statsig.getDynamicConfig('c').get('word', '');
      if (word !== '') request.headers['x-word'] = [{ key: 'X-Word', value: word }];
      return request;
    },
    wordIn: wordInHeader,
  },
};

const REFRESH_MS = 60_000;
const MAX_STALE_MS = 600_000;
/** Long enough for any machine; and for what never ends, short enough for this test. */
const PATIENT_MS = 30_000;
const HASTY_MS = 10;
/** More than what a load may be silent for. */
const SILENT_MS = 2_000;

const PATH = '/statsig-config.json';

/** A store that can be made to fail. */
interface Fallible {
  store: Store;
  /** From now on it fails. */
  fail: (fault: FaultName) => void;
  heal: () => void;
}

let folder: string;
let near: Fallible;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handler-faults-'));
  near = await fallibleStore('near', 0);
});
afterAll(async () => {
  await near.store.close();
  rmSync(folder, { recursive: true });
});

async function fallibleStore(name: string, roundTripMs: number): Promise<Fallible> {
  const file = join(folder, `${name}.json`);
  const store = await startStore({ file, path: PATH, access: null, distance: roundTripMs });
  return {
    store,
    fail: (fault) => {
      writeFileSync(file, NEWER);
      store.fail(fault);
    },
    heal: () => {
      writeFileSync(file, GOOD);
      store.heal();
    },
  };
}

/** One environment: the parts of `serve`, with a clock that the test turns. */
function environment(
  { routes = [], decide, uris = ['/'], wordIn }: Kind,
  fallback: string | null,
  { hasty = false, store }: { hasty?: boolean; store: Store },
) {
  const settings = settingsFor({ routes });
  const wanted = decide ? { keys: [], rest: true } : wantedBy(settings);
  const { log } = logBook();
  const build = (origin: SpecsSnapshot['origin']) => (text: string) =>
    new SpecsSnapshot(text, { settings, wanted, origin, log });
  const clock = { now: 0 };
  const loads: Promise<unknown>[] = [];
  const specs = { url: store.url + PATH, access: 'public', region: '', secret: null } as const;
  const loadSpecs = loaderOf(specs, () => ({ accessKeyId: '', secretAccessKey: '' }));
  const specsCache = new SpecsCache({
    load: (etag, control) => {
      const load = loadSpecs(etag, control);
      loads.push(load.catch(() => {}));
      return load;
    },
    build: build('S3'),
    fallback: () => (fallback === null ? null : build('fallback')(fallback)),
    refreshMs: REFRESH_MS,
    maxStaleMs: MAX_STALE_MS,
    maxWaitMs: hasty ? HASTY_MS : PATIENT_MS,
    count: noCount,
    log,
    now: () => clock.now,
    random: () => 1,
  });
  const handle = createHandler({
    settings,
    findDecision: decide ? ownDecision(decide, log) : routeDecisions(settings, log),
    specsCache,
    outbox: null,
    metrics: null,
    log,
  });
  return {
    clock,
    init: () => specsCache.init(),
    /** The word in what is answered; CloudFront must take each outcome. */
    ask: async (): Promise<unknown> => {
      const outcomes: Outcome[] = [];
      for (const uri of uris) {
        const { config, request } = aViewerRequest();
        const before = { config, request: { ...request, uri } };
        const outcome = (await handle({ Records: [{ cf: structuredClone(before) }] })) as Outcome;
        expect(checkResult('viewer-request', before, outcome)).toEqual([]);
        outcomes.push(outcome);
      }
      return wordIn(...outcomes);
    },
    loadsEnded: async () => {
      await Promise.all(loads);
      await new Promise((done) => setImmediate(done));
    },
    /** Until no load is under way: one from which nothing comes is ended by the requests that wait for it. */
    settled: async () => {
      // One that dies after the request that began it begins anew.
      for (let known = -1; known < loads.length; ) {
        known = loads.length;
        let areOpen = true;
        const all = Promise.all(loads).finally(() => {
          areOpen = false;
        });
        while (hasty && areOpen) {
          clock.now += SILENT_MS;
          await specsCache.current();
        }
        await all;
        await new Promise((done) => setImmediate(done));
      }
    },
  };
}

type Words = Promise<[unknown, unknown]>;

/** A cold start under a fault, and the words of its first two answers. */
async function cold(kind: Kind, fault: FaultName, fallback: string | null, at: Fallible): Words {
  const hasty = FAULTS[fault].endsOnlyByDeadline;
  const { init, ask, settled } = environment(kind, fallback, { hasty, store: at.store });
  at.fail(fault);
  await init();
  const words: Awaited<Words> = [await ask(), await ask()];
  await settled();
  return words;
}

/**
 * Environments whose specs have this age when a fault begins, for all of them at once, and the words of two answers of
 * each, long one after the other.
 */
async function loaded(kinds: Kind[], fault: FaultName, age: number, at: Fallible) {
  const hasty = FAULTS[fault].endsOnlyByDeadline;
  const all = kinds.map((kind) => environment(kind, null, { hasty, store: at.store }));
  at.heal();
  await each(all, async ({ init, loadsEnded }) => {
    await init();
    await loadsEnded();
  });
  at.fail(fault);
  return each(all, async ({ clock, ask, settled }): Words => {
    clock.now = age;
    const first = await ask();
    await settled();
    clock.now += MAX_STALE_MS;
    const second = await ask();
    await settled();
    return [first, second];
  });
}

/** Side by side. */
function each<T, R>(list: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  return Promise.all(list.map(act));
}

/** What each of them gave, by its name, so that a difference says whose it is. */
function byName<R>(names: readonly string[], results: readonly R[]): Record<string, R | undefined> {
  return Object.fromEntries(names.map((name, at) => [name, results[at]]));
}

const COLD = [
  ['gives the default', null, null],
  ['gives the fallback’s value', FALLBACK, 'fallback'],
] as const;

const LOADED = [
  ['warm', REFRESH_MS],
  ['stale', MAX_STALE_MS + 1],
] as const;

describe.each(FAULT_NAMES)('the store: %s', (fault) => {
  const kinds = Object.values(KINDS);
  const names = Object.keys(KINDS);
  const allSaying = (word: unknown) => byName(names, Array(names.length).fill([word, word]));

  it.each(COLD)('cold, %s, whatever is asked for', async (_, fallback, word) => {
    const words = await each(kinds, (kind) => cold(kind, fault, fallback, near));
    expect(byName(names, words)).toEqual(allSaying(word));
  });

  it.each(LOADED)('%s, gives the last good value, and goes on doing so', async (_, age) => {
    const words = await loaded(kinds, fault, age, near);
    expect(byName(names, words)).toEqual(allSaying('s3'));
  });

  it('is forgotten once it is over', async () => {
    const { init, ask, settled, loadsEnded, clock } = environment(RESPOND, FALLBACK, {
      hasty: FAULTS[fault].endsOnlyByDeadline,
      store: near.store,
    });
    near.fail(fault);
    await init();
    await ask();
    await settled();
    near.heal();
    // Past any back-off.
    clock.now += REFRESH_MS;
    await ask();
    await loadsEnded();
    expect(await ask()).toBe('s3');
  });
});

describe('a store far away', () => {
  /** Milliseconds: a Region nearby, Tokyo and Singapore, to a bucket in us-east-1. */
  const DISTANCES = [20, 160, 220];

  const CELLS = DISTANCES.flatMap((roundTripMs) =>
    FAULT_NAMES.flatMap((fault) => [
      ...COLD.map(([does, fallback, word]) => ({
        ...{ roundTripMs, word, name: `${roundTripMs} ms, ${fault}, cold: ${does}` },
        words: (at: Fallible) => cold(RESPOND, fault, fallback, at),
      })),
      ...LOADED.map(([state, age]) => ({
        ...{ roundTripMs, word: 's3', name: `${roundTripMs} ms, ${fault}, ${state}` },
        words: async (at: Fallible) => (await loaded([RESPOND], fault, age, at))[0],
      })),
    ]),
  );

  it('changes nothing of that, under every fault', async () => {
    const words = await each(CELLS, async ({ roundTripMs, name, words }) => {
      const at = await fallibleStore(name, roundTripMs);
      try {
        return await words(at);
      } finally {
        await at.store.close();
      }
    });
    const names = CELLS.map(({ name }) => name);
    const expected = CELLS.map(({ word }) => [word, word]);
    expect(byName(names, words)).toEqual(byName(names, expected));
  });
});

describe('a request', () => {
  it('waits for one load at most, after one in the init phase: both together are under two seconds', () => {
    expect(2 * Number(specsRefresh.maxWaitMs.default)).toBeLessThan(2_000);
  });

  it('asks a store that fails once, and not again before the back-off is over', async () => {
    const { store } = near;
    const { init, ask, clock } = environment(RESPOND, null, { store });
    store.fail('internal-error');
    const before = store.hits();
    await init();
    for (let i = 0; i < 20; i += 1) await ask();
    expect(store.hits() - before).toBe(2);
    clock.now += REFRESH_MS;
    await ask();
    expect(store.hits() - before).toBe(3);
  });
});
