import { type Check, type EntryCheck, hasShape, isOneOf, isWhole } from './check';
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
  /** What each entry must be, of an input that is a list or a map, or has a list in it. */
  readonly entries?: Entries;
  /** For a plain value, in place of the rules, where TypeScript can say more precisely what is wrong. Throws. */
  check?(value: never): unknown;
}

/**
 * What a value must be, said twice: for a plain value, which is looked at when the stack is synthesized, and for a
 * Terraform variable. The tests hold both against the same good and bad values. Neither is asked about `null`.
 */
export interface Rule extends Check {
  /** Says what is wrong and what to do. Terraform wants whole sentences, with a capital and a full stop. */
  readonly message: string;
  /** A value that this rule alone refuses: from it comes a case of the module's own tests. */
  readonly refuses?: unknown;
}

/**
 * Rules about one entry at a time, so that a message can say which. They are no validations of the variable: up to
 * Terraform 1.8 those see nothing but the variable, and each would have to say its condition again to find the entry.
 * See modules/entry-checks.ts.
 */
export interface Entries {
  /** What an entry is called in Terraform. */
  readonly name: string;
  /** The attribute that they stand in, where the input is not itself the list. */
  readonly attribute?: string;
  readonly rules: readonly EntryRule[];
}

export interface EntryRule extends EntryCheck {
  readonly message: string;
  /** See {@link Rule}: a value of the whole input. */
  readonly refuses?: unknown;
}

/** Every input by its name in Terraform. */
export type Inputs = Readonly<Record<string, Input>>;

/** A rule that there are only these words to choose from. */
export function oneOf(words: readonly string[], message: string): Rule {
  return { ...isOneOf(words), message };
}

/** A rule that a text has a shape. The pattern is one that JavaScript and Terraform (RE2) read alike. */
export function matches(pattern: RegExp, message: string): Rule {
  return { ...hasShape(pattern), message };
}

/** A rule that a number is a whole one within bounds, both included. */
export function wholeNumber(min: number, max: number, message: string): Rule {
  return { ...isWhole(min, max), message };
}
