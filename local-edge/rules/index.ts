/** CloudFront's rules for what a Lambda@Edge function returns for a viewer event, as one pure function. */
import type { CloudFrontEvent } from '../../handler/src/cloudfront';
import { headerRules, viewerCountryRule } from './headers';
import { requestRules } from './request';
import { generatedResponseRules, viewerResponseRules } from './response';
import { checkRules, type EventType, isObject, type JsonObject, type Violation } from './rule';

export type { EventType, Violation } from './rule';

/** The event as the function was given it: `Records[0].cf`. */
export type ViewerEvent = CloudFrontEvent['Records'][0]['cf'];

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
  const json = throughJson(result);
  if (json instanceof Error) return [notSerialisable(json)];
  if (!isObject(json)) return [notAnObject(json)];
  if (eventType === 'viewer-response') return checkViewerResponse(before, json);
  return isGenerated(json) ? checkGenerated(json) : checkRequest(before, json);
}

/** A result of viewer-request is a response when it has a status, else the request to pass on. */
export function isGenerated(result: object): boolean {
  // `statusCode` is API Gateway's name: a result with it is meant as a response, so the error is about its status.
  return 'status' in result || 'statusCode' in result;
}

function checkRequest(before: ViewerEvent, after: JsonObject): Violation[] {
  const headers = {
    eventType: 'viewer-request',
    before: before.request.headers,
    after: after.headers,
  } as const;
  return [
    ...checkRules(headers, [...headerRules, viewerCountryRule]),
    ...checkRules({ before: before.request, after }, requestRules),
  ];
}

function checkGenerated(after: JsonObject): Violation[] {
  const headers = { eventType: 'viewer-request', before: {}, after: after.headers } as const;
  return [...checkRules(headers, headerRules), ...checkRules(after, generatedResponseRules)];
}

function checkViewerResponse(before: ViewerEvent, after: JsonObject): Violation[] {
  if (before.response === undefined) {
    throw new TypeError(
      'checkResult: a viewer-response event has a response, and this one has none.',
    );
  }
  const headers = {
    eventType: 'viewer-response',
    before: before.response.headers,
    after: after.headers,
  } as const;
  return [
    ...checkRules(headers, headerRules),
    ...checkRules({ before: before.response, after }, viewerResponseRules),
  ];
}

/** Lambda sends JSON, so CloudFront never sees what JSON leaves out; undefined is sent as null. */
function throughJson(result: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(result) ?? 'null');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function notSerialisable(error: Error): Violation {
  return {
    rule: 'json',
    message: `Runtime.MarshalError: Unable to stringify response body: ${error.message}`,
    page: FUNCTION_FAILED,
    http: 503,
  };
}

function notAnObject(json: unknown): Violation {
  return {
    rule: 'json-object',
    message: `The Lambda function returned invalid JSON: The JSON output must be an object type, and is ${JSON.stringify(json)?.slice(0, 80)}.`,
    page: 'The Lambda function returned invalid JSON: The JSON output must be an object type.',
    http: 502,
  };
}

/** The page's text when the function threw, timed out or could not be started. */
export const FUNCTION_FAILED =
  "The Lambda function associated with the CloudFront distribution is invalid or doesn't have the required permissions.";
