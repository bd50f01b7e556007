import type { CloudFrontConfig, CloudFrontHeaders } from '../../handler/src/cloudfront';

export type EventType = CloudFrontConfig['eventType'];

/** One reason why CloudFront rejects what a function returned. */
export interface Violation {
  /** The rule's name, such as `read-only-header`. */
  rule: string;
  /** What CloudFront writes to the log group of the distribution. */
  message: string;
  /** The text of the error page that the viewer gets. */
  page: string;
  /** 502 when the result is rejected, 503 when the function counts as failed. */
  http: 502 | 503;
}

/** One restriction of CloudFront's. */
export interface Rule<Subject> {
  name: string;
  page: string;
  /** One message for each violation, as CloudFront's log has it; empty when there is none. */
  check: (subject: Subject) => string[];
}

/** The headers before and after the function ran. */
export interface HeaderChange {
  eventType: EventType;
  before: CloudFrontHeaders;
  /** As returned: of any shape. */
  after: unknown;
}

export type JsonObject = Record<string, unknown>;

export function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Checks a subject against a table of rules. */
export function checkRules<Subject>(
  subject: Subject,
  rules: readonly Rule<Subject>[],
): Violation[] {
  return rules.flatMap((rule) =>
    rule
      .check(subject)
      .map((message) => ({ rule: rule.name, message, page: rule.page, http: 502 as const })),
  );
}

/** The message if the rule is broken, else none: for rules that can only be broken once. */
export function messageIf(broken: boolean, message: string): string[] {
  return broken ? [message] : [];
}
