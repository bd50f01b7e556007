import type { IResolvable } from 'cdktf';
import { hcl, isExpression } from './expression';

/**
 * What hangs on an input. Where the input is a plain value the answer is known at synth, and what hangs on it is in
 * the output or not; where it is an expression, Terraform decides (`count`, `dynamic`, `? :`). The functions here fold
 * what is known and leave the rest to Terraform, so that a construct never asks which of the two it has.
 */
export type Condition = boolean | IResolvable;

/** False for null and undefined, true for any other plain value. */
export function isSet(value: unknown): Condition {
  return isExpression(value) ? hcl`${value} != null` : value !== null && value !== undefined;
}

export function isUnset(value: unknown): Condition {
  return isExpression(value) ? hcl`${value} == null` : value === null || value === undefined;
}

export function isEqual(value: unknown, word: string): Condition {
  return isExpression(value) ? hcl`${value} == ${word}` : value === word;
}

export function isOther(value: unknown, word: string): Condition {
  return isExpression(value) ? hcl`${value} != ${word}` : value !== word;
}

export function both(first: Condition, second: Condition): Condition {
  if (typeof first === 'boolean') return first ? second : false;
  if (typeof second === 'boolean') return second ? first : false;
  return hcl`${first} && ${second}`;
}

export function not(condition: Condition): Condition {
  return typeof condition === 'boolean' ? !condition : hcl`!${condition}`;
}

/** `&&` binds stronger in Terraform, so that this one stands outermost. */
export function either(first: Condition, second: Condition): Condition {
  if (typeof first === 'boolean') return first ? true : second;
  if (typeof second === 'boolean') return second ? true : first;
  return hcl`${first} || ${second}`;
}

/** One of two values; the other one is not even looked at where the condition is known. */
export function choose<A, B>(
  condition: Condition,
  whenTrue: () => A,
  whenFalse: () => B,
): A | B | IResolvable {
  if (typeof condition === 'boolean') return condition ? whenTrue() : whenFalse();
  return hcl`${condition} ? ${whenTrue()} : ${whenFalse()}`;
}

/** The first that is there, as Terraform's function of that name; the second has to be. */
export function coalesce<T>(
  first: T | IResolvable | null,
  second: T | IResolvable,
): T | IResolvable {
  if (isExpression(first)) return hcl`coalesce(${first}, ${second})`;
  return first === null || first === undefined ? second : first;
}

/** The first where it is not null, else the second, which may be null as well. */
export function orElse<T>(first: T | IResolvable, second: T | IResolvable): T | IResolvable {
  return choose(
    isUnset(first),
    () => second,
    () => first,
  ) as T | IResolvable;
}

/** As {@link choose}, for an argument that is a text. */
export function chooseText(
  condition: Condition,
  whenTrue: () => string | undefined,
  whenFalse: () => string | undefined,
): string | undefined {
  const chosen = choose(condition, whenTrue, whenFalse);
  return chosen === undefined ? undefined : String(chosen);
}
