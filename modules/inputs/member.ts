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
