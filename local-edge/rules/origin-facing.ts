/**
 * CloudFront's rules for what a function returns for origin-request and origin-response.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
import { headerRules } from '../../handler/src/rules/headers';
import { requestRules } from '../../handler/src/rules/request';
import { generatedResponseRules } from '../../handler/src/rules/response';
import {
  type BrokenRule,
  brokenRules,
  type JsonObject,
  messageIf,
  type Rule,
} from '../../handler/src/rules/rule';
import type { EdgeRequest, EdgeResponse } from '../cloudfront';
import { originRules } from './origin';
import { READ_ONLY } from './read-only';

/** Limit of headers and body of a response that a function makes or replaces at the origin's side, in bytes. */
const MAX_RESPONSE_BYTES = 1_024 * 1_024;

// That 204 has no body is said of viewer-request alone.
const { 'no-content-body': _, ...responseRules } = generatedResponseRules(MAX_RESPONSE_BYTES);

/** A request to pass on. */
export function checkOriginRequest(before: EdgeRequest, after: JsonObject): BrokenRule[] {
  const headers = {
    readOnly: READ_ONLY['origin-request'],
    before: before.headers,
    after: after.headers,
  };
  const origin = { before: before.origin, after: after.origin, headers: after.headers };
  return [
    ...brokenRules(headers, headerRules),
    ...brokenRules({ before, after }, requestRules),
    ...brokenRules(origin, originRules),
  ];
}

/** A response in the place of the origin's. */
export function checkOriginGenerated(after: JsonObject): BrokenRule[] {
  const headers = { readOnly: READ_ONLY['origin-request'], before: {}, after: after.headers };
  return [...brokenRules(headers, headerRules), ...brokenRules(after, responseRules)];
}

/** The page on generated responses wants a string; AWS's own examples for origin-response write a number. */
export const statusNumber: Rule<JsonObject> = ({ status }) =>
  messageIf(
    typeof status === 'number',
    () => `status is documented to be a string, and is the number ${status}.`,
  );

/** The origin's response, of which a function may change everything but these headers. */
export function checkOriginResponse(before: EdgeResponse, after: JsonObject): BrokenRule[] {
  const headers = {
    readOnly: READ_ONLY['origin-response'],
    before: before.headers,
    after: after.headers,
  };
  const { status } = after;
  const asText = { ...after, status: typeof status === 'number' ? String(status) : status };
  return [
    ...brokenRules(headers, headerRules),
    ...brokenRules(asText, responseRules),
    ...brokenRules(after, { 'status-number': statusNumber }),
  ];
}
