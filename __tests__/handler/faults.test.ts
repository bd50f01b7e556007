/** Every way in which the store fails, against everything that the handler is asked for: cold, warm and stale. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Decide, Outcome } from '../../handler/src/decision';
import { isResponse } from '../../handler/src/decision';
import { djb2 } from '../../handler/src/djb2';
import { createHandler } from '../../handler/src/handler';
import { noCount } from '../../handler/src/metrics';
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
import { aConfig, specsText } from '../support/handler/specs-text';

const specsSaying = (word: string) =>
  specsText({ configs: [aConfig('c', { returnValue: { word, path: `/${word}/` } })] });
const GOOD = specsSaying('s3');
/** What the store has while it fails: newer than what was loaded, so that the answer is not 304. */
const NEWER = specsSaying('newer');
const FALLBACK = specsSaying('fallback');
const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/** What a handler is asked for, and the word of the specs that its outcome shows; null where it shows none. */
interface Kind {
  name: string;
  route?: object;
  decide?: Decide;
  wordIn: (outcome: Outcome) => unknown;
}

const bodyOf = (outcome: Outcome) =>
  JSON.parse((isResponse(outcome) ? outcome.body : undefined) ?? 'null');
const headerOf = (outcome: Outcome, name: string) => outcome.headers?.[name]?.[0]?.value ?? null;
const wordInPath = (path: string | null) => path?.split('/')[1] || null;

const KINDS: Kind[] = [
  {
    name: 'respond',
    route: { action: 'respond', config: 'c', parameter: 'word' },
    wordIn: (outcome) => {
      const { success, value, error } = bodyOf(outcome);
      if (!success) expect(error).toEqual(expect.any(String));
      return success ? value : null;
    },
  },
  {
    name: 'header',
    route: { action: 'header', header: 'x-word', config: 'c', parameter: 'word' },
    wordIn: (outcome) => headerOf(outcome, 'x-word'),
  },
  {
    name: 'rewrite',
    route: { action: 'rewrite', config: 'c', parameter: 'path' },
    wordIn: (outcome) => wordInPath('uri' in outcome ? outcome.uri : null),
  },
  {
    name: 'redirect',
    route: { path: '/', action: 'redirect', config: 'c', parameter: 'path' },
    wordIn: (outcome) => wordInPath(headerOf(outcome, 'location')),
  },
  {
    name: 'bootstrap',
    route: { action: 'bootstrap' },
    wordIn: (outcome) => bodyOf(outcome).dynamic_configs?.[djb2('c')]?.value.word ?? null,
  },
  {
    name: "a function of the user's own",
    decide: ({ request, statsig }) => {
      const word = statsig.getDynamicConfig('c').get('word', '');
      if (word !== '') request.headers['x-word'] = [{ key: 'X-Word', value: word }];
      return request;
    },
    wordIn: (outcome) => headerOf(outcome, 'x-word'),
  },
];

const REFRESH_MS = 60_000;
const MAX_STALE_MS = 600_000;
/** Long enough for any machine; and for what never ends, short enough for this test. */
const PATIENT_MS = 10_000;
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
  const distance = { roundTripMs, handshakes: 'store' } as const;
  const store = await startStore({ file, path: PATH, access: null, distance });
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
  { route, decide }: Kind,
  fallback: string | null,
  { hasty = false, store }: { hasty?: boolean; store: Store },
) {
  const settings = settingsFor({ routes: route ? [route] : [] });
  const wanted = decide ? { keys: [], rest: true } : wantedBy(settings);
  const { log } = logBook();
  const build = (origin: SpecsSnapshot['origin']) => (text: string) =>
    new SpecsSnapshot(text, { settings, wanted, origin, log });
  const clock = { now: 0 };
  const loads: Promise<unknown>[] = [];
  const specsCache = new SpecsCache({
    load: (etag, control) => {
      const url = store.url + PATH;
      const specs = { url, access: 'public', region: '', secret: null } as const;
      const load = loaderOf(specs, () => ({ accessKeyId: '', secretAccessKey: '' }))(etag, control);
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
    /** What one request gets; CloudFront must take it. */
    ask: async (): Promise<Outcome> => {
      const before = aViewerRequest();
      const outcome = (await handle({ Records: [{ cf: structuredClone(before) }] })) as Outcome;
      expect(checkResult('viewer-request', before, outcome)).toEqual([]);
      return outcome;
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

/** A cold start under a fault, and the words of its first two answers. */
async function cold(kind: Kind, fault: FaultName, fallback: string | null, at: Fallible) {
  const hasty = FAULTS[fault].endsOnlyByDeadline;
  const { init, ask, settled } = environment(kind, fallback, { hasty, store: at.store });
  at.fail(fault);
  await init();
  const words = [kind.wordIn(await ask()), kind.wordIn(await ask())];
  await settled();
  return words;
}

/** An environment whose specs have this age when a fault begins, and the words of two answers, long one after the other. */
async function loaded(kind: Kind, fault: FaultName, age: number, at: Fallible) {
  const hasty = FAULTS[fault].endsOnlyByDeadline;
  const { init, ask, settled, loadsEnded, clock } = environment(kind, null, {
    hasty,
    store: at.store,
  });
  at.heal();
  await init();
  await loadsEnded();
  at.fail(fault);
  clock.now = age;
  const first = kind.wordIn(await ask());
  await settled();
  clock.now += MAX_STALE_MS;
  const second = kind.wordIn(await ask());
  await settled();
  return [first, second];
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
  describe.each(KINDS)('$name', (kind) => {
    it.each(COLD)('cold, %s', async (_, fallback, word) => {
      expect(await cold(kind, fault, fallback, near)).toEqual([word, word]);
    });

    it.each(LOADED)('%s, gives the last good value, and goes on doing so', async (_, age) => {
      expect(await loaded(kind, fault, age, near)).toEqual(['s3', 's3']);
    });
  });

  it('is forgotten once it is over', async () => {
    const [kind] = KINDS;
    if (kind === undefined) throw new Error('there is nothing to ask for');
    const { init, ask, settled, loadsEnded, clock } = environment(kind, FALLBACK, {
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
    expect(kind.wordIn(await ask())).toBe('s3');
  });
});

/** Milliseconds: a Region nearby, Tokyo and Singapore, to a bucket in us-east-1. */
describe.each([20, 160, 220])('a store %i ms away', (roundTripMs) => {
  /** What a fault makes of a request, for all of them side by side: each has a store of its own. */
  async function underEveryFault(
    words: (kind: Kind, fault: FaultName, at: Fallible) => Promise<unknown>,
  ): Promise<Record<string, unknown>> {
    const [kind] = KINDS;
    if (kind === undefined) throw new Error('there is nothing to ask for');
    const pairs = FAULT_NAMES.map(async (fault) => {
      const at = await fallibleStore(`${fault}-${roundTripMs}`, roundTripMs);
      try {
        return [fault, await words(kind, fault, at)];
      } finally {
        await at.store.close();
      }
    });
    return Object.fromEntries(await Promise.all(pairs));
  }
  const forEveryFault = (words: unknown) =>
    Object.fromEntries(FAULT_NAMES.map((fault) => [fault, words]));

  it.each(COLD)('cold, %s under every fault', async (_, fallback, word) => {
    const words = await underEveryFault((kind, fault, at) => cold(kind, fault, fallback, at));
    expect(words).toEqual(forEveryFault([word, word]));
  });

  it.each(LOADED)('%s, gives the last good value under every fault', async (_, age) => {
    const words = await underEveryFault((kind, fault, at) => loaded(kind, fault, age, at));
    expect(words).toEqual(forEveryFault(['s3', 's3']));
  });
});

describe('a request', () => {
  it('waits for one load at most, after one in the init phase: both together are under two seconds', () => {
    expect(2 * Number(specsRefresh.maxWaitMs.default)).toBeLessThan(2_000);
  });

  it('asks a store that fails once, and not again before the back-off is over', async () => {
    const [kind] = KINDS;
    if (kind === undefined) throw new Error('there is nothing to ask for');
    const { store } = near;
    const { init, ask, clock } = environment(kind, null, { store });
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
