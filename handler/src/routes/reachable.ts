/** Routes that no request can reach, because one before them has all of their paths. */
import { SettingsError } from '../settings/parse';
import { normalEscapes } from './normal-path';
import { pathPattern } from './path-pattern';

interface Reached {
  path: string;
  assets: boolean;
}

/** Stands for any character, or as a long run for any characters: no route's path has it. */
const ANY = '\u0001';

/** @throws {SettingsError} */
export function refuseUnreachable(routes: readonly Reached[]): void {
  for (const [index, route] of routes.entries()) {
    const before = routes.findIndex((other, at) => at < index && hasAllOf(other, route));
    if (before !== -1) {
      throw new SettingsError(
        `routes[${index}].path`,
        `is ${route.path}, which no request reaches: routes[${before}], ${routes[before]?.path}, is before it. Put it first, or take it out.`,
      );
    }
  }
}

function hasAllOf(one: Reached, other: Reached): boolean {
  if (!one.assets && other.assets) return false;
  const matches = pathPattern(normalEscapes(one.path));
  const path = normalEscapes(other.path).replace(/^\*/, '/*').replaceAll('?', ANY);
  return ['', ANY.repeat(300)].every((run) => matches(path.replaceAll('*', run)) !== null);
}
