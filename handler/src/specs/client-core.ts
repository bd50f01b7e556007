/**
 * What Statsig's evaluation asks `@statsig/client-core` for, to the same effect. In the bundle (../../build.ts) it stands
 * in the place of the package, whose network, storage, sessions and logger cost a cold start more than the evaluation;
 * the tests hold it against the package.
 */
import type * as ClientCore from '@statsig/client-core';

export { djb2 as _DJB2 } from '../djb2';

type User = ReturnType<typeof ClientCore._normalizeUser>;

export const LogLevel = { None: 0 };
/** Nothing is here that would write to it. */
export const Log = { level: LogLevel.None };

export function _cloneObject<T>(_what: string, object: T): T | null {
  try {
    return JSON.parse(JSON.stringify(object));
  } catch {
    return null;
  }
}

export const _normalizeUser: typeof ClientCore._normalizeUser = (original, options, tier) => {
  const copy: User | null = isPlain(original)
    ? ({ ...original } as User)
    : _cloneObject('user', original as User);
  if (copy === null) return { statsigEnvironment: undefined };
  if (options?.environment) copy.statsigEnvironment = options.environment;
  else if (tier != null) copy.statsigEnvironment = { tier };
  return copy;
};

/** As the handler's own users are: JSON would change nothing, and takes longer than a gate. */
function isPlain(user: object): boolean {
  return Object.entries(user).every(
    ([name, value]) =>
      typeof value === 'string' ||
      value === undefined ||
      (GROUPS.has(name) && typeof value === 'object' && Object.values(value ?? {}).every(isKept)),
  );
}

const GROUPS = new Set(['customIDs', 'custom', 'privateAttributes']);

/** Whether JSON keeps a value as it is. */
function isKept(value: unknown): boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    Number.isFinite(value) ||
    (Array.isArray(value) && value.every((entry) => typeof entry === 'string'))
  );
}

export const _getUnitIDFromUser: typeof ClientCore._getUnitIDFromUser = (user, idType) => {
  if (typeof idType !== 'string' || idType.toLowerCase() === 'userid') return user.userID;
  return user.customIDs?.[idType] ?? user.customIDs?.[idType.toLowerCase()];
};
