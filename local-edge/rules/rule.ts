import type { CloudFrontConfig, CloudFrontHeaders } from '../../handler/src/cloudfront';

export type EventType = CloudFrontConfig['eventType'];

/** One way in which what a function returned is not what CloudFront takes. */
export interface Violation {
  /** The rule's name, such as `read-only-header`. */
  rule: string;
  /** What CloudFront writes to the log group of the distribution. */
  message: string;
  /** What the page says that the viewer gets instead of an answer. */
  page: string;
  /** 502 where the result is refused, 503 where the function counts as failed. */
  http: 502 | 503;
}

/** One restriction: it looks at one thing, and says for each breach what CloudFront's log would say. */
export interface Rule<Subject> {
  name: string;
  page: string;
  breaches: (subject: Subject) => string[];
}

/** Result's headers, before and after the function had them. */
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

/** Holds a subject against a table of rules. */
export function hold<Subject>(subject: Subject, rules: readonly Rule<Subject>[]): Violation[] {
  return rules.flatMap((rule) =>
    rule
      .breaches(subject)
      .map((message) => ({ rule: rule.name, message, page: rule.page, http: 502 as const })),
  );
}

/** One breach, or none: for rules that can only be broken once. */
export function breachIf(broken: boolean, message: string): string[] {
  return broken ? [message] : [];
}
