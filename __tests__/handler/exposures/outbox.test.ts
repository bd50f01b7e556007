import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Exposure } from '../../../handler/src/exposures/exposure';
import { Outbox, type SendExposures } from '../../../handler/src/exposures/outbox';
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

function setUp(settings: Record<string, unknown> = {}, send?: SendExposures) {
  const batches: Exposure[][] = [];
  const { log, lines } = logBook();
  const outbox = new Outbox({
    settings: settingsFor({ exposures: { mode: 'batch', ...settings } }).exposures,
    send:
      send ??
      (async (events) => {
        batches.push(events);
      }),
    log,
    now: Date.now,
  });
  return { outbox, batches, lines };
}

const gatesOf = (batch: Exposure[] = []) => batch.map(({ metadata }) => metadata.gate);

describe('exposures', () => {
  it('are not sent before there are enough of them, or they are old enough', async () => {
    const { outbox, batches } = setUp({ maxEvents: 2, maxAgeSeconds: 10 });
    await outbox.sendIfDue();
    outbox.add(exposure('a'));
    await outbox.sendIfDue();
    jest.setSystemTime(9_999);
    await outbox.sendIfDue();
    expect(batches).toEqual([]);
    jest.setSystemTime(10_000);
    await outbox.sendIfDue();
    expect(batches.map(gatesOf)).toEqual([['a']]);
  });

  it('go as a batch as soon as there are enough', async () => {
    const { outbox, batches } = setUp({ maxEvents: 2 });
    for (const gate of ['a', 'b', 'c']) outbox.add(exposure(gate));
    await outbox.sendIfDue();
    expect(batches.map(gatesOf)).toEqual([['a', 'b']]);
    await outbox.sendIfDue();
    expect(batches).toHaveLength(1);
  });

  it('count once in ten minutes for a visitor and a rule', async () => {
    const { outbox, batches } = setUp({ maxAgeSeconds: 0 });
    outbox.add(exposure('a'));
    outbox.add(exposure('a'));
    outbox.add(exposure('a', 'another'));
    outbox.add(exposure('a', 'u', { customIDs: { stableID: 'another' } }));
    outbox.add({ ...exposure('a'), metadata: { gate: 'a', gateValue: 'false', ruleID: 'r' } });
    await outbox.sendIfDue();
    expect(batches[0]).toHaveLength(4);
    jest.setSystemTime(599_999);
    outbox.add(exposure('a'));
    await outbox.sendIfDue();
    expect(batches).toHaveLength(1);
    jest.setSystemTime(600_000);
    outbox.add(exposure('a'));
    await outbox.sendIfDue();
    expect(batches).toHaveLength(2);
  });

  it('carry only the fields of the user that were chosen', async () => {
    const { outbox, batches } = setUp({ maxAgeSeconds: 0, userFields: ['customIDs'] });
    outbox.add(
      exposure('a', 'u', {
        email: 'a@example.com',
        ip: '203.0.113.1',
        customIDs: { stableID: 's' },
        privateAttributes: { age: 7 },
      }),
    );
    await outbox.sendIfDue();
    expect(batches[0]?.[0]?.user).toEqual({ customIDs: { stableID: 's' } });
  });
});

describe('when Statsig does not take them', () => {
  it('nobody hears of it but the log, and they are kept', async () => {
    let works = false;
    const sent: Exposure[][] = [];
    const { outbox, lines } = setUp({ maxAgeSeconds: 0 }, async (events) => {
      if (!works) throw new Error('Statsig answered 500');
      sent.push(events);
    });
    outbox.add(exposure('a'));
    await expect(outbox.sendIfDue()).resolves.toBeUndefined();
    expect(lines).toEqual([
      {
        level: 'warn',
        message: 'Exposures could not be sent',
        details: { reason: 'Statsig answered 500', kept: 1, lost: 0 },
      },
    ]);
    works = true;
    outbox.add(exposure('b'));
    jest.setSystemTime(9_999);
    await outbox.sendIfDue();
    expect(sent).toEqual([]);
    jest.setSystemTime(10_000);
    await outbox.sendIfDue();
    expect(sent.map(gatesOf)).toEqual([['a', 'b']]);
  });

  it('a request waits no longer than it may', async () => {
    let signal: AbortSignal | undefined;
    const { outbox, lines } = setUp({ maxAgeSeconds: 0, timeoutMs: 300 }, (_, given) => {
      signal = given;
      return new Promise(() => {});
    });
    outbox.add(exposure('a'));
    const sending = outbox.sendIfDue();
    await jest.advanceTimersByTimeAsync(299);
    expect(signal?.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await sending;
    expect(signal?.aborted).toBe(true);
    expect(lines[0]?.details?.reason).toBe('Sending exposures took longer than 300 ms');
  });

  it('only one batch is under way', async () => {
    let finish: () => void = () => {};
    const send = jest.fn<SendExposures>(
      () =>
        new Promise((done) => {
          finish = done;
        }),
    );
    const { outbox } = setUp({ maxAgeSeconds: 0 }, send);
    outbox.add(exposure('a'));
    const first = outbox.sendIfDue();
    outbox.add(exposure('b'));
    await outbox.sendIfDue();
    expect(send).toHaveBeenCalledTimes(1);
    finish();
    await first;
    const second = outbox.sendIfDue();
    finish();
    await second;
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('no more than a thousand are kept, the newest', async () => {
    let works = false;
    const sent: Exposure[] = [];
    const { outbox, lines } = setUp({ maxEvents: 500, maxAgeSeconds: 0 }, async (events) => {
      if (!works) throw new Error('down');
      sent.push(...events);
    });
    for (let i = 0; i < 1_200; i += 1) outbox.add(exposure(`gate-${i}`));
    await outbox.sendIfDue();
    expect(lines[0]?.details).toEqual({ reason: 'down', kept: 1_000, lost: 200 });
    works = true;
    jest.setSystemTime(10_000);
    for (let i = 0; i < 5; i += 1) await outbox.sendIfDue();
    expect(sent).toHaveLength(1_000);
    expect(gatesOf(sent).at(0)).toBe('gate-200');
    expect(gatesOf(sent).at(-1)).toBe('gate-1199');
  });
});
