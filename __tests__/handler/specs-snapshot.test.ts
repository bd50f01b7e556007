import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SpecsError } from '../../handler/src/specs';
import { SpecsSnapshot, type Wanted } from '../../handler/src/specs-snapshot';
import { aSnapshot } from '../support/handler/a-snapshot';
import { logBook } from '../support/handler/log-book';
import { settingsFor } from '../support/handler/settings-for';
import {
  aGate,
  fails,
  onIdList,
  passes,
  type SomeSpecs,
  specsText,
} from '../support/handler/specs-text';

const USER = { userID: 'u' };

const fetchMock = jest.fn<typeof fetch>();
const realFetch = globalThis.fetch;
beforeEach(() => {
  fetchMock.mockReset().mockRejectedValue(new Error('no network here'));
  globalThis.fetch = fetchMock;
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

describe('a snapshot', () => {
  it('evaluates what is in the specs', () => {
    const snapshot = aSnapshot({ gates: [aGate('on', {}), aGate('off')], time: 1234 });
    expect(snapshot.evaluator.getFeatureGate('on', USER).value).toBe(true);
    expect(snapshot.evaluator.getFeatureGate('off', USER).value).toBe(false);
    expect(snapshot.time).toBe(1234);
  });

  it('holds only what is wanted and what that rests on', () => {
    const specs = {
      gates: [aGate('a', { conditions: [passes('b')] }), aGate('b', {}), aGate('c', {})],
    };
    const snapshot = aSnapshot(specs, { keys: ['gate:a'], rest: false });
    expect(snapshot.evaluator.getFeatureGate('a', USER).value).toBe(true);
    expect(snapshot.evaluate('gate', 'a', USER).reason).toBeNull();
    expect(snapshot.evaluate('gate', 'c', USER).reason).toBe('it is not in the specs');
    expect(snapshot.evaluator.getFeatureGate('c', USER).details.reason).toMatch(/Unrecognized/);
  });

  it('says once, in the log, which names a browser is to start from that are not there', () => {
    const { log, lines } = logBook();
    const wanted: Wanted = { keys: ['gate:gone'], rest: true, browser: true };
    const snapshot = new SpecsSnapshot(specsText({ gates: [aGate('there', {})] }), {
      settings: settingsFor(),
      wanted,
      origin: 'S3',
      log,
    });
    for (const _ of [1, 2]) snapshot.browserValues(USER, ['gate:gone', 'layer:never']);
    expect(lines.slice(1)).toEqual(
      ['gate:gone', 'layer:never'].map((of) => ({
        level: 'error',
        message: 'A default is given',
        details: { of, reason: 'it is not in the specs', specs: 'S3' },
      })),
    );
  });

  it('gives the reason against gates on ID lists, also behind pass_gate and fail_gate', () => {
    const snapshot = aSnapshot({
      gates: [
        aGate('listed', { conditions: [onIdList('list')] }),
        aGate('not_blocked', { conditions: [fails('listed')] }),
        aGate('fine', {}),
      ],
    });
    expect(snapshot.evaluate('gate', 'listed', USER).reason).toMatch(/ID list/);
    expect(snapshot.evaluate('gate', 'not_blocked', USER).reason).toMatch(
      /^it rests on gate listed: .*ID list/,
    );
    expect(snapshot.evaluate('gate', 'fine', USER).reason).toBeNull();
  });

  it('says once, in the log, what gives its default', () => {
    const { log, lines } = logBook();
    const text = specsText({ gates: [aGate('listed', { conditions: [onIdList('l')] })], time: 0 });
    new SpecsSnapshot(text, {
      settings: settingsFor(),
      wanted: { keys: [], rest: true },
      origin: 'fallback',
      log,
    });
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'Config specs loaded',
        details: {
          origin: 'fallback',
          time: '1970-01-01T00:00:00.000Z',
          givingDefaults: { 'gate:listed': expect.stringMatching(/ID list/) },
        },
      },
    ]);
  });

  it('says once for what is asked and absent, when it is loaded or when a function asks', () => {
    const { log, lines } = logBook();
    const options = { settings: settingsFor(), origin: 'S3', log } as const;
    const text = specsText({ gates: [aGate('there')] });
    const routed = { keys: ['gate:there', 'gate:typo'], rest: false } satisfies Wanted;
    const snapshot = new SpecsSnapshot(text, { ...options, wanted: routed });
    const line = (of: string) => ({
      level: 'error',
      message: 'A default is given',
      details: { of, reason: 'it is not in the specs', specs: 'S3' },
    });
    expect(lines.slice(1)).toEqual([line('gate:typo')]);
    for (const name of ['typo', 'asked', 'asked', 'there']) snapshot.evaluate('gate', name, USER);
    expect(lines.slice(2)).toEqual([line('gate:asked')]);
    new SpecsSnapshot(text, { ...options, wanted: routed });
    expect(lines.slice(4)).toEqual([line('gate:typo')]);
  });

  it('knows when it has nothing of what is wanted', () => {
    const lacksAll = (...keys: Wanted['keys']) =>
      aSnapshot({ gates: [aGate('there')] }, { keys, rest: keys.length === 0 }).lacksAll;
    expect(lacksAll('gate:there', 'gate:typo')).toBe(false);
    expect(lacksAll('gate:typo', 'config:there')).toBe(true);
    expect(lacksAll()).toBe(false);
    expect(aSnapshot({}, { keys: [], rest: true }).lacksAll).toBe(true);
  });

  it('says what divides visitors by a userID that nobody has', () => {
    const linesWith = (identity: object, keys: Wanted['keys']) => {
      const { log, lines } = logBook();
      const half = (idType?: string) => aGate(`by ${idType}`, { passPercentage: 50, idType });
      const byBucket = { type: 'user_bucket', operator: 'lt', idType: 'userID', targetValue: 5 };
      const gates = [
        half('userID'),
        half('stableID'),
        aGate('for all', {}),
        aGate('above', { conditions: [passes('by userID')] }),
        aGate('bucket', { conditions: [{ ...byBucket, additionalValues: { salt: 's' } }] }),
      ];
      new SpecsSnapshot(specsText({ gates }), {
        ...{ settings: settingsFor({ identity }), origin: 'S3', log },
        wanted: { keys, rest: false },
      });
      return lines.slice(1);
    };
    const all = ['by userID', 'by stableID', 'for all', 'above', 'bucket'];
    const keys = all.map((name) => `gate:${name}` as const);
    const of = ['gate:by userID', 'gate:above', 'gate:bucket'];
    const message = 'Nobody has a userID, so everybody is given the same';
    expect(linesWith({ anonymousUserId: 'none' }, keys)).toEqual([
      { level: 'warn', message, details: { of } },
    ]);
    expect(linesWith({ anonymousUserId: 'stableID' }, keys)).toEqual([]);
    expect(linesWith({ anonymousUserId: 'none', userIdCookie: 'uid' }, keys)).toEqual([]);
    expect(linesWith({ anonymousUserId: 'none', userIdHeader: 'x-uid' }, keys)).toEqual([]);
    expect(linesWith({ anonymousUserId: 'none' }, ['gate:by stableID', 'gate:for all'])).toEqual(
      [],
    );
  });

  it('does not say every name that viewers make up', () => {
    const { log, lines } = logBook();
    const wanted = { keys: [], rest: true };
    const snapshot = new SpecsSnapshot(specsText({}), {
      ...{ settings: settingsFor(), wanted, origin: 'S3', log },
    });
    for (let at = 0; at < 1_000; at += 1) snapshot.evaluate('gate', `made up ${at}`, USER);
    expect(lines).toHaveLength(101);
  });

  it('gives the reason where an evaluation fails, and says so once', () => {
    const { log, lines } = logBook();
    const hostile = {
      type: 'user_field',
      field: 'userID',
      operator: 'any',
      targetValue: [{ toString: 1 }],
    };
    const snapshot = new SpecsSnapshot(
      specsText({ gates: [aGate('a', { conditions: [hostile] })] }),
      {
        ...{ settings: settingsFor(), origin: 'S3', log },
        wanted: { keys: ['gate:a'], rest: false },
      },
    );
    const failed = { found: null, reason: expect.stringMatching(/^its evaluation failed: /) };
    expect(snapshot.evaluate('gate', 'a', USER)).toEqual(failed);
    expect(snapshot.evaluate('gate', 'a', USER)).toEqual(failed);
    expect(lines.slice(1)).toMatchObject([{ level: 'error', details: { of: 'gate:a' } }]);
  });

  it('is none with specs that cannot be used', () => {
    const v2 = JSON.stringify({ ...JSON.parse(specsText({})), response_format: 'dcs-v2' });
    for (const text of ['', '<Error/>', '{"has_updates":false}', v2]) {
      expect(() => aSnapshot(text)).toThrow(SpecsError);
    }
  });

  it.each([undefined, null, 'yesterday', 1e20])('is none with specs of the time %p', (time) => {
    const text = JSON.stringify({ ...JSON.parse(specsText({})), time });
    expect(() => aSnapshot(text)).toThrow(SpecsError);
    expect(() => aSnapshot(text)).toThrow(/time/);
  });

  it('may be older than the one before it, because a rollback is', () => {
    const newer = aSnapshot({ gates: [aGate('a', {})], time: 2_000 });
    const older = aSnapshot({ gates: [aGate('a')], time: 1_000 });
    expect(newer.evaluator.getFeatureGate('a', USER).value).toBe(true);
    expect(older.evaluator.getFeatureGate('a', USER).value).toBe(false);
    expect(older.time).toBe(1_000);
  });

  it('looks at the user agent only where something wanted does', () => {
    const onChrome = { type: 'ua_based', operator: 'any', field: 'browser_name', targetValue: [] };
    const specs = { gates: [aGate('plain', {}), aGate('chrome', { conditions: [onChrome] })] };
    const of = (key: 'gate:plain' | 'gate:chrome') =>
      aSnapshot(specs, { keys: [key], rest: false }).looksAtUserAgent;
    expect(of('gate:plain')).toBe(false);
    expect(of('gate:chrome')).toBe(true);
  });

  it('loads the parser of user agents with specs that look at them, and with no others', () => {
    const onChrome = { type: 'ua_based', operator: 'any', field: 'browser_name', targetValue: [] };
    const load = jest.fn(() => jest.requireActual<object>('ua-parser-js'));
    jest.doMock('ua-parser-js', load);
    aSnapshot({ gates: [aGate('plain', {})] }).evaluate('gate', 'plain', USER);
    expect(load).not.toHaveBeenCalled();
    aSnapshot({ gates: [aGate('chrome', { conditions: [onChrome] })] });
    expect(load).toHaveBeenCalledTimes(1);
    jest.dontMock('ua-parser-js');
  });

  it('takes the environment of the settings', () => {
    const staging = {
      type: 'environment_field',
      operator: 'any',
      field: 'tier',
      targetValue: ['staging'],
    };
    const specs: SomeSpecs = { gates: [aGate('staging', { conditions: [staging] })] };
    const wanted = { keys: [], rest: true };
    const check = (environment: string) =>
      aSnapshot(specs, wanted, { environment }).evaluator.getFeatureGate('staging', USER).value;
    expect(check('staging')).toBe(true);
    expect(check('production')).toBe(false);
  });

  it('uses neither the network nor a timer', async () => {
    const timers = [jest.spyOn(globalThis, 'setTimeout'), jest.spyOn(globalThis, 'setInterval')];
    const snapshot = aSnapshot({ gates: [aGate('a', {})] });
    snapshot.evaluator.getFeatureGate('a', USER);
    snapshot.shutdown();
    await new Promise((done) => setImmediate(done));
    for (const timer of timers) expect(timer).not.toHaveBeenCalled();
    expect(fetchMock).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  it('still evaluates for a request that has it, when it was shut down meanwhile', () => {
    const snapshot = aSnapshot({ gates: [aGate('a', {})] });
    snapshot.shutdown();
    expect(snapshot.evaluator.getFeatureGate('a', USER).value).toBe(true);
  });
});
