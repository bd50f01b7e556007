/** What CloudFront does with what a Lambda@Edge function returns, as one pure function. */
import { checkOutcome, isGenerated, throughJson } from '../../handler/src/rules';
import { type BrokenRule, brokenRules, type JsonObject } from '../../handler/src/rules/rule';
import type { EdgeEventRecord, EdgeResponse, EventType } from '../cloudfront';
import { RULE_DOCUMENTS } from './documents';
import { checkOriginGenerated, checkOriginRequest, checkOriginResponse } from './origin-facing';
import { RULE_PAGES, type RuleName } from './pages';
import { bodyNotIncluded, requestBodyRules } from './request-body';
import { checkViewerResponse } from './viewer-response';

export { isGenerated } from '../../handler/src/rules';
export { FUNCTION_FAILED, FUNCTION_THROTTLED } from './pages';

/** One reason why CloudFront rejects what a function returned. */
export interface Violation extends BrokenRule {
  /** The text of the error page that the viewer gets. */
  page: string;
  /** Where AWS says it. */
  document: string;
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
  before: EdgeEventRecord,
  result: unknown,
): Violation[] {
  return judgeResult(eventType, before, result).violations;
}

/** Where AWS's pages disagree whether a result is good, or it is good and in vain, it passes here with a warning. */
const UNCLEAR: ReadonlySet<string> = new Set([
  'header-lower-case',
  'header-value-list',
  'status-number',
  'body-not-included',
  'origin-access-identity',
]);

export function judgeResult(
  eventType: EventType,
  before: EdgeEventRecord,
  result: unknown,
): { violations: Violation[]; warnings: string[] } {
  const sent = throughJson(result);
  const all = sent.json === null ? sent.broken : rulesBrokenBy(eventType, before, sent.json);
  return {
    violations: all.filter(({ rule }) => !UNCLEAR.has(rule)).map(asViolation),
    warnings: all.filter(({ rule }) => UNCLEAR.has(rule)).map(({ message }) => message),
  };
}

function rulesBrokenBy(
  eventType: EventType,
  { request, response }: EdgeEventRecord,
  json: JsonObject,
): BrokenRule[] {
  switch (eventType) {
    case 'viewer-request':
      return [
        ...checkOutcome(request, json).broken,
        ...(isGenerated(json) ? [] : checkBody(eventType, request.body, json.body)),
      ];
    case 'origin-request':
      return isGenerated(json)
        ? checkOriginGenerated(json)
        : [...checkOriginRequest(request, json), ...checkBody(eventType, request.body, json.body)];
    case 'origin-response':
      return checkOriginResponse(responseOf(eventType, response), json);
    case 'viewer-response':
      return checkViewerResponse(responseOf(eventType, response), json);
  }
}

function checkBody(
  event: 'viewer-request' | 'origin-request',
  before: EdgeEventRecord['request']['body'],
  after: unknown,
): BrokenRule[] {
  return before === undefined
    ? brokenRules(after, { 'body-not-included': bodyNotIncluded })
    : brokenRules({ before, after, event }, requestBodyRules);
}

function responseOf(eventType: EventType, response: EdgeResponse | undefined): EdgeResponse {
  if (response) return response;
  throw new TypeError(`checkResult: a ${eventType} event has a response, and this one has none.`);
}

function asViolation({ rule, message }: BrokenRule): Violation {
  return {
    ...{ rule, message },
    page: RULE_PAGES[rule as RuleName],
    document: RULE_DOCUMENTS[rule as RuleName],
    // What is no JSON never reaches CloudFront: for it the function failed.
    http: rule === 'json' ? 503 : 502,
  };
}
