/**
 * What a setting can be. One description of a field gives its TypeScript type, its parser (parse.ts), and in modules/
 * its Terraform type, validations and documentation. A schema library would bring 3 to 13 KB to the edge and still
 * know nothing of Terraform.
 */

/** A field whose parsed value is a `T`. */
export interface Field<T = unknown> {
  readonly type: FieldType;
  /** Absent: the field has to be given. `null`: it may be left out, and nothing takes its place. */
  readonly default?: unknown;
  /** Only carries the type. */
  readonly value?: T;
}

export type Fields = Readonly<Record<string, Field>>;

/**
 * What people read of each field: a noun phrase, then what follows from it. It stands in both READMEs and in
 * Terraform's variables, and in a constant of its own, so that it is not bundled.
 */
export type Docs<F extends Fields> = { readonly [Name in keyof F]: string };

/** The same of the fields of each object among them. */
export type InnerDocs<F extends Fields> = {
  readonly [Name in keyof F as F[Name] extends ObjectField
    ? Name
    : never]: F[Name] extends ObjectField<infer Inner> ? Docs<Inner> : never;
};

/** Of the objects in an object: what people read of their fields, and one that is right. */
export type Nested = Readonly<Record<string, { docs: Docs<Fields>; example: object }>>;

export type ValueOf<F> = F extends Field<infer T> ? T : never;
export type ValuesOf<F extends Fields> = { -readonly [Name in keyof F]: ValueOf<F[Name]> };

export type FieldType =
  | {
      readonly kind: 'text';
      readonly shapes: readonly Shape[];
      readonly letters?: Letters;
      /** Says what no shape can say of a value, such as "is …, which …", or null when it is right. */
      readonly problem?: (value: string) => string | null;
    }
  /** A text, or a JSON value that is then written as one: Terraform's typed lists have texts only. */
  | { readonly kind: 'json' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly words: readonly (string | number)[] }
  | { readonly kind: 'texts'; readonly shape: Shape; readonly letters?: Letters }
  | { readonly kind: 'object'; readonly fields: Fields }
  | { readonly kind: 'objects'; readonly fields: Fields };

/** Which letters a text is brought to, where case does not count. */
export type Letters = 'lower' | 'upper';

/** What a text has to look like. The pattern is one that JavaScript and Terraform (RE2) read alike. */
export type Shape =
  | {
      readonly matches: RegExp;
      /** Follows "is … ; ", without a full stop. */
      readonly message: string;
      /** A value that it refuses, for the tests. */
      readonly refuses: string;
      /** What is refused stands in no message. */
      readonly isSecret?: true;
    }
  | {
      /** In lower case, of a text that is brought to it and has the other shapes. */
      readonly reserved: readonly string[];
      readonly reservedPrefixes: readonly string[];
      /** Follows "is …, which", without a full stop. */
      readonly message: string;
      readonly refuses: string;
    };

interface TextOptions<D> {
  default?: D;
  shapes?: readonly Shape[];
  letters?: Letters;
  problem?: (value: string) => string | null;
}

/** A text that is not empty. */
export function text(options: TextOptions<null> & { default: null }): Field<string | null>;
export function text(options?: TextOptions<string>): Field<string>;
export function text({
  default: byDefault,
  shapes = [],
  letters,
  problem,
}: TextOptions<string | null> = {}): Field<string | null> {
  return { type: { kind: 'text', shapes, letters, problem }, default: byDefault };
}

export function json(): Field<string | null> {
  return { type: { kind: 'json' }, default: null };
}

export function boolean(byDefault: boolean): Field<boolean> {
  return { type: { kind: 'boolean' }, default: byDefault };
}

/** A number from `min` to `max`, both included. */
export function number(range: { min: number; max: number; default: number }): Field<number> {
  const { min, max, default: byDefault } = range;
  return { type: { kind: 'number', min, max }, default: byDefault };
}

/** One of these words. */
export function choice<const W extends string | number>(
  words: readonly W[],
  byDefault: null,
): Field<W | null>;
export function choice<const W extends string | number>(
  words: readonly W[],
  byDefault?: W,
): Field<W>;
export function choice(
  words: readonly (string | number)[],
  byDefault?: string | number | null,
): Field {
  return { type: { kind: 'choice', words }, default: byDefault };
}

/** Texts of one shape; without letters as they are. */
export function texts<D extends readonly string[] | null>(
  shape: Shape,
  letters: Letters | null,
  byDefault: D,
): Field<string[] | (null extends D ? null : never)> {
  return { type: { kind: 'texts', shape, letters: letters ?? undefined }, default: byDefault };
}

/** A field that is an object with fields of its own. */
export interface ObjectField<F extends Fields = Fields> extends Field<ValuesOf<F>> {
  readonly type: { readonly kind: 'object'; readonly fields: F };
}

export function object<F extends Fields>(fields: F): ObjectField<F> {
  return { type: { kind: 'object', fields }, default: {} };
}

/** The same, of one that may be left out as a whole. */
export function optionalObject<F extends Fields>(fields: F): Field<ValuesOf<F> | null> {
  return { type: { kind: 'object', fields }, default: null };
}

/** A list of objects. */
export function objects<F extends Fields>(
  fields: F,
  byDefault: readonly object[],
): Field<ValuesOf<F>[]> {
  return { type: { kind: 'objects', fields }, default: byDefault };
}
