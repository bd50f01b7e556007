import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Exposure } from '../../../handler/src/exposures/exposure';
import { Outbox, type SendExposures, UnansweredError } from '../../../handler/src/exposures/outbox';
import { logBook } from '../../support/handler/log-book';
import { settingsFor } from '../../support/handler/settings-for';

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

function exposure(gate: string, userID = 'u', more: Partial<Exposure['user']> = {}): Exposure {
  return {
    eventName: 'statsig::gate_exposure',
    user: { userID, ...more },
    metadata: { gate, gateValue: 'true', ruleID: 'r' },
    secondaryExposures: [],
    time: Date.now(),
  };
}

type Answer = number | Error | 'none';

/** An outbox with a Statsig that gives these answers in turn, and then takes everything. */
function setUp(settings: Record<string, unknown> = {}, answers: Answer[] = []) {
  const { log, lines } = logBook();
  /** What came to Statsig: the gates of each batch. */
  const batches: unknown[][] = [];
  const events: Exposure[] = [];
  const tries: number[] = [];
  const counts: unknown[] = [];
  const late: ((status: number) => void)[] = [];
  const send: SendExposures = async (texts, tried, signal) => {
    const parsed = texts.map((text) => JSON.parse(text) as Exposure);
    batches.push(parsed.map(({ metadata }) => metadata.gate));
    events.push(...parsed);
    tries.push(tried);
    const answer = answers.shift() ?? 202;
    if (answer instanceof Error) throw answer;
    if (answer !== 'none') return answer;
    return new Promise((resolve, reject) => {
      late.push(resolve);
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  const outbox = new Outbox({
    settings: settingsFor({ exposures: { mode: 'batch', maxAgeSeconds: 0, ...settings } })
      .exposures,
    send,
    count: (metric, by) => counts.push([metric, by]),
    log,
    now: Date.now,
  });
  const add = (...given: Parameters<typeof exposure>) => outbox.add(exposure(...given), null);
  /** One request's end: whatever is due is sent, and waited for as long as it may be. */
  const sendIfDue = async () => {
    const sending = outbox.sendIfDue();
    await jest.advanceTimersByTimeAsync(300);
    await sending;
  };
  return { outbox, add, sendIfDue, batches, events, tries, late, lines, counts };
}

const later = (ms: number) => jest.setSystemTime(Date.now() + ms);

describe('exposures', () => {
  it('are not sent before there are enough of them, or they are old enough', async () => {
    const { add, outbox, batches } = setUp({ maxEvents: 2, maxAgeSeconds: 10 });
    await outbox.sendIfDue();
    add('a');
    await outbox.sendIfDue();
    jest.setSystemTime(9_999);
    await outbox.sendIfDue();
    expect(batches).toEqual([]);
    jest.setSystemTime(10_000);
    await outbox.sendIfDue();
    expect(batches).toEqual([['a']]);
  });

  it('go as a batch as soon as there are enough', async () => {
    const { add, outbox, batches } = setUp({ maxEvents: 2, maxAgeSeconds: 10 });
    for (const gate of ['a', 'b', 'c']) add(gate);
    await outbox.sendIfDue();
    expect(batches).toEqual([['a', 'b']]);
    await outbox.sendIfDue();
    expect(batches).toHaveLength(1);
  });

  it('count once in ten minutes for a visitor and a rule', async () => {
    const { outbox, add, batches } = setUp();
    add('a');
    add('a');
    add('a', 'another');
    add('a', 'u', { customIDs: { stableID: 'another' } });
    outbox.add(
      { ...exposure('a'), metadata: { gate: 'a', gateValue: 'false', ruleID: 'r' } },
      null,
    );
    await outbox.sendIfDue();
    expect(batches[0]).toHaveLength(4);
    jest.setSystemTime(599_999);
    add('a');
    await outbox.sendIfDue();
    expect(batches).toHaveLength(1);
    jest.setSystemTime(600_000);
    add('a');
    await outbox.sendIfDue();
    expect(batches).toHaveLength(2);
  });

  it('are as they were when they were taken, whatever becomes of the user', async () => {
    const { outbox, events } = setUp({ userFields: ['userID', 'custom'] });
    const taken = exposure('a', 'u', { custom: { plan: 'pro' } });
    outbox.add(taken, null);
    Object.assign(taken.user.custom ?? {}, { plan: 'free' });
    await outbox.sendIfDue();
    expect(events[0]?.user).toEqual({ userID: 'u', custom: { plan: 'pro' } });
  });

  it('that cannot be written are lost, and nobody fails', async () => {
    const { add, sendIfDue, batches, lines } = setUp({ userFields: ['userID', 'custom'] });
    add('a', 'u', { custom: { big: 1n as unknown as number } });
    add('b');
    await sendIfDue();
    expect(batches).toEqual([['b']]);
    expect(lines.map(({ message }) => message)).toEqual(['Exposures were lost']);
  });
});

describe('what is counted', () => {
  it('is what Statsig took, and what is lost', async () => {
    const { add, sendIfDue, counts } = setUp({}, [202, 400, 500, 500, 500]);
    for (const batch of [['a', 'b'], ['c'], ['d', 'e', 'f']]) {
      for (const gate of batch) add(gate);
      await sendIfDue();
      later(60_000);
    }
    for (let tries = 0; tries < 3; tries += 1) {
      await sendIfDue();
      later(60_000);
    }
    expect(counts).toEqual([
      ['ExposuresSent', 2],
      ['ExposuresLost', 1],
      ['ExposuresLost', 3],
    ]);
  });
});

describe('of a visitor who keeps no id', () => {
  it('none is left: everybody would be new on every page', async () => {
    const { outbox, sendIfDue, batches } = setUp();
    outbox.add(exposure('a', 'made', { customIDs: { stableID: 'made' } }), 'made');
    outbox.add(
      exposure('a', undefined, { userID: undefined, customIDs: { stableID: 'made' } }),
      'made',
    );
    await sendIfDue();
    expect(batches).toEqual([]);
  });

  it.each([
    ['who is signed in', { userID: 'ann' }, { userID: 'ann', customIDs: {} }],
    [
      'of a company',
      { customIDs: { stableID: 'made', companyID: 'c' } },
      { customIDs: { companyID: 'c' } },
    ],
  ])('%s there is one, without that id', async (_, user, sent) => {
    const { outbox, sendIfDue, events } = setUp();
    outbox.add(exposure('a', 'made', { customIDs: { stableID: 'made' }, ...user }), 'made');
    await sendIfDue();
    expect(events.map((event) => event.user)).toEqual([sent]);
  });
});

describe('a batch that Statsig does not take', () => {
  it.each([400, 401, 403, 413, 422, 429])('with %i is dropped, and counted', async (status) => {
    const { add, sendIfDue, batches, lines } = setUp({}, [status]);
    add('a');
    await sendIfDue();
    add('b');
    later(60_000);
    await sendIfDue();
    later(60_000);
    await sendIfDue();
    expect(batches).toEqual([['a'], ['b']]);
    expect(lines).toEqual([
      {
        level: 'warn',
        message: 'Exposures were lost',
        details: { reason: `Statsig answered ${status}`, events: 1 },
      },
    ]);
  });

  it.each<Answer>([500, 503, 301, new Error('connect ECONNREFUSED')])(
    'with %p is tried three times, later each time, then dropped and counted',
    async (answer) => {
      const { add, sendIfDue, batches, tries, lines } = setUp({}, [answer, answer, answer]);
      add('a');
      await sendIfDue();
      const pauses: number[] = [];
      for (let waited = 0; batches.length < 3; waited += 500) {
        later(500);
        const before = batches.length;
        await jest.advanceTimersByTimeAsync(0);
        await sendIfDue();
        if (batches.length > before) {
          pauses.push(waited);
          waited = 0;
        }
      }
      expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
      expect(tries).toEqual([0, 1, 2]);
      later(600_000);
      await sendIfDue();
      expect(batches).toEqual([['a'], ['a'], ['a']]);
      expect(lines.at(-1)).toMatchObject({
        message: 'Exposures were lost',
        details: { events: 1 },
      });
    },
  );

  it('is not sent again where all of it was sent and no answer came: Statsig may have it', async () => {
    const { add, sendIfDue, batches, counts } = setUp({}, [new UnansweredError('socket hang up')]);
    add('a');
    await sendIfDue();
    later(600_000);
    await sendIfDue();
    expect(batches).toEqual([['a']]);
    expect(counts).toEqual([['ExposuresLost', 1]]);
  });

  it('does not keep the next ones back', async () => {
    const { add, sendIfDue, batches } = setUp({}, [500, 202, 500, 202]);
    add('bad');
    await sendIfDue();
    add('b');
    await sendIfDue();
    later(1_000);
    await sendIfDue();
    add('c');
    await sendIfDue();
    expect(batches.filter(([gate]) => gate !== 'bad')).toEqual([['b'], ['c']]);
    expect(batches.filter(([gate]) => gate === 'bad').length).toBeGreaterThan(1);
  });
});

describe('a batch that Statsig does not answer in time', () => {
  it('keeps a request no longer than it may', async () => {
    const { add, outbox, lines } = setUp({ timeoutMs: 300 }, ['none']);
    add('a');
    let isOver = false;
    const sending = outbox.sendIfDue().then(() => {
      isOver = true;
    });
    await jest.advanceTimersByTimeAsync(299);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await sending;
    expect(lines.map(({ details }) => details?.reason)).toEqual([
      'Sending exposures took longer than 300 ms',
    ]);
  });

  it.each<[string, Answer]>([
    ['is taken', 202],
    ['is refused', 400],
  ])('is not sent again when it %s later', async (_, status) => {
    const { add, sendIfDue, batches, late } = setUp({}, ['none']);
    add('a');
    await sendIfDue();
    late[0]?.(status as number);
    for (let i = 0; i < 10; i += 1) {
      later(60_000);
      await sendIfDue();
    }
    expect(batches).toEqual([['a']]);
  });

  it('is not sent again while it may still be answered, and others are sent', async () => {
    const { add, sendIfDue, batches } = setUp({}, ['none']);
    add('a');
    await sendIfDue();
    for (let i = 0; i < 10; i += 1) {
      later(60_000);
      add(`b${i}`);
      await sendIfDue();
    }
    expect(batches.slice(0, 3)).toEqual([['a'], ['b0'], ['b1']]);
    expect(batches).toHaveLength(11);
  });

  it('is tried again when Statsig says, late, that it did not take it', async () => {
    const { add, sendIfDue, batches, late } = setUp({}, ['none']);
    add('a');
    await sendIfDue();
    late[0]?.(503);
    await sendIfDue();
    later(60_000);
    await sendIfDue();
    expect(batches).toEqual([['a'], ['a']]);
  });

  it('is given up when three more are not answered either, and all are counted', async () => {
    const { add, sendIfDue, batches, lines } = setUp({}, ['none', 'none', 'none', 'none', 202]);
    for (const gate of ['a', 'b', 'c', 'd']) {
      add(gate);
      await sendIfDue();
      later(60_000);
    }
    const isLost = ({ message }: { message: string }) => message === 'Exposures were lost';
    expect(lines.filter(isLost).map(({ details }) => details)).toEqual([
      { reason: 'Statsig never answered', events: 1 },
    ]);
    expect(batches).toEqual([['a'], ['b'], ['c'], ['d']]);
  });
});

describe('what waits', () => {
  const userAgent = 'x'.repeat(30_000);

  it('is bounded in bytes while Statsig hangs, and the newest stay', async () => {
    const hanging: Answer[] = Array(100).fill('none');
    const { add, sendIfDue, events, lines } = setUp({ maxEvents: 500 }, hanging);
    for (let i = 0; i < 3_000; i += 1) {
      add(`gate-${i}`, `user-${i}`, { userAgent });
      if (i % 100 === 0) await sendIfDue();
    }
    hanging.splice(0);
    later(60_000);
    const before = events.length;
    for (let i = 0; i < 5; i += 1) await sendIfDue();
    const kept = events.slice(before);
    expect(kept.at(-1)?.metadata.gate).toBe('gate-2999');
    expect(JSON.stringify(kept).length).toBeLessThan(600_000);
    expect(kept.length).toBeGreaterThanOrEqual(99);
    expect(lines).toContainEqual({
      level: 'warn',
      message: 'Exposures were lost',
      details: { reason: 'more than 512 KB were waiting', events: 1 },
    });
  });

  it('has its long fields cut, as Statsig cuts them', async () => {
    const { add, sendIfDue, events } = setUp({ userFields: ['userID', 'userAgent', 'custom'] });
    add('g'.repeat(9_000), 'i'.repeat(9_000), { userAgent, custom: { a: 'c'.repeat(9_000) } });
    await sendIfDue();
    const [event] = events;
    expect(event?.metadata.gate).toBe('g'.repeat(128));
    expect(event?.user).toEqual({
      userID: 'i'.repeat(128),
      userAgent: 'x'.repeat(1_000),
      custom: { a: 'c'.repeat(128) },
    });
  });

  it('has no custom fields where there are too many, and is lost where that does not help', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`field-${i}`, 'value']));
    const { add, sendIfDue, events, lines } = setUp({
      userFields: ['userID', 'customIDs', 'custom'],
    });
    add('a', 'u', { custom: many });
    add('b', 'u', { customIDs: many });
    await sendIfDue();
    expect(events.map(({ user }) => user)).toEqual([{ userID: 'u' }]);
    expect(lines.map(({ details }) => details)).toEqual([
      { reason: 'an event is longer than 8192 characters', events: 1 },
    ]);
  });

  it('carries of an object only what was chosen of it', async () => {
    const { add, sendIfDue, events } = setUp({
      userFields: ['custom.plan', 'customIDs', 'locale'],
    });
    const custom = { plan: 'pro', salary: 7 };
    add('a', 'u', { custom, customIDs: { companyID: 'acme' }, locale: 'sv-SE', email: 'a@b.c' });
    add('b', 'v', { custom: { salary: 7 } });
    await sendIfDue();
    expect(events.map(({ user }) => user)).toEqual([
      { custom: { plan: 'pro' }, customIDs: { companyID: 'acme' }, locale: 'sv-SE' },
      {},
    ]);
  });

  it('carries only the fields of the user that were chosen, and its environment', async () => {
    const { add, sendIfDue, events } = setUp({ userFields: ['customIDs'] });
    const statsigEnvironment = { tier: 'staging' };
    add('a', 'u', {
      ...{ email: 'a@example.com', ip: '203.0.113.1', statsigEnvironment },
      customIDs: { stableID: 's' },
      privateAttributes: { age: 7 },
    });
    await sendIfDue();
    expect(events[0]?.user).toEqual({ customIDs: { stableID: 's' }, statsigEnvironment });
  });
});
