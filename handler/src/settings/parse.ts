/** Reads JSON by its fields: each is checked, defaults are filled in, and what is not a field is refused. */
import type { Field, Fields, FieldType, Letters, Shape, ValuesOf } from './field';

/** A setting that cannot work. The message names the field, says what is wrong and what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(path: string, problem: string) {
    super(`${path === '' ? 'settings' : path} ${problem}`);
  }
}

/**
 * @param path where the object stands in the settings, such as `routes[0]`; empty for the settings themselves.
 * @param json an absent field and `null` are the same, because Terraform writes `null` for what was not given.
 * @throws {SettingsError}
 */
export function parseFields<F extends Fields>(fields: F, json: unknown, path = ''): ValuesOf<F> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new SettingsError(path, `should be an object, and is ${shown(json)}.`);
  }
  const given = json as Record<string, unknown>;
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    values[name] = parseField(field, given[name] ?? undefined, pathOf(path, name));
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(fields, name)) {
      throw new SettingsError(
        pathOf(path, name),
        `is not a setting. Known here: ${Object.keys(fields).join(', ')}.`,
      );
    }
  }
  return values as ValuesOf<F>;
}

function pathOf(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function parseField(field: Field, given: unknown, path: string): unknown {
  if (given !== undefined) return parseValue(field.type, given, path);
  switch (field.type.kind) {
    case 'object':
    case 'objects':
      return field.default === null ? null : parseValue(field.type, field.default, path);
    case 'text':
      if (field.default === undefined) throw new SettingsError(path, 'is missing.');
      return field.default;
    default:
      return field.default === undefined ? parseValue(field.type, given, path) : field.default;
  }
}

function parseValue(type: FieldType, value: unknown, path: string): unknown {
  const refuse = (expected: string): never => {
    throw new SettingsError(path, `should be ${expected}, and is ${shown(value)}.`);
  };
  switch (type.kind) {
    case 'text': {
      if (!isText(value)) return refuse('a string that is not empty');
      const problem = type.problem?.(value) ?? null;
      if (problem !== null) throw new SettingsError(path, problem);
      return checkText(type.shapes, inLetters(value, type.letters), 'is', path);
    }
    case 'json':
      return typeof value === 'string' ? value : JSON.stringify(value);
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse('true or false');
    case 'number': {
      const fits = typeof value === 'number' && value >= type.min && value <= type.max;
      return fits ? value : refuse(`a number from ${type.min} to ${type.max}`);
    }
    case 'choice':
      return type.words.includes(value as string)
        ? value
        : refuse(`one of ${type.words.join(', ')}`);
    case 'texts':
      if (!Array.isArray(value) || !value.every(isText)) return refuse('a list of strings');
      return value.map((entry) =>
        checkText([type.shape], inLetters(entry, type.letters), 'has', path),
      );
    case 'object':
      return parseFields(type.fields, value, path);
    case 'objects':
      if (!Array.isArray(value)) return refuse('a list');
      return value.map((entry, index) => parseFields(type.fields, entry, `${path}[${index}]`));
  }
}

function checkText(shapes: readonly Shape[], value: string, verb: string, path: string): string {
  for (const shape of shapes) {
    if ('matches' in shape && !shape.matches.test(value)) {
      const what = shape.isSecret ? 'what is not valid' : shown(value);
      throw new SettingsError(path, `${verb} ${what}; ${shape.message}.`);
    }
    if ('reserved' in shape && isReserved(value, shape)) {
      throw new SettingsError(path, `${verb} ${value}, which ${shape.message}.`);
    }
  }
  return value;
}

function isReserved(
  value: string,
  { reserved, reservedPrefixes }: Extract<Shape, { reserved: unknown }>,
): boolean {
  return reserved.includes(value) || reservedPrefixes.some((prefix) => value.startsWith(prefix));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function inLetters(value: string, letters: Letters | undefined): string {
  if (letters === undefined) return value;
  return letters === 'lower' ? value.toLowerCase() : value.toUpperCase();
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
