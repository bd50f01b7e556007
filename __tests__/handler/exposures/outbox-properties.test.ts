import assert from 'node:assert/strict';
import { describe, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Exposure } from '../../../handler/src/exposures/exposure';
import { Outbox, type SendExposures, UnansweredError } from '../../../handler/src/exposures/outbox';
import { settingsFor } from '../../support/handler/settings-for';
import { runs } from '../properties-arbitraries';

/** What Statsig does with a batch: answers, at once or when it likes, or breaks the connection. */
const reaction = fc.record({
  status: fc.constantFrom(
    ...[202, 202, 202, 400, 429, 500, 503, 'reset' as const, 'never' as const],
    // It has all, and the connection breaks before its answer.
    'unanswered' as const,
  ),
  /** After how many further requests. */
  after: fc.constantFrom(0, 0, 0, 1, 3),
});

/** One request: how many exposures it leaves, and how long after the one before it comes. */
const request = fc.record({
  exposures: fc.constantFrom(0, 1, 2, 4, 40),
  bytes: fc.constantFrom(0, 900, 30_000),
  passed: fc.constantFrom(0, 10, 500, 1_000, 5_000, 60_000, 3_600_000),
});

describe('whatever Statsig does', () => {
  it('each exposure is taken once at most, and all are taken, lost and counted, or on their way', async () => {
    const given = fc.record({
      settings: fc.record({
        maxEvents: fc.constantFrom(1, 10, 50),
        maxAgeSeconds: fc.constantFrom(0, 10),
      }),
      reactions: fc.array(reaction, { maxLength: 30 }),
      requests: fc.array(request, { minLength: 1, maxLength: 30 }),
    });
    jest.useFakeTimers({ now: 0 });
    await fc.assert(
      fc.asyncProperty(given, async ({ settings, reactions, requests }) => {
        let added = 0;
        let onTheirWay = 0;
        const taken: string[] = [];
        const takenUnheard: string[] = [];
        const counted = { ExposuresSent: 0, ExposuresLost: 0 };
        const pending: { left: number; settle: () => void }[] = [];
        const send: SendExposures = (texts, _tries, signal) =>
          new Promise((resolve, reject) => {
            const { status, after } = reactions.shift() ?? { status: 202, after: 0 };
            const leave = () => {
              onTheirWay -= texts.length;
            };
            onTheirWay += texts.length;
            signal.addEventListener('abort', () => {
              leave();
              reject(signal.reason);
            });
            if (status === 'never') return;
            const settle = () => {
              if (signal.aborted) return;
              leave();
              if (status === 'reset') {
                // After a request has ended, a connection can break on which all had arrived.
                if (after > 0) takenUnheard.push(...texts);
                reject(new Error('ECONNRESET'));
              } else if (status === 'unanswered') {
                takenUnheard.push(...texts);
                reject(new UnansweredError('ECONNRESET'));
              } else {
                if (status === 202) taken.push(...texts);
                resolve(status);
              }
            };
            if (after === 0) settle();
            else pending.push({ left: after, settle });
          });
        const outbox = new Outbox({
          settings: settingsFor({ exposures: { mode: 'batch', timeoutMs: 10, ...settings } })
            .exposures,
          send,
          count: (metric, by = 1) => {
            counted[metric as keyof typeof counted] += by;
          },
          log: () => {},
          now: Date.now,
        });
        const oneRequest = async ({ exposures, bytes, passed }: (typeof requests)[number]) => {
          jest.setSystemTime(Date.now() + passed);
          for (const answer of pending) answer.left -= 1;
          for (const answer of pending.filter(({ left }) => left === 0)) answer.settle();
          for (let i = 0; i < exposures; i += 1) {
            outbox.add(anExposure(added, bytes), null);
            added += 1;
          }
          const sending = outbox.sendIfDue();
          await jest.advanceTimersByTimeAsync(10);
          await sending;
        };
        for (const each of requests) await oneRequest(each);
        for (let left = added / settings.maxEvents + 100; left > 0; left -= 1) {
          await oneRequest({ exposures: 0, bytes: 0, passed: 3_600_000 });
        }
        const all = [...taken, ...takenUnheard];
        assert.equal(new Set(all).size, all.length);
        assert.equal(counted.ExposuresSent, taken.length);
        assert.equal(counted.ExposuresSent + counted.ExposuresLost + onTheirWay, added);
        assert.equal(jest.getTimerCount(), 0);
      }),
      runs(300),
    );
    jest.useRealTimers();
  });
});

function anExposure(number: number, bytes: number): Exposure {
  return {
    eventName: 'statsig::gate_exposure',
    user: { userID: `user-${number}`, userAgent: 'x'.repeat(bytes) },
    metadata: { gate: 'a', gateValue: 'true', ruleID: 'r' },
    secondaryExposures: [],
    time: Date.now(),
  };
}
