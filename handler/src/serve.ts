/** Puts the parts together, from what lies beside the bundle in the function's zip. */
import { builtin } from './builtin';
import type { FindDecision } from './decision';
import { Outbox } from './exposures/outbox';
import { senderOf } from './exposures/send';
import { createHandler, type EdgeHandler } from './handler';
import { type Log, log, messageOf, throttled } from './log';
import { type Count, Metrics, noCount } from './metrics';
import { rehearse } from './rehearsal';
import { wantedBy } from './routes';
import { routeDecisions } from './routes/decision';
import { parseSettings, SettingsError } from './settings';
import { SpecsCache } from './specs-cache';
import { SpecsSnapshot } from './specs-snapshot';
import { roleCredentials } from './store/credentials';
import { loaderOf } from './store/load';

export interface ServeFiles {
  /** The text of `settings.json`. */
  settings: string;
  /** The text of `fallback.json`, specs that answer until the first load succeeds; null without one. */
  fallback: string | null;
}

/**
 * The handler, with the specs loaded and warm where the store answers in time.
 * @param ownDecision makes the decisions of a user's own function; without it the settings' routes decide.
 * @throws {SettingsError} when the settings cannot work.
 */
export async function serve(
  files: ServeFiles,
  ownDecision?: (log: Log) => FindDecision,
): Promise<EdgeHandler> {
  const settings = parseSettings(parseJson(files.settings));
  const quietLog = throttled(log, Date.now);
  const wanted = ownDecision === undefined ? wantedBy(settings) : { keys: [], rest: true };
  const build = (origin: SpecsSnapshot['origin']) => (text: string) =>
    new SpecsSnapshot(text, { settings, wanted, origin, log });

  const metrics = settings.metrics
    ? new Metrics({
        functionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? '',
        specsAgeMs: () => specsCache.ageMs,
        // Not by the console, before whose lines Lambda writes the time.
        write: (line) => process.stdout.write(line),
        now: Date.now,
      })
    : null;
  const count: Count = metrics?.count ?? noCount;
  const specsCache = new SpecsCache({
    load: loaderOf(
      settings.specs,
      roleCredentials,
      once(() => {
        // What fails here fails again where somebody waits for it, and is told there.
        rehearse(
          settings,
          wanted.keys,
          ownDecision === undefined ? routeDecisions(settings, noLog) : null,
        ).catch(() => {});
      }),
    ),
    build: build('S3'),
    fallback: () => fallbackSnapshot(files.fallback, build('fallback')),
    refreshMs: settings.specs.refreshSeconds * 1_000,
    maxStaleMs: settings.specs.maxStaleSeconds * 1_000,
    maxWaitMs: settings.specs.maxWaitMs,
    count,
    // Where they are is for the log, not for what visitors are told of a failure.
    log: (level, message, details) => log(level, message, { url: settings.specs.url, ...details }),
    now: Date.now,
    random: Math.random,
  });
  await specsCache.init();

  return createHandler({
    settings,
    findDecision:
      ownDecision === undefined ? routeDecisions(settings, quietLog) : ownDecision(quietLog),
    specsCache,
    outbox:
      settings.exposures.mode === 'off'
        ? null
        : new Outbox({
            settings: settings.exposures,
            send: senderOf(settings.clientKey),
            count,
            log: quietLog,
            now: Date.now,
          }),
    metrics,
    log: quietLog,
  });
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}

const noLog: Log = () => {};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError('settings.json', `is not JSON: ${messageOf(error)}.`);
  }
}

function fallbackSnapshot(
  text: string | null,
  build: (text: string) => SpecsSnapshot,
): SpecsSnapshot | null {
  if (text === null) return null;
  try {
    return build(text);
  } catch (error) {
    log('error', 'The fallback specs in the zip cannot be used', { reason: messageOf(error) });
    return null;
  }
}

/** Reads what lies in a folder as it does in the zip. */
export function readFiles(folder: URL): ServeFiles {
  return {
    settings: builtin('node:fs').readFileSync(new URL('settings.json', folder), 'utf8'),
    fallback: readIfThere(new URL('fallback.json', folder)),
  };
}

function readIfThere(file: URL): string | null {
  try {
    return builtin('node:fs').readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
