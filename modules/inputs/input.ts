import type { Default, Type } from './type';

/** One input: a property in TypeScript, a variable in Terraform. */
export interface Input {
  readonly type: Type;
  /** One or two sentences. Both the property's documentation and the variable's description. */
  readonly description: string;
  /** Absent: the input has to be given. `null`: it may be left out, and nothing takes its place. */
  readonly default?: Default;
  /** True for what is not to be shown: in no plan and no message. */
  readonly sensitive?: true;
  readonly rules?: readonly Rule[];
  /** For a plain value, in place of the rules, where TypeScript can say more precisely what is wrong. Throws. */
  check?(value: never): unknown;
}

/**
 * What a value must be, said twice: for a plain value, which is looked at when the stack is synthesized, and for a
 * Terraform variable. The tests hold both against the same good and bad values. Neither is asked about `null`.
 */
export interface Rule {
  readonly holds?: (value: never) => boolean;
  /** The condition in Terraform's language, about the variable that `it` refers to, such as `var.name`. */
  readonly hcl: (it: string) => string;
  /** Says what is wrong and what to do. Terraform wants whole sentences, with a capital and a full stop. */
  readonly message: string;
  /** A value that this rule alone refuses: from it comes a case of the module's own tests. */
  readonly refuses?: unknown;
}

/** Every input by its name in Terraform. */
export type Inputs = Readonly<Record<string, Input>>;

/** A rule that there are only these words to choose from. */
export function oneOf(words: readonly string[], message: string): Rule {
  return {
    holds: (value: string) => words.includes(value),
    hcl: (it) => `contains([${quoted(words)}], ${it})`,
    message,
  };
}

/** A rule that a text has a shape. The pattern is one that JavaScript and Terraform (RE2) read alike. */
export function matches(pattern: RegExp, message: string): Rule {
  return {
    holds: (value: string) => pattern.test(value),
    hcl: (it) => regex(pattern, it),
    message,
  };
}

/** A rule that a number is a whole one within bounds, both included. */
export function wholeNumber(min: number, max: number, message: string): Rule {
  return {
    holds: (value: number) => Number.isInteger(value) && value >= min && value <= max,
    hcl: (it) =>
      min === max
        ? `${it} == ${min}`
        : `${it} >= ${min} && ${it} <= ${max} && floor(${it}) == ${it}`,
    message,
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
