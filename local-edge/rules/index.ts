/** What CloudFront does with what a Lambda@Edge function returns for a viewer event, as one pure function. */
import type { CloudFrontEvent } from '../../handler/src/cloudfront';
import { checkOutcome, throughJson } from '../../handler/src/rules';
import type { BrokenRule, EventType } from '../../handler/src/rules/rule';
import { RULE_PAGES } from './pages';
import { checkViewerResponse } from './viewer-response';

export { isGenerated } from '../../handler/src/rules';
export type { EventType } from '../../handler/src/rules/rule';
export { FUNCTION_FAILED, FUNCTION_THROTTLED } from './pages';

/** The event as the function was given it: `Records[0].cf`. */
export type ViewerEvent = CloudFrontEvent['Records'][0]['cf'];

/** One reason why CloudFront rejects what a function returned. */
export interface Violation extends BrokenRule {
  /** The text of the error page that the viewer gets. */
  page: string;
  /** 502 when the result is rejected, 503 when the function counts as failed. */
  http: 502 | 503;
}

/**
 * Checks a function's result against CloudFront's rules for the event.
 *
 * @param before the event as it was given to the function. Keep a copy: functions change it in place.
 * @param result what the function returned, before or after JSON.
 * @returns every rule that it breaks; empty when CloudFront would accept it.
 *
 * @example
 * const before = structuredClone(event.Records[0].cf);
 * expect(checkResult('viewer-request', before, await handler(event))).toEqual([]);
 */
export function checkResult(
  eventType: EventType,
  before: ViewerEvent,
  result: unknown,
): Violation[] {
  return judgeResult(eventType, before, result).violations;
}

/** Where AWS's pages disagree whether a result is good, it passes here, with a warning. */
const UNCLEAR: ReadonlySet<string> = new Set(['header-lower-case', 'header-value-list']);

export function judgeResult(
  eventType: EventType,
  before: ViewerEvent,
  result: unknown,
): { violations: Violation[]; warnings: string[] } {
  const broken =
    eventType === 'viewer-request'
      ? checkOutcome(before.request, result).broken
      : brokenByResponse(before, result);
  return {
    violations: broken.filter(({ rule }) => !UNCLEAR.has(rule)).map(asViolation),
    warnings: broken.filter(({ rule }) => UNCLEAR.has(rule)).map(({ message }) => message),
  };
}

function asViolation({ rule, message }: BrokenRule): Violation {
  return {
    ...{ rule, message },
    page: RULE_PAGES[rule as keyof typeof RULE_PAGES],
    // What is no JSON never reaches CloudFront: for it the function failed.
    http: rule === 'json' ? 503 : 502,
  };
}

function brokenByResponse({ response }: ViewerEvent, result: unknown): BrokenRule[] {
  if (response === undefined) {
    throw new TypeError(
      'checkResult: a viewer-response event has a response, and this one has none.',
    );
  }
  const { json, broken } = throughJson(result);
  return json === null ? broken : checkViewerResponse(response, json);
}
