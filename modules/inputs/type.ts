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
  readonly default?: string | number | boolean | null;
}

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

/** @example terraformType(texts) // list(string) */
export function terraformType(type: Type): string {
  if (type.kind === 'object') {
    const fields = Object.entries(type.fields).map(
      ([name, field]) => `  ${name} = ${fieldType(field)}\n`,
    );
    return `object({\n${fields.join('')}})`;
  }
  return 'of' in type ? `${type.kind}(${terraformType(type.of)})` : type.kind;
}

function fieldType(field: Field): string {
  const type = terraformType(field.type);
  if (field.default === undefined) return type;
  return field.default === null
    ? `optional(${type})`
    : `optional(${type}, ${JSON.stringify(field.default)})`;
}
