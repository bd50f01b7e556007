/**
 * CloudFront's rules for what a viewer-request function returns, as one pure function. The local edge answers with an
 * error page where one is broken; at the edge a user's own function is held against them before CloudFront does.
 */
import type { CloudFrontRequest } from '../cloudfront';
import { READ_ONLY as READ_ONLY_BY_EVENT } from '../restricted-headers';
import { headerRules, viewerCountry } from './headers';
import { requestRules } from './request';
import { generatedResponseRules, MAX_GENERATED_BYTES } from './response';
import { type BrokenRule, brokenRules, isObject, type JsonObject } from './rule';

const READ_ONLY = READ_ONLY_BY_EVENT['viewer-request'];

/** A result as CloudFront sees it, and the rules that it breaks. */
export type Checked = { json: JsonObject; broken: BrokenRule[] } | Unreadable;

/** A result that is no object of JSON. */
interface Unreadable {
  json: null;
  broken: [BrokenRule];
}

/**
 * @param before the request as it was given to the function.
 * @param result what the function returned, before or after JSON.
 */
export function checkOutcome(
  before: CloudFrontRequest,
  result: unknown,
  maxGeneratedBytes = MAX_GENERATED_BYTES,
): Checked {
  const checked = throughJson(result);
  if (checked.json === null) return checked;
  const { json } = checked;
  const broken = isGenerated(json)
    ? checkGenerated(json, maxGeneratedBytes)
    : checkRequest(before, json);
  return { json, broken };
}

/** A result of viewer-request is a response when it has a status, else the request to pass on. */
export function isGenerated(result: object): boolean {
  // `statusCode` is API Gateway's name: a result with it is meant as a response, so the error is about its status.
  return 'status' in result || 'statusCode' in result;
}

/** Lambda sends JSON, so CloudFront never sees what JSON leaves out; undefined is sent as null. */
export function throughJson(result: unknown): { json: JsonObject } | Unreadable {
  let json: unknown;
  try {
    json = JSON.parse(JSON.stringify(result) ?? 'null');
  } catch (error) {
    return failing(
      'json',
      `Runtime.MarshalError: Unable to stringify response body: ${(error as Error).message}`,
    );
  }
  return isObject(json)
    ? { json }
    : failing(
        'json-object',
        `The Lambda function returned invalid JSON: The JSON output must be an object type, and is ${JSON.stringify(json).slice(0, 80)}.`,
      );
}

function failing(rule: string, message: string): Unreadable {
  return { json: null, broken: [{ rule, message }] };
}

function checkRequest(before: CloudFrontRequest, after: JsonObject): BrokenRule[] {
  const headers = { readOnly: READ_ONLY, before: before.headers, after: after.headers };
  return [
    ...brokenRules(headers, { ...headerRules, 'viewer-country': viewerCountry }),
    ...brokenRules({ before, after }, requestRules),
  ];
}

function checkGenerated(after: JsonObject, maxBytes: number): BrokenRule[] {
  return [
    ...brokenRules({ readOnly: READ_ONLY, before: {}, after: after.headers }, headerRules),
    ...brokenRules(after, generatedResponseRules(maxBytes)),
  ];
}
