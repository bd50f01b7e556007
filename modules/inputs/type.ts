/** The types an input can have, and how Terraform and TypeScript write them. */

export type Type =
  | { readonly kind: 'string' | 'number' | 'bool' }
  | { readonly kind: 'list' | 'map'; readonly of: Type }
  | ObjectType;

export interface ObjectType {
  readonly kind: 'object';
  /** What the generated TypeScript interface is called. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** One attribute of an object. Its name, the key, is Terraform's (snake_case). */
export interface Field {
  readonly type: Type;
  readonly description: string;
  /** Absent: the attribute has to be given. `null`: it may be left out, and nothing takes its place. */
  readonly default?: Default;
}

export type Default = string | number | boolean | null | readonly string[] | Readonly<object>;

export const text: Type = { kind: 'string' };
export const number: Type = { kind: 'number' };
export const bool: Type = { kind: 'bool' };
export const texts: Type = { kind: 'list', of: text };

export function list(of: Type): Type {
  return { kind: 'list', of };
}

export function map(of: Type): Type {
  return { kind: 'map', of };
}

export function object(name: string, fields: ObjectType['fields']): ObjectType {
  return { kind: 'object', name, fields };
}

/**
 * @param note What stands above an attribute of an object, such as a comment; nothing unless told.
 * @example terraformType(texts) // list(string)
 */
export function terraformType(type: Type, note: (field: Field) => string = () => ''): string {
  if (type.kind === 'object') {
    const fields = Object.entries(type.fields).map(
      ([name, field]) => `${note(field)}  ${name} = ${fieldType(field, note)}\n`,
    );
    return `object({\n${fields.join('')}})`;
  }
  return 'of' in type ? `${type.kind}(${terraformType(type.of, note)})` : type.kind;
}

function fieldType(field: Field, note: (field: Field) => string): string {
  const type = terraformType(field.type, note);
  if (field.default === undefined) return type;
  return field.default === null
    ? `optional(${type})`
    : `optional(${type}, ${JSON.stringify(field.default).replaceAll(',', ', ')})`;
}
