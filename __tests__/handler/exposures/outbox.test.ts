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

/** What makes an exposure of this gate and user exactly so long, as it is sent. */
function padding(bytes: number, gate: string, userID: string): Partial<Exposure['user']> {
  const without = JSON.stringify(exposure(gate, userID, { customIDs: { '': '' } })).length;
  return { customIDs: { ['k'.repeat(bytes - without)]: '' } };
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
  const late: ((answer: number | Error) => void)[] = [];
  const send: SendExposures = async (texts, tried, signal) => {
    const parsed = texts.map((text) => JSON.parse(text) as Exposure);
    batches.push(parsed.map(({ metadata }) => metadata.gate));
    events.push(...parsed);
    tries.push(tried);
    const answer = answers.shift() ?? 202;
    if (answer instanceof Error) throw answer;
    if (answer !== 'none') return answer;
    return new Promise((resolve, reject) => {
      late.push((then) => (then instanceof Error ? reject(then) : resolve(then)));
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
    later(3_600_000);
    await outbox.sendIfDue();
    add('a');
    await outbox.sendIfDue();
    later(9_999);
    await outbox.sendIfDue();
    expect(batches).toEqual([]);
    later(1);
    await outbox.sendIfDue();
    expect(batches).toEqual([['a']]);
  });

  it('go as a batch as soon as there are enough', async () => {
    const { add, outbox, batches } = setUp({ maxEvents: 2, maxAgeSeconds: 10 });
    for (const gate of ['a', 'b']) add(gate);
    await outbox.sendIfDue();
    expect(batches).toEqual([['a', 'b']]);
    for (const gate of ['c', 'd', 'e']) add(gate);
    await outbox.sendIfDue();
    await outbox.sendIfDue();
    expect(batches.slice(1)).toEqual([['c', 'd']]);
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
    jest.setSystemTime(1_199_999);
    add('a');
    await outbox.sendIfDue();
    expect(batches).toHaveLength(2);
  });

  it('count once among a thousand others, which are all that is remembered', async () => {
    const { outbox, add, batches } = setUp({ maxEvents: 500, maxAgeSeconds: 10 });
    for (let i = 0; i < 1_000; i += 1) add('a', `user-${i}`);
    add('a', 'user-0');
    await outbox.sendIfDue();
    await outbox.sendIfDue();
    later(10_000);
    await outbox.sendIfDue();
    expect(batches).toHaveLength(2);
    add('a', 'user-1000');
    add('a', 'user-0');
    later(10_000);
    await outbox.sendIfDue();
    expect(batches[2]).toHaveLength(2);
  });

  it('go as one batch at a time', async () => {
    const { outbox, add, batches, late } = setUp({}, ['none']);
    add('a');
    const sending = outbox.sendIfDue();
    add('b');
    await outbox.sendIfDue();
    expect(batches).toEqual([['a']]);
    late[0]?.(202);
    await sending;
    await outbox.sendIfDue();
    expect(batches).toEqual([['a'], ['b']]);
  });

  it('are sent less and less often while none are taken, but once a minute', async () => {
    const pauses = [0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
    const { outbox, add, batches } = setUp({}, [503, ...pauses.map(() => 503), 202, 503, 503]);
    add('first');
    await outbox.sendIfDue();
    const sentAfter = async (pause: number) => {
      const before = batches.length;
      add(`gate-${before}`);
      if (pause > 0) {
        later(pause - 1);
        await outbox.sendIfDue();
        expect(batches).toHaveLength(before);
        later(1);
      }
      await outbox.sendIfDue();
      expect(batches.slice(before)).toEqual([[`gate-${before}`]]);
    };
    for (const pause of pauses) await sentAfter(pause);
    // This one is taken, so that the next one that is not is the first again.
    await sentAfter(60_000);
    for (const pause of [0, 0, 1_000]) await sentAfter(pause);
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
  it.each([200, 202, 299])('is taken with %i', async (status) => {
    const { add, sendIfDue, counts, lines } = setUp({}, [status]);
    add('a');
    await sendIfDue();
    expect(counts).toEqual([['ExposuresSent', 1]]);
    expect(lines).toEqual([]);
  });

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
    const { outbox, sendIfDue, batches, lines } = setUp();
    outbox.add(exposure('a', 'made', { customIDs: { stableID: 'made' } }), 'made');
    outbox.add(
      exposure('a', undefined, { userID: undefined, customIDs: { stableID: 'made' } }),
      'made',
    );
    await sendIfDue();
    expect(batches).toEqual([]);
    // Nothing that was there is lost.
    expect(lines).toEqual([]);
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
  it.each([400, 401, 403, 413, 422, 429, 499])(
    'with %i is dropped, and counted',
    async (status) => {
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
    },
  );

  it.each<Answer>([500, 503, 199, 300, 399, new Error('connect ECONNREFUSED')])(
    'with %p is tried three times, later each time, then dropped and counted',
    async (answer) => {
      const { add, outbox, batches, tries, lines } = setUp({}, [answer, answer, answer]);
      add('a');
      await outbox.sendIfDue();
      for (const pause of [1_000, 2_000]) {
        const before = batches.length;
        later(pause - 1);
        await outbox.sendIfDue();
        expect(batches).toHaveLength(before);
        later(1);
        await outbox.sendIfDue();
        expect(batches).toHaveLength(before + 1);
      }
      expect(tries).toEqual([0, 1, 2]);
      later(600_000);
      await outbox.sendIfDue();
      expect(batches).toEqual([['a'], ['a'], ['a']]);
      const reason =
        typeof answer === 'number' ? `Statsig answered ${answer}` : 'connect ECONNREFUSED';
      const again = expect.stringContaining('tried again');
      expect(lines).toEqual([
        { level: 'warn', message: again, details: { reason } },
        { level: 'warn', message: again, details: { reason } },
        { level: 'warn', message: 'Exposures were lost', details: { reason, events: 1 } },
      ]);
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
    expect(lines).toEqual([
      {
        level: 'warn',
        message: expect.stringContaining('not sent again'),
        details: { reason: 'Sending exposures took longer than 300 ms' },
      },
    ]);
  });

  it.each([
    ['is taken', 202, 'ExposuresSent'],
    ['is refused', 400, 'ExposuresLost'],
    // All of it may have come before.
    ['loses its connection', new Error('read ECONNRESET'), 'ExposuresLost'],
  ])('is not sent again when it %s later', async (_, answer, counted) => {
    const { add, sendIfDue, batches, late, counts } = setUp({}, ['none']);
    add('a');
    await sendIfDue();
    late[0]?.(answer);
    for (let i = 0; i < 10; i += 1) {
      later(60_000);
      await sendIfDue();
    }
    expect(batches).toEqual([['a']]);
    expect(counts).toEqual([[counted, 1]]);
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
    const { add, sendIfDue, batches, late, counts } = setUp({}, ['none']);
    add('a');
    await sendIfDue();
    late[0]?.(503);
    await sendIfDue();
    later(60_000);
    await sendIfDue();
    expect(batches).toEqual([['a'], ['a']]);
    expect(counts).toEqual([['ExposuresSent', 1]]);
  });

  it('is none of those without an answer any more when it gets one', async () => {
    const { add, sendIfDue, counts, late } = setUp({}, ['none', 'none', 'none', 'none']);
    for (const gate of ['a', 'b', 'c', 'd']) {
      add(gate);
      await sendIfDue();
      if (gate === 'a') late[0]?.(202);
      later(60_000);
    }
    expect(counts).toEqual([['ExposuresSent', 1]]);
  });

  it('is given up when three more are not answered either, and all are counted', async () => {
    const none: Answer[] = ['none', 'none', 'none', 'none'];
    const { add, sendIfDue, batches, lines, late, counts } = setUp({}, none);
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
    for (const answer of late) answer(202);
    await sendIfDue();
    expect(counts).toEqual([['ExposuresLost', 1], ...Array(3).fill(['ExposuresSent', 1])]);
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

  /** 64 times as much as Statsig takes of one event. */
  const FULL = 512 * 1024;

  /** Adds so many bytes of exposures, of this user. */
  function fill(add: ReturnType<typeof setUp>['add'], userID: string): void {
    for (let i = 0; i < FULL / 8_192; i += 1) {
      add(`gate-${i}`, userID, padding(8_192, `gate-${i}`, userID));
    }
  }

  it('is 512 KB at most, for which the oldest make room', async () => {
    const { add, sendIfDue, batches, counts } = setUp({ maxEvents: 500 });
    fill(add, 'u');
    expect(counts).toEqual([]);
    add('one-more');
    expect(counts).toEqual([['ExposuresLost', 1]]);
    await sendIfDue();
    expect(batches[0]?.slice(0, 2)).toEqual(['gate-1', 'gate-2']);
    expect(batches[0]?.slice(-2)).toEqual(['gate-63', 'one-more']);
  });

  it.each<[string, Answer, unknown[]]>([
    ['took', 202, ['ExposuresSent', 64]],
    ['refused', 400, ['ExposuresLost', 64]],
    ['may have', new UnansweredError('socket hang up'), ['ExposuresLost', 64]],
    // They are the oldest.
    ['would get once more', 503, ['ExposuresLost', 64]],
    ['does not answer', 'none', ['ExposuresLost', 64]],
  ])('has the room of what Statsig %s', async (_, answer, counted) => {
    const { add, sendIfDue, counts, late } = setUp({ maxEvents: 500 }, [answer]);
    fill(add, 'u');
    await sendIfDue();
    later(60_000);
    fill(add, 'v');
    late[0]?.(202);
    await sendIfDue();
    later(600_000);
    await sendIfDue();
    expect(counts).toEqual([counted, ['ExposuresSent', 64]]);
    fill(add, 'w');
    expect(counts).toHaveLength(2);
    add('one-more');
    expect(counts.slice(2)).toEqual([['ExposuresLost', 1]]);
  });

  it('loses nothing that is being sent', async () => {
    const { add, outbox, batches, counts, late } = setUp({ maxEvents: 500 }, ['none']);
    fill(add, 'u');
    const sending = outbox.sendIfDue();
    add('one-more');
    expect(counts).toEqual([['ExposuresLost', 1]]);
    late[0]?.(202);
    await sending;
    expect(counts.slice(1)).toEqual([['ExposuresSent', 64]]);
    await outbox.sendIfDue();
    expect(batches).toHaveLength(1);
  });

  it('is given up for good, even where its answer just came', async () => {
    const { add, sendIfDue, counts, late } = setUp({ maxEvents: 500 }, ['none']);
    fill(add, 'u');
    await sendIfDue();
    late[0]?.(202);
    add('one-more');
    await sendIfDue();
    expect(counts).toEqual([
      ['ExposuresLost', 64],
      ['ExposuresSent', 1],
    ]);
  });

  it('loses as many as the next one is large', async () => {
    const { add, sendIfDue, counts } = setUp({ maxEvents: 500 }, ['none', 'none']);
    for (let i = 0; i < FULL / 1_024; i += 1) {
      add(`${i}`, 'u', padding(1_024, `${i}`, 'u'));
      // The oldest two have no answer.
      if (i < 2) await sendIfDue();
    }
    expect(counts).toEqual([]);
    add('large', 'u', padding(8_192, 'large', 'u'));
    expect(counts).toEqual(Array(8).fill(['ExposuresLost', 1]));
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

it('an error without an answer is told from others by its name', () => {
  expect(new UnansweredError('socket hang up').name).toBe('UnansweredError');
});
