/**
 * CloudFront's rules for a response: one that a viewer-request function generated, or the origin's as a
 * viewer-response function returns it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses-in-requests.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html#lambda-at-edge-restrictions-status-codes
 */
import type { CloudFrontResponse } from '../../handler/src/cloudfront';
import { entriesOf } from './headers';
import { type JsonObject, messageIf, type Rule } from './rule';

export interface ResponseChange {
  before: CloudFrontResponse;
  after: JsonObject;
}

/** Limit of headers and body of a response generated on viewer-request, in bytes. */
export const MAX_GENERATED_BYTES = 40 * 1_024;

const FAILED = 'The Lambda function result failed validation: The function';
const LOG = 'Lambda function result failed validation, the function';
const STATUS = /^[2-5][0-9][0-9]$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;
/** Whole groups of four, padded. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const statusRules: Rule<JsonObject>[] = [
  {
    name: 'status',
    page: `${FAILED} returned an invalid status.`,
    check: ({ status }) =>
      messageIf(
        typeof status !== 'string' || !STATUS.test(status),
        `${LOG} returned an invalid status, it must be a string from "200" to "599" : ${JSON.stringify(status)}.`,
      ),
  },
  {
    name: 'status-description',
    page: `${FAILED} returned an invalid status description.`,
    check: ({ statusDescription }) =>
      messageIf(
        statusDescription !== undefined &&
          (typeof statusDescription !== 'string' || CONTROL.test(statusDescription)),
        `${LOG} returned an invalid status description, it must be a string without control characters : ${JSON.stringify(statusDescription)}.`,
      ),
  },
];

export const generatedResponseRules: Rule<JsonObject>[] = [
  ...statusRules,
  {
    name: 'body',
    page: `${FAILED} returned an invalid body.`,
    check: ({ body }) =>
      messageIf(
        body !== undefined && typeof body !== 'string',
        `${LOG} returned an invalid body, it must be a string : ${describe(body)}.`,
      ),
  },
  {
    name: 'body-encoding',
    page: `${FAILED} returned an invalid body encoding.`,
    check: ({ bodyEncoding }) =>
      messageIf(
        bodyEncoding !== undefined && bodyEncoding !== 'text' && bodyEncoding !== 'base64',
        `${LOG} returned an invalid body encoding, it must be text or base64 : ${JSON.stringify(bodyEncoding)}.`,
      ),
  },
  {
    name: 'body-base64',
    page: `${FAILED} returned a body that is not valid base64.`,
    check: ({ body, bodyEncoding }) =>
      messageIf(
        bodyEncoding === 'base64' && typeof body === 'string' && !BASE64.test(body),
        `${LOG} returned a body that is not valid base64.`,
      ),
  },
  {
    name: 'no-content-body',
    page: `${FAILED} returned a body with status 204.`,
    check: ({ status, body }) =>
      messageIf(
        status === '204' && typeof body === 'string' && body !== '',
        `${LOG} returned a body with status 204, which has none.`,
      ),
  },
  {
    name: 'generated-size',
    page: `${FAILED} returned a response that is too large.`,
    check: (response) =>
      messageIf(
        sizeOf(response) > MAX_GENERATED_BYTES,
        `${LOG} returned a response of ${sizeOf(response)} bytes, headers and body must be within ${MAX_GENERATED_BYTES}.`,
      ),
  },
];

export const viewerResponseRules: Rule<ResponseChange>[] = [
  ...statusRules.map((rule) => ({
    ...rule,
    check: ({ after }: ResponseChange) => rule.check(after),
  })),
  {
    name: 'status-unchanged',
    page: `${FAILED} tried to change the status.`,
    check: ({ before, after }) =>
      messageIf(
        before.status !== after.status,
        `${LOG} tried to change the status from ${before.status} to ${JSON.stringify(after.status)}, which a viewer-response function cannot.`,
      ),
  },
  {
    // Only origin-response functions can replace a body, says AWS's page on updating responses.
    name: 'body-untouched',
    page: `${FAILED} returned a body.`,
    check: ({ after }) =>
      messageIf(
        after.body !== undefined,
        `${LOG} returned a body, which a viewer-response function cannot replace.`,
      ),
  },
];

/** AWS does not say how it counts; here it is names and values of headers, and the body's decoded bytes. */
function sizeOf({ headers, body, bodyEncoding }: JsonObject): number {
  const head = entriesOf(headers).reduce(
    (bytes, { name, value }) => bytes + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  const text = typeof body === 'string' ? body : '';
  return head + Buffer.byteLength(text, bodyEncoding === 'base64' ? 'base64' : 'utf8');
}

function describe(body: unknown): string {
  return Array.isArray(body) ? 'an array' : body === null ? 'null' : `of type ${typeof body}`;
}
