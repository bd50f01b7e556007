/**
 * CloudFront's rules for the body of a request that a function returns.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html#lambda-at-edge-restrictions-request-body
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#request-event-fields
 */
import { isBase64 } from '../../handler/src/rules/response';
import { isObject, messageIf, type Rule, type Rules } from '../../handler/src/rules/rule';
import type { RequestBody } from '../cloudfront';

export interface BodyChange {
  before: RequestBody;
  after: unknown;
  event: keyof typeof BODY_LIMITS;
}

const KB = 1_024;
const MB = 1_024 * KB;

/** In bytes: what is exposed, and what a replaced body may have, as text and as base64. */
export const BODY_LIMITS = {
  'viewer-request': { exposed: 40 * KB, text: 40 * KB, base64: Math.floor(53.2 * KB) },
  'origin-request': { exposed: MB, text: MB, base64: Math.floor(1.33 * MB) },
} as const;

const LOG = 'Lambda function result failed validation, the function';

export const requestBodyRules = {
  'request-body': ({ after }) =>
    messageIf(
      after !== undefined && !isObject(after),
      () => `${LOG} returned an invalid body, it must be an object with action, encoding and data.`,
    ),
  'request-body-action': ({ after }) => {
    const action = fieldOf(after, 'action');
    return messageIf(
      action !== undefined && action !== 'read-only' && action !== 'replace',
      () =>
        `${LOG} returned an invalid action for the body, it must be read-only or replace : ${JSON.stringify(action)}.`,
    );
  },
  'request-body-truncated': ({ before, after }) =>
    messageIf(
      isObject(after) &&
        after.inputTruncated !== undefined &&
        after.inputTruncated !== before.inputTruncated,
      () => `${LOG} tried to change the read-only field inputTruncated of the body.`,
    ),
  'request-body-encoding': ({ after }) => {
    const encoding = replaced(after)?.encoding;
    return messageIf(
      encoding !== undefined && encoding !== 'base64' && encoding !== 'text',
      () =>
        `${LOG} returned an invalid encoding for the body, it must be base64 or text : ${JSON.stringify(encoding)}.`,
    );
  },
  'request-body-data': ({ after }) => {
    const body = replaced(after);
    return messageIf(
      body !== null && (typeof body.data !== 'string' || !isDecodable(body.data, body.encoding)),
      () => `${LOG} returned a body whose data is no string, or is not valid base64.`,
    );
  },
  'request-body-size': ({ after, event }) => {
    const body = replaced(after);
    const bytes = typeof body?.data === 'string' ? Buffer.byteLength(body.data) : 0;
    const limit = BODY_LIMITS[event][body?.encoding === 'text' ? 'text' : 'base64'];
    return messageIf(
      bytes > limit,
      () => `${LOG} returned a body of ${bytes} bytes, it must be within ${limit}.`,
    );
  },
} satisfies Rules<BodyChange>;

/** Without the trigger's Include Body the function neither sees the body nor can replace it. */
export const bodyNotIncluded: Rule<unknown> = (after) =>
  messageIf(
    after !== undefined,
    () => "the request's body is ignored, because the trigger does not include it (Include Body).",
  );

/** The body if the function says that it replaces the viewer's. Anything else about it is ignored. */
function replaced(after: unknown): Record<string, unknown> | null {
  return isObject(after) && after.action === 'replace' ? after : null;
}

function isDecodable(data: string, encoding: unknown): boolean {
  return encoding === 'text' || isBase64(data);
}

function fieldOf(body: unknown, name: string): unknown {
  return isObject(body) ? body[name] : undefined;
}
