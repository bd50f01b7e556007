/**
 * The function in the bucket's Region that keeps the specs fresh. EventBridge starts it every minute, and once a day for
 * the log groups; Statsig's webhook starts it at once.
 */
import { createHash } from 'node:crypto';
import { log, messageOf } from '../handler/src/log';
import { metricLine } from '../handler/src/metric-line';
import { downloadUrl } from '../handler/src/specs/download-url';
import { callAws } from './aws';
import { isLogGroupsTask, setUpLogGroups } from './log-groups';
import { enabledRegions } from './log-groups/regions';
import type { Counts } from './metrics';
import { specsObject } from './object';
import { readSettings } from './settings';
import { fetchSpecs } from './statsig';
import { Sync } from './sync';
import { type HttpEvent, webhook } from './webhook';
import { readSecret, rememberedSecret } from './webhook/secret';

const settings = readSettings(process.env);
const { clientKey, statsigUrl, region, compression, allowOlder, secretArn, functionName } =
  settings;
const url = downloadUrl(statsigUrl, clientKey);

const sync = new Sync({
  fetchSpecs: (etag) => fetchSpecs(url, etag),
  object: specsObject(settings),
  wanted: { compression, allowOlder, source: createHash('sha256').update(url).digest('hex') },
});

const count = (counts: Counts) =>
  process.stdout.write(metricLine(functionName, Date.now(), counts));

/** @throws {Error} after telling it. */
async function run(cause: 'schedule' | 'webhook'): Promise<'written' | 'unchanged'> {
  try {
    const result = await sync.run();
    const isWritten = result.outcome === 'written';
    if (isWritten) {
      const time = new Date(result.time).toISOString();
      log('info', 'Specs written', { cause, time, bytes: result.bytes });
    }
    count({ SpecsConfirmed: 1, SpecsWritten: isWritten ? 1 : 0, SyncFailures: 0 });
    return result.outcome;
  } catch (error) {
    log('error', 'Specs could not be synced', { cause, reason: messageOf(error) });
    count({ SpecsConfirmed: 0, SpecsWritten: 0, SyncFailures: 1 });
    throw error;
  }
}

const answerWebhook =
  secretArn === null
    ? null
    : webhook({
        secret: rememberedSecret(() => readSecret(secretArn), Date.now),
        run: () => run('webhook').catch(() => 'failed' as const),
        countRefused: () => count({ WebhooksRefused: 1 }),
        log,
        now: Date.now,
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      });

export async function handler(event: unknown): Promise<unknown> {
  if (answerWebhook !== null && isHttpEvent(event)) return answerWebhook(event);
  if (!isLogGroupsTask(event)) return run('schedule');
  const failures = await setUpLogGroups(event, {
    regions: () => enabledRegions(region),
    call: (where, action, parameters) =>
      callAws('logs', where, `Logs_20140328.${action}`, parameters),
    log,
  });
  count({ LogGroupFailures: failures });
  if (failures > 0) throw new Error(`The log groups of ${failures} Regions could not be set up.`);
  return { failures };
}

function isHttpEvent(event: unknown): event is HttpEvent {
  return (event as Partial<HttpEvent> | null)?.requestContext?.http !== undefined;
}
