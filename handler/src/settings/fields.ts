/** Reads one JSON object field by field: each is checked once, and what nobody asked for is refused. */

/** A setting that cannot work. The message names the field, says what is wrong and what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(field: string, problem: string) {
    super(`${field === '' ? 'settings' : field} ${problem}`);
  }
}

export function asRecord(path: string, json: unknown): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new SettingsError(path, `should be an object, and is ${describe(json)}.`);
  }
  return json as Record<string, unknown>;
}

function describe(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}

export class Fields {
  readonly #known = new Set<string>();

  constructor(
    /** Where this object stands in the settings, such as `routes[0]`; empty for the settings themselves. */
    readonly path: string,
    readonly json: Record<string, unknown>,
  ) {}

  fail(name: string, problem: string): never {
    throw new SettingsError(this.#pathOf(name), problem);
  }

  refuseUnknown(): void {
    for (const name of Object.keys(this.json)) {
      if (!this.#known.has(name)) {
        this.fail(name, `is not a setting. Known here: ${[...this.#known].join(', ')}.`);
      }
    }
  }

  string(name: string): string {
    return this.optionalString(name) ?? this.fail(name, 'is missing.');
  }

  optionalString(name: string): string | null {
    const value = this.#read(name);
    if (value === undefined) return null;
    if (typeof value !== 'string' || value === '') {
      this.fail(name, `should be a text that is not empty, and is ${describe(value)}.`);
    }
    return value;
  }

  boolean(name: string, byDefault: boolean): boolean {
    const value = this.#read(name) ?? byDefault;
    if (typeof value !== 'boolean')
      this.fail(name, `should be true or false, and is ${describe(value)}.`);
    return value;
  }

  number(name: string, range: { min: number; max: number; default: number }): number {
    const value = this.#read(name) ?? range.default;
    if (typeof value !== 'number' || !(value >= range.min && value <= range.max)) {
      this.fail(
        name,
        `should be a number from ${range.min} to ${range.max}, and is ${describe(value)}.`,
      );
    }
    return value;
  }

  oneOf<const T extends string | number>(name: string, words: readonly T[], byDefault?: T): T {
    const value = this.#read(name) ?? byDefault;
    if (!words.includes(value as T)) {
      this.fail(name, `should be one of ${words.join(', ')}, and is ${describe(value)}.`);
    }
    return value as T;
  }

  listOf<const T extends string>(name: string, words: readonly T[], byDefault: T[]): T[] {
    const value = this.#read(name) ?? byDefault;
    if (!Array.isArray(value) || !value.every((word) => words.includes(word))) {
      this.fail(name, `should be a list of ${words.join(', ')}, and is ${describe(value)}.`);
    }
    return value;
  }

  strings(name: string): string[] | null {
    const value = this.#read(name);
    if (value === undefined) return null;
    if (
      !Array.isArray(value) ||
      !value.every((entry) => typeof entry === 'string' && entry !== '')
    ) {
      this.fail(name, `should be a list of texts, and is ${describe(value)}.`);
    }
    return value;
  }

  /** @see https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1 */
  cookieName(name: string): string | null {
    const value = this.optionalString(name);
    if (value !== null && !TOKEN.test(value))
      this.fail(name, `is ${describe(value)}, which is no cookie's name.`);
    return value;
  }

  /** A cookie's name, or `name=value`. */
  cookieNameOrPair(name: string): string | null {
    const value = this.optionalString(name);
    if (value !== null && !TOKEN.test(value.replace(/=.*$/s, '')))
      this.fail(name, `is ${describe(value)}, which is neither a cookie's name nor name=value.`);
    return value;
  }

  /** In lower case, as CloudFront keys them. */
  headerName(name: string): string | null {
    const value = this.optionalString(name);
    if (value !== null && !TOKEN.test(value))
      this.fail(name, `is ${describe(value)}, which is no header's name.`);
    return value?.toLowerCase() ?? null;
  }

  group(name: string): Fields {
    return new Fields(this.#pathOf(name), asRecord(this.#pathOf(name), this.#read(name) ?? {}));
  }

  /** One `Fields` for every object of a list; `null` when there is no list. */
  list(name: string): Fields[] | null {
    const value = this.#read(name);
    if (value === undefined) return null;
    if (!Array.isArray(value)) this.fail(name, `should be a list, and is ${describe(value)}.`);
    return value.map((entry, index) => {
      const path = `${this.#pathOf(name)}[${index}]`;
      return new Fields(path, asRecord(path, entry));
    });
  }

  /** The field as it stands, or undefined where it is absent or null. */
  raw(name: string): unknown {
    return this.#read(name);
  }

  #read(name: string): unknown {
    this.#known.add(name);
    return this.json[name] ?? undefined;
  }

  #pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
