/** What the user hands to `check`, read and checked. */
import { readFileSync } from 'node:fs';
import type { StatsigUser } from '@statsig/client-core';
import { readUser } from '../../handler/explain/user';
import { messageOf } from '../../handler/src/log';
import { parseSettings, type Settings } from '../../handler/src/settings';
import { CommandError, UsageError } from '../errors';

/** @throws {CommandError} */
export function readTextFile(what: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${what} ${file} cannot be read: ${messageOf(error)}.`);
  }
}

/** What no setting that counts here depends on, so that a file with the others is enough. */
const PLACEHOLDERS = {
  clientKey: 'client-none',
  specs: { url: 'https://bucket.invalid/statsig-config.json', access: 'public' },
};

/** @throws {CommandError} */
export function readSettings(file: string): Settings {
  const text = readTextFile('--settings', file);
  try {
    return settingsWith(JSON.parse(text));
  } catch (error) {
    throw new CommandError(`--settings ${file}: ${messageOf(error)}`);
  }
}

/** @throws {SettingsError} */
export function settingsWith(json: unknown): Settings {
  return parseSettings(isObject(json) ? { ...PLACEHOLDERS, ...json } : json);
}

/** @throws {UsageError} */
export function parseUser(json: string): StatsigUser {
  const read = readUser(json);
  if ('user' in read) return read.user;
  throw new UsageError(
    `check: --user ${read.problem}. It takes a Statsig user as JSON, such as '{"userID": "alice", "country": "SE"}'.`,
  );
}

const MAX_USERS = 1_000_000;

/** @throws {UsageError} */
export function parseUsers(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MAX_USERS) return count;
  throw new UsageError(
    `check: --users is ${JSON.stringify(text)}; it takes a number from 1 to ${MAX_USERS}, such as 10000.`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
