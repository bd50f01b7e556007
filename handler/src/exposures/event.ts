/** An exposure as it waits to be sent: a text, of what Statsig keeps of it. */
import type { StatsigUser } from '@statsig/client-core';
import type { ExposureSettings } from '../settings/exposures';
import type { Exposure } from './exposure';

export type Event = Readonly<{ text: string; bytes: number; time: number }>;

/** Statsig cuts longer values. @see https://github.com/statsig-io/node-js-server-sdk/blob/main/src/utils/LogEventValidator.ts */
const MAX_VALUE = 128;
/** Statsig's servers parse no longer ones. */
const MAX_USER_AGENT = 1_000;
/** What Statsig takes of a user and of metadata, together. */
const MAX_EVENT = 8_192;

/** @throws when it cannot be written, or is too large without the user's `custom` fields. */
export function eventOf(exposure: Exposure, userFields: ExposureSettings['userFields']): Event {
  const user = withFields(exposure.user, [...userFields, 'statsigEnvironment']);
  let text = textOf(exposure, user);
  if (text.length > MAX_EVENT)
    text = textOf(
      exposure,
      pick(user, (field) => field !== 'custom'),
    );
  if (text.length > MAX_EVENT) throw new Error(`an event is longer than ${MAX_EVENT} characters`);
  return { text, bytes: Buffer.byteLength(text), time: exposure.time };
}

function textOf(exposure: Exposure, user: StatsigUser): string {
  return JSON.stringify({ ...exposure, user }, (name, value) =>
    typeof value === 'string'
      ? value.slice(0, name === 'userAgent' ? MAX_USER_AGENT : MAX_VALUE)
      : value,
  );
}

/** @param names fields, or as `custom.plan` one of a field that is an object. */
function withFields(user: StatsigUser, names: string[]): StatsigUser {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(user)) {
    if (names.includes(name)) kept[name] = value;
    else if (typeof value === 'object') {
      const inner = Object.entries(value ?? {}).filter(([key]) => names.includes(`${name}.${key}`));
      if (inner.length > 0) kept[name] = Object.fromEntries(inner);
    }
  }
  return kept;
}

function pick(user: StatsigUser, isKept: (field: string) => boolean): StatsigUser {
  return Object.fromEntries(Object.entries(user).filter(([field]) => isKept(field)));
}

/**
 * The user without an id that was made for this request alone, because the visitor does not keep one: everybody would
 * be somebody new on every page. Null when nobody is left.
 */
export function withoutId(user: StatsigUser, id: string): StatsigUser | null {
  const customIDs = Object.entries(user.customIDs ?? {}).filter(([, value]) => value !== id);
  const userID = user.userID === id ? undefined : user.userID;
  if (userID === undefined && customIDs.length === 0) return null;
  return { ...user, userID, customIDs: Object.fromEntries(customIDs) };
}
