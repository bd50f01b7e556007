/** What a value must be, and what that makes of the values around it. Rules are checks that say a message. */
import { isExpression } from '../terraform/expression';
import { camelCase } from '../terraform/names';

export interface Check {
  /** About a plain value, which is looked at when the stack is synthesized. */
  readonly holds?: (value: never) => boolean;
  /** The condition in Terraform's language, about the variable that `it` refers to, such as `var.name`. */
  readonly hcl: (it: string) => string;
}

/** Of one entry of a list or a map, which knows where it stands. */
export interface EntryCheck {
  /** See {@link Check}. The key is the entry's place in a list, or its key in a map. */
  readonly holds?: (entry: never, key: string) => boolean;
  /** The condition; in it `index` is the entry's place in a list, `key` its key in a map. */
  readonly hcl: (entry: string, input: string) => string;
}

type Properties = Readonly<Record<string, unknown>>;

export function isOneOf(choices: readonly (string | number)[]): Check {
  return {
    holds: (value: string | number) => choices.includes(value),
    hcl: (it) => `contains([${quoted(choices)}], ${it})`,
  };
}

export function isOther(word: string): Check {
  return {
    holds: (value: string) => value !== word,
    hcl: (it) => `${it} != ${JSON.stringify(word)}`,
  };
}

/** That a text does not begin so. */
export function isNotBegunWith(beginning: string): Check {
  return {
    holds: (text: string) => !text.startsWith(beginning),
    hcl: (it) => `!startswith(${it}, ${JSON.stringify(beginning)})`,
  };
}

/** That a list has so many entries. */
export function hasLength(min: number, max: number): Check {
  return {
    holds: (list: readonly unknown[]) => list.length >= min && list.length <= max,
    hcl: (it) =>
      min === max
        ? `length(${it}) == ${min}`
        : `length(${it}) >= ${min} && length(${it}) <= ${max}`,
  };
}

/** That a text has a shape. The pattern is one that JavaScript and Terraform (RE2) read alike. */
export function hasShape(pattern: RegExp): Check {
  return { holds: (value: string) => pattern.test(value), hcl: (it) => regex(pattern, it) };
}

/** That a number is a whole one within bounds, both included. */
export function isWhole(min: number, max: number): Check {
  return {
    holds: (value: number) => Number.isInteger(value) && value >= min && value <= max,
    hcl: (it) =>
      min === max
        ? `${it} == ${min}`
        : `${it} >= ${min} && ${it} <= ${max} && floor(${it}) == ${it}`,
  };
}

/** A check of an attribute of an object, by its name in Terraform. */
export function ofAttribute<C extends Check>(name: string, check: C): C {
  return {
    ...check,
    holds: (it: Properties) => holdsIfKnown(check, it[camelCase(name)]),
    hcl: (it) => check.hcl(`${it}.${name}`),
  };
}

/** The same, of one that may be null. */
export function ofOptional<C extends Check>(name: string, check: C): C {
  return {
    ...ofAttribute(name, check),
    hcl: (it) => `${it}.${name} == null ? true : ${check.hcl(`${it}.${name}`)}`,
  };
}

/**
 * A check of every entry of a list, or every value of a map.
 * @param entry What an entry is called in Terraform, where a list stands in a list.
 */
export function ofEvery<C extends Check>(check: C, entry = 'entry'): C {
  return {
    ...check,
    holds: (it: object) => Object.values(it).every((value) => holdsIfKnown(check, value)),
    hcl: (it) => `alltrue([for ${entry} in ${it} : ${check.hcl(entry)}])`,
  };
}

/** A check of the key of an entry of a map. */
export function ofKey(check: Check): EntryCheck {
  return {
    holds: (_entry: never, key: string) => check.holds?.(key as never) !== false,
    hcl: () => check.hcl('key'),
  };
}

/** That no two entries of a list have the same value of an attribute. */
export function isUnique(name: string): Check {
  return {
    holds: (list: readonly Properties[]) => {
      const known = list.map((it) => it[camelCase(name)]).filter((value) => !isExpression(value));
      return new Set(known).size === known.length;
    },
    hcl: (it) => `length(distinct(${it}[*].${name})) == length(${it})`,
  };
}

export function either(first: Check, second: Check): Check {
  return {
    holds: (it: never) => first.holds?.(it) !== false || second.holds?.(it) !== false,
    hcl: (it) => `${first.hcl(it)} || ${second.hcl(it)}`,
  };
}

export function allOf(...checks: readonly Check[]): Check {
  return {
    holds: (it: never) => checks.every(({ holds }) => holds?.(it) !== false),
    hcl: (it) => `alltrue([${checks.map(({ hcl }) => hcl(it)).join(', ')}])`,
  };
}

/** Words and numbers as they stand in a list of Terraform's. */
export function quoted(words: Iterable<string | number>): string {
  return [...words].map((word) => JSON.stringify(word)).join(', ');
}

/** That a text has a shape. Terraform's patterns stand in quotes, and need no escape for the slash that ends one in JavaScript. */
export function regex(pattern: RegExp, it: string): string {
  return `can(regex(${JSON.stringify(pattern.source.replaceAll('\\/', '/'))}, ${it}))`;
}

/** What is left out, or decided by Terraform, is right here. */
function holdsIfKnown({ holds }: Check, value: unknown): boolean {
  if (value === undefined || value === null || isExpression(value)) return true;
  return holds?.(value as never) !== false;
}
