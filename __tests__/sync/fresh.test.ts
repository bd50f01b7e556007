/** How long a change in the Statsig console takes to every answer at the edge, on a simulated clock. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../bench/edge/clock';
import { HARD } from '../../bench/edge/conditions';
import { Connection } from '../../bench/edge/connection';
import { DEFAULTS, Environment } from '../../bench/edge/environment';
import { simulatedLoader } from '../../bench/edge/loader';
import { randomOf } from '../../bench/edge/random';
import { bytesOf, specsOfSize } from '../../bench/edge/specs';
import { Bucket, EdgeCache } from '../../bench/edge/upstream';
import type { SpecsObject, Stored } from '../../sync/object';
import { Sync } from '../../sync/sync';
import { webhook } from '../../sync/webhook';
import { signatureOf } from '../../sync/webhook/signature';
import { logBook } from '../support/handler/log-book';
import { openGateSpecs } from '../support/open-gate-specs';

/** What main.ts gives. */
const REFRESH_SECONDS = 8;

const MINUTE = 60_000;
/** From one request to the next. */
const SPACING = 10_000;
/** From the beginning of a run to the object in S3. */
const RUN_TAKES = 2_000;
/** Between the edge location and the bucket, in another continent. */
const ROUND_TRIP = 150;
const SIZE = bytesOf(specsOfSize(100_000));

const specsOf = (time: number) => JSON.stringify({ ...JSON.parse(openGateSpecs()), time });

interface Scenario {
  /** Of the change, after a run by the schedule. */
  at: number;
  refreshMs?: number;
  byWebhook?: boolean;
}

/** How long after a change the last old answer came: from then on every answer is new. */
async function staleFor({ at, refreshMs = REFRESH_SECONDS * 1_000, byWebhook }: Scenario) {
  const clock = new SimulatedClock();
  const random = randomOf(`a change at ${at}`);
  const bucket = new Bucket(clock, SIZE.plain, random, HARD);
  const upstream = new EdgeCache(bucket, ROUND_TRIP, SIZE.brotli);
  const store = { upstream, roundTripMs: HARD.edgeRoundTripMs };
  const traffic = { requests: 0, bytes: 0 };
  const connect = () => new Connection({ clock, ...store, random, conditions: HARD, traffic });
  const environment = new Environment({
    clock,
    load: simulatedLoader(connect, false),
    settings: { ...DEFAULTS, refreshMs },
    random,
    fallback: null,
  });

  let statsig = specsOf(1);
  let stored: Stored = { text: statsig, etag: '"1"', compression: 'none', source: null };
  const object: SpecsObject = {
    read: async (known) => (known === stored.etag ? 'unchanged' : stored),
    write: async ({ time, ...next }) => {
      clock.outside(clock.now() + RUN_TAKES, () => bucket.put());
      stored = { ...next, etag: `"${time}"` };
      return stored.etag;
    },
  };
  const sync = new Sync({
    fetchSpecs: async () => ({ text: statsig, etag: null }),
    object,
    wanted: { compression: 'none', allowOlder: false, source: 'ours' },
  });

  const changedAt = 10 * MINUTE + at;
  const change = async () => {
    statsig = specsOf(2);
    if (byWebhook) await callWebhook(sync, clock);
  };
  // The environment answers between a request and the next; what happens elsewhere does not wait for it.
  const events: { at: number; happen: () => Promise<unknown> }[] = [
    { at: changedAt, happen: change },
  ];
  if (!byWebhook) {
    for (let minute = 0; minute < 20; minute += 1) {
      events.push({ at: minute * MINUTE, happen: () => sync.run() });
    }
  }
  const old: number[] = [];
  const ask = async () => {
    const { at: asked, version } = await environment.request();
    if (asked >= changedAt && version === '"0"') old.push(asked);
  };
  // Requests, too, come at any time after a run.
  const first = (7 * at) % SPACING;
  for (let time = first; time < 20 * MINUTE; time += SPACING) {
    events.push({ at: time, happen: ask });
  }
  events.sort((one, other) => one.at - other.at);

  await clock.withTimers(async () => {
    await environment.init();
    for (const event of events) {
      await clock.freezeUntil(event.at);
      await event.happen();
    }
  });
  expect(bucket.versionAt(clock.now())).toBe('"1"');
  expect((await environment.request()).version).toBe('"1"');
  return Math.max(0, ...old.map((time) => time - changedAt));
}

async function callWebhook(sync: Sync, clock: SimulatedClock): Promise<void> {
  const body = JSON.stringify({ data: [{ eventName: 'statsig::config_change' }] });
  const now = () => Date.UTC(2026, 10, 26) + Math.floor(clock.now());
  const answer = webhook({
    secret: async () => 'secret',
    run: async () => (await sync.run()).outcome,
    countRefused: () => {},
    log: logBook().log,
    now,
    sleep: async () => {},
  });
  const timestamp = String(now());
  const signature = signatureOf(timestamp, Buffer.from(body), 'secret');
  const { statusCode } = await answer({
    requestContext: { http: { method: 'POST' } },
    headers: { 'x-statsig-request-timestamp': timestamp, 'x-statsig-signature': signature },
    body,
  });
  expect(statusCode).toBe(200);
}

/** In the whole minute. */
const MOMENTS = Array.from({ length: 40 }, (_, index) => Math.round((index + 0.5) * 1_499));

async function worst(of: Omit<Scenario, 'at'> = {}): Promise<number> {
  let most = 0;
  for (const at of [1, ...MOMENTS]) most = Math.max(most, await staleFor({ at, ...of }));
  return most;
}

describe('from a change in the console to every answer, at a request every ten seconds', () => {
  it('takes 75 seconds at most by the schedule', async () => {
    const most = await worst();
    expect(most).toBeLessThanOrEqual(75_000);
    // It does wait for the next run.
    expect(most).toBeGreaterThan(30_000);
  });

  it('takes 15 seconds at most by the webhook', async () => {
    expect(await worst({ byWebhook: true })).toBeLessThanOrEqual(15_000);
  });

  it('takes longer than that with the refresh interval of a bucket that people fill', async () => {
    expect(await worst({ refreshMs: DEFAULTS.refreshMs })).toBeGreaterThan(75_000);
  });

  it('is what the stack is deployed with', () => {
    const main = readFileSync(join(__dirname, '../../main.ts'), 'utf8');
    expect(main).toContain(`specs_refresh: { refresh_seconds: ${REFRESH_SECONDS} }`);
  });
});
