import { NAME_LISTS, type Names } from '../names';

/** @throws {TypeError} for what a user's own function gives in the place of names. */
export function checkNames(given: unknown): Names {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TypeError(
      `statsig.bootstrap takes lists of names, such as { gates: ["new_home"] }, and was given ${shown(given)}`,
    );
  }
  for (const [list, names] of Object.entries(given)) {
    if (!(NAME_LISTS as readonly string[]).includes(list)) {
      throw new TypeError(`statsig.bootstrap knows no ${list}: it takes ${NAME_LISTS.join(', ')}`);
    }
    const areNames =
      names == null ||
      (Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string'));
    if (!areNames) {
      throw new TypeError(
        `statsig.bootstrap: ${list} should be a list of names, or left out, and is ${shown(names)}`,
      );
    }
  }
  return given;
}

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
