/** Puts the parts together, from what lies beside the bundle in the function's zip. */
import { readFileSync } from 'node:fs';
import type { Decide } from './decision';
import { Outbox } from './exposures/outbox';
import { senderOf } from './exposures/send';
import { Generation } from './generation';
import { Generations } from './generations';
import { createHandler, type EdgeHandler } from './handler';
import { log, messageOf, throttled } from './log';
import { ownDecision } from './own-decision';
import { wantedBy } from './routes';
import { routeDecisions } from './routes/decision';
import { parseSettings, SettingsError } from './settings';
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
 * @param decide a user's own function; without one the settings' routes decide.
 * @throws {SettingsError} when the settings cannot work.
 */
export async function serve(files: ServeFiles, decide?: Decide): Promise<EdgeHandler> {
  const settings = parseSettings(parseJson(files.settings));
  const quietLog = throttled(log, Date.now);
  const wanted = decide === undefined ? wantedBy(settings.routes) : { keys: [], rest: true };
  const build = (origin: Generation['origin']) => (text: string) =>
    new Generation(text, { settings, wanted, origin, log });

  const generations = new Generations({
    load: loaderOf(settings.specs, roleCredentials),
    build: build('S3'),
    fallback: () => fallbackGeneration(files.fallback, build('fallback')),
    refreshMs: settings.specs.refreshSeconds * 1_000,
    maxStaleMs: settings.specs.maxStaleSeconds * 1_000,
    waitMs: settings.specs.timeoutMs,
    // Where they are is for the log, not for what visitors are told of a failure.
    log: (level, message, details) => log(level, message, { url: settings.specs.url, ...details }),
    now: Date.now,
    random: Math.random,
  });
  const generation = await generations.init();
  generation?.warmUp(wanted.keys);

  return createHandler({
    settings,
    findDecision:
      decide === undefined ? routeDecisions(settings, quietLog) : ownDecision(decide, quietLog),
    generations,
    outbox:
      settings.exposures.mode === 'off'
        ? null
        : new Outbox({
            settings: settings.exposures,
            send: senderOf(settings.clientKey),
            log,
            now: Date.now,
          }),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError('settings.json', `is not JSON: ${messageOf(error)}.`);
  }
}

function fallbackGeneration(
  text: string | null,
  build: (text: string) => Generation,
): Generation | null {
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
    settings: readFileSync(new URL('settings.json', folder), 'utf8'),
    fallback: readIfThere(new URL('fallback.json', folder)),
  };
}

function readIfThere(file: URL): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
