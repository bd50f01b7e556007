/** Everything CloudFront asks of what a Lambda@Edge function returns for a viewer event, as one pure function. */
import type { CloudFrontEvent } from '../../handler/src/cloudfront';
import { headerRules, viewerCountryRule } from './headers';
import { requestRules } from './request';
import { generatedResponseRules, viewerResponseRules } from './response';
import { type EventType, hold, isObject, type JsonObject, type Violation } from './rule';

export type { EventType, Violation } from './rule';

/** The event as the function was given it: `Records[0].cf`. */
export type ViewerEvent = CloudFrontEvent['Records'][0]['cf'];

/**
 * Holds a function's result against CloudFront's rules for the event.
 *
 * @param before the event as it was given to the function. Keep a copy: functions change it in place.
 * @param result what the function returned, before or after its way through JSON.
 * @returns every rule it breaks; empty when CloudFront would take it.
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
  // API Gateway's statusCode is taken for a slip of the pen: CloudFront would call the rest an invalid request.
  return 'status' in result || 'statusCode' in result;
}

function checkRequest(before: ViewerEvent, after: JsonObject): Violation[] {
  const headers = {
    eventType: 'viewer-request',
    before: before.request.headers,
    after: after.headers,
  } as const;
  return [
    ...hold(headers, [...headerRules, viewerCountryRule]),
    ...hold({ before: before.request, after }, requestRules),
  ];
}

function checkGenerated(after: JsonObject): Violation[] {
  const headers = { eventType: 'viewer-request', before: {}, after: after.headers } as const;
  return [...hold(headers, headerRules), ...hold(after, generatedResponseRules)];
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
    ...hold(headers, headerRules),
    ...hold({ before: before.response, after }, viewerResponseRules),
  ];
}

/** Lambda sends JSON: what JSON leaves out, CloudFront never sees; undefined is sent as null. */
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
