import { describe, expect, it } from '@jest/globals';
import { webhook } from '../../../sync/webhook';
import { signatureOf } from '../../../sync/webhook/signature';
import { logBook } from '../../support/handler/log-book';

const SECRET = 'a secret';
const CHANGE = JSON.stringify({ data: [{ eventName: 'statsig::config_change' }] });

/** A webhook on a clock of its own, and what it did. */
function begin(outcomes: ('written' | 'unchanged' | 'failed')[] = ['written']) {
  let now = Date.UTC(2026, 10, 26);
  let runs = 0;
  let refused = 0;
  const { log, lines } = logBook();
  let secret = async () => SECRET;
  const answer = webhook({
    secret: () => secret(),
    run: async () => outcomes[runs++] ?? outcomes.at(-1) ?? 'failed',
    countRefused: () => {
      refused += 1;
    },
    log,
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  });
  const event = (body: string, at = now, by = SECRET) => ({
    requestContext: { http: { method: 'POST' } },
    headers: {
      'x-statsig-request-timestamp': String(at),
      'x-statsig-signature': signatureOf(String(at), Buffer.from(body), by),
    },
    body,
  });
  return {
    answer,
    event,
    lines,
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
    loseSecret: () => {
      secret = () => Promise.reject(new Error('AccessDenied'));
    },
    runs: () => runs,
    refused: () => refused,
  };
}

describe('the webhook', () => {
  it('brings the specs when something was changed', async () => {
    const { answer, event, runs } = begin();
    expect(await answer(event(CHANGE))).toMatchObject({
      statusCode: 200,
      body: '{"outcome":"written"}',
    });
    expect(runs()).toBe(1);
  });

  it('reads a body that API Gateway has encoded', async () => {
    const { answer, event, runs } = begin();
    const encoded = { body: Buffer.from(CHANGE).toString('base64'), isBase64Encoded: true };
    expect(await answer({ ...event(CHANGE), ...encoded })).toMatchObject({ statusCode: 200 });
    expect(runs()).toBe(1);
  });

  it('looks again for some seconds where the CDN has nothing new yet', async () => {
    const { answer, event, runs, now } = begin(['unchanged', 'unchanged', 'written']);
    const from = now();
    expect(await answer(event(CHANGE))).toMatchObject({ body: '{"outcome":"written"}' });
    expect(runs()).toBe(3);
    expect(now() - from).toBe(4_000);
  });

  it('leaves it to the schedule after that', async () => {
    const { answer, event, runs } = begin(['unchanged']);
    expect(await answer(event(CHANGE))).toMatchObject({ body: '{"outcome":"unchanged"}' });
    expect(runs()).toBe(4);
  });

  it('looks once for many changes that were told before it looked', async () => {
    const { answer, event, runs, now, pass } = begin();
    const sent = now();
    pass(1_000);
    await answer(event(CHANGE, sent));
    expect(await answer(event(CHANGE, sent + 1))).toMatchObject({ body: '{"outcome":"seen"}' });
    expect(runs()).toBe(1);
    await answer(event(CHANGE, sent + 2_000));
    expect(runs()).toBe(2);
  });

  it('does nothing for what visitors did', async () => {
    const { answer, event, runs } = begin();
    const exposures = JSON.stringify([{ eventName: 'statsig::gate_exposure' }]);
    for (const body of [exposures, '{}', '{"data":null}', 'null', 'no JSON']) {
      expect(await answer(event(body))).toMatchObject({ statusCode: 200 });
    }
    expect(runs()).toBe(0);
  });

  it('tells Statsig that the address is ours, unsigned as it asks', async () => {
    const { answer, event, runs } = begin();
    const body = JSON.stringify({ data: { event: 'url_verification', verification_code: 'abc' } });
    expect(await answer({ ...event(body), headers: {} })).toMatchObject({
      statusCode: 200,
      body: '{"verification_code":"abc"}',
    });
    expect(runs()).toBe(0);
  });

  it('refuses what is not signed as it should be, and says so', async () => {
    const { answer, event, runs, refused, lines, now } = begin();
    expect(await answer(event(CHANGE, now(), 'another'))).toMatchObject({ statusCode: 401 });
    expect(await answer({ ...event(CHANGE), headers: {} })).toMatchObject({ statusCode: 401 });
    expect(await answer(event(CHANGE, now() - 300_001))).toMatchObject({ statusCode: 401 });
    expect([runs(), refused()]).toEqual([0, 3]);
    expect(lines.map(({ level, details }) => [level, details?.reason])).toEqual([
      ['warn', 'its signature is wrong'],
      ['warn', 'it is not signed'],
      ['warn', 'it is not of now'],
    ]);
  });

  it('refuses what came before, but not what failed the first time', async () => {
    const good = begin();
    const event = good.event(CHANGE);
    await good.answer(event);
    expect(await good.answer(event)).toMatchObject({ statusCode: 409 });
    const bad = begin(['failed', 'written']);
    const again = bad.event(CHANGE);
    expect(await bad.answer(again)).toMatchObject({ statusCode: 500 });
    expect(await bad.answer(again)).toMatchObject({ statusCode: 200 });
  });

  it('takes nothing while the secret cannot be read', async () => {
    const { answer, event, runs, loseSecret, lines } = begin();
    loseSecret();
    expect(await answer(event(CHANGE))).toMatchObject({ statusCode: 500 });
    expect(runs()).toBe(0);
    expect(lines).toEqual([
      {
        level: 'error',
        message: "The webhook's secret cannot be read",
        details: { reason: 'AccessDenied' },
      },
    ]);
  });
});
