/**
 * CloudFront's rules for a response that a viewer-request function generated.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses-in-requests.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html#lambda-at-edge-restrictions-status-codes
 */
import { entriesOf } from './headers';
import { type JsonObject, messageIf, type Rules } from './rule';

/** Limit of headers and body of a response generated on viewer-request, in bytes. */
export const MAX_GENERATED_BYTES = 40 * 1_024;

const LOG = 'Lambda function result failed validation, the function';
const STATUS = /^[2-5][0-9][0-9]$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;
/** Whole groups of four, padded. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const statusRules = {
  status: ({ status }) =>
    messageIf(
      typeof status !== 'string' || !STATUS.test(status),
      () =>
        `${LOG} returned an invalid status, it must be a string from "200" to "599" : ${JSON.stringify(status)}.`,
    ),
  'status-description': ({ statusDescription }) =>
    messageIf(
      statusDescription !== undefined &&
        (typeof statusDescription !== 'string' || CONTROL.test(statusDescription)),
      () =>
        `${LOG} returned an invalid status description, it must be a string without control characters : ${JSON.stringify(statusDescription)}.`,
    ),
} satisfies Rules<JsonObject>;

/** @param maxBytes what headers and body may have together. */
export const generatedResponseRules = (maxBytes: number) =>
  ({
    ...statusRules,
    body: ({ body }) =>
      messageIf(
        body !== undefined && typeof body !== 'string',
        () => `${LOG} returned an invalid body, it must be a string : ${describe(body)}.`,
      ),
    'body-encoding': ({ bodyEncoding }) =>
      messageIf(
        bodyEncoding !== undefined && bodyEncoding !== 'text' && bodyEncoding !== 'base64',
        () =>
          `${LOG} returned an invalid body encoding, it must be text or base64 : ${JSON.stringify(bodyEncoding)}.`,
      ),
    'body-base64': ({ body, bodyEncoding }) =>
      messageIf(
        bodyEncoding === 'base64' && typeof body === 'string' && !isBase64(body),
        () => `${LOG} returned a body that is not valid base64.`,
      ),
    'no-content-body': ({ status, body }) =>
      messageIf(
        status === '204' && body !== undefined,
        () => `${LOG} returned a body with status 204, which has none: leave the field out.`,
      ),
    'generated-size': (response) =>
      messageIf(
        sizeOf(response) > maxBytes,
        () =>
          `${LOG} returned a response of ${sizeOf(response)} bytes, headers and body must be within ${maxBytes}.`,
      ),
  }) satisfies Rules<JsonObject>;

export function isBase64(text: string): boolean {
  return BASE64.test(text);
}

/** AWS does not say how it counts; here it is names and values of headers, and the body as it is returned. */
function sizeOf({ headers, body }: JsonObject): number {
  const head = entriesOf(headers).reduce(
    (bytes, { name, value }) => bytes + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  const text = typeof body === 'string' ? body : '';
  return head + Buffer.byteLength(text);
}

function describe(body: unknown): string {
  return Array.isArray(body) ? 'an array' : body === null ? 'null' : `of type ${typeof body}`;
}
