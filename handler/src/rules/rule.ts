/** What a rule of CloudFront's is, and how a result is held against a table of them. */
import type { CloudFrontHeaders } from '../cloudfront';

/** One restriction of CloudFront's: a message for each violation, as CloudFront's log has it; empty when there is none. */
export type Rule<Subject> = (subject: Subject) => string[];

/** Rules by their names, such as `read-only-header`. */
export type Rules<Subject> = Readonly<Record<string, Rule<Subject>>>;

/** One reason why CloudFront would reject a result. */
export interface BrokenRule {
  rule: string;
  message: string;
}

/** The headers before and after the function ran. */
export interface HeaderChange {
  /** Names, in lower case, that must stay as they are. */
  readOnly: readonly string[];
  before: CloudFrontHeaders;
  /** As returned: of any shape. */
  after: unknown;
}

export type JsonObject = Record<string, unknown>;

export function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function brokenRules<Subject>(subject: Subject, rules: Rules<Subject>): BrokenRule[] {
  return Object.entries(rules).flatMap(([rule, check]) =>
    check(subject).map((message) => ({ rule, message })),
  );
}

/** The message if the rule is broken, else none: for rules that can only be broken once. */
export function messageIf(broken: boolean, message: () => string): string[] {
  return broken ? [message()] : [];
}
