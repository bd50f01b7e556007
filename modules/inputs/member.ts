import type { IResolvable } from 'cdktf';
import { bare, hcl, isExpression } from '../terraform/expression';
import { snakeCase } from '../terraform/names';

/** One attribute of an input that is an object. */
export function member<T extends object, K extends keyof T & string>(
  input: T | IResolvable,
  name: K,
): T[K] | IResolvable {
  return isExpression(input) ? hcl`${input}${bare(`.${snakeCase(name)}`)}` : (input as T)[name];
}

/** The same of an input that may be null, or lack the attribute: null then. */
export function memberOrNull<T extends object, K extends keyof T & string>(
  input: T | IResolvable | null,
  name: K,
): NonNullable<T[K]> | IResolvable | null {
  if (isExpression(input)) return hcl`try(${input}${bare(`.${snakeCase(name)}`)}, null)`;
  return (input as T | null)?.[name] ?? null;
}
