/**
 * CloudFront's rules for a request that a viewer-request function returns.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-uri
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-request
 */
import type { CloudFrontRequest } from '../cloudfront';
import { type JsonObject, messageIf, type Rule, type Rules } from './rule';

export interface RequestChange {
  before: CloudFrontRequest;
  after: JsonObject;
}

/** The URI and its query string together must be under this many bytes. */
export const MAX_URL_BYTES = 8_192;

const LOG = 'Lambda function result failed validation, the function';
/** White space, control characters and #. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const BAD_IN_QUERY = /[\u0000-\u0020\u007f#]/;
/** As in the query string; and ?, which would start one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const BAD_IN_URI = /[\u0000-\u0020\u007f#?]/;

/** Characters and length are checked only where the function changed something: the rest is as the viewer sent it. */
export const requestRules = {
  'uri-form': ({ after: { uri } }) =>
    messageIf(
      typeof uri !== 'string' || !uri.startsWith('/'),
      () =>
        `${LOG} returned an invalid URI, it must be a string that starts with / : ${JSON.stringify(uri)}.`,
    ),
  'uri-characters': ({ before, after: { uri } }) =>
    messageIf(
      typeof uri === 'string' && uri !== before.uri && BAD_IN_URI.test(uri),
      () =>
        `${LOG} returned an invalid URI, it must hold no white space, control character, # or ? : ${JSON.stringify(uri)}.`,
    ),
  'url-length': ({ before, after: { uri, querystring } }) =>
    messageIf(
      (uri !== before.uri || querystring !== before.querystring) &&
        bytesOf(uri) + bytesOf(querystring) >= MAX_URL_BYTES,
      () =>
        `${LOG} returned a URI and query string of ${bytesOf(uri) + bytesOf(querystring)} bytes, they must be under ${MAX_URL_BYTES}.`,
    ),
  'querystring-form': ({ after: { querystring } }) =>
    messageIf(
      querystring !== undefined && typeof querystring !== 'string',
      () =>
        `${LOG} returned an invalid query string, it must be a string : ${JSON.stringify(querystring)}.`,
    ),
  'querystring-characters': ({ before, after: { querystring } }) =>
    messageIf(
      typeof querystring === 'string' &&
        querystring !== before.querystring &&
        BAD_IN_QUERY.test(querystring),
      () =>
        `${LOG} returned an invalid query string, it must hold no white space, control character or # : ${JSON.stringify(querystring)}.`,
    ),
  'read-only-method': unchanged('method'),
  'read-only-clientIp': unchanged('clientIp'),
} satisfies Rules<RequestChange>;

function unchanged(field: 'method' | 'clientIp'): Rule<RequestChange> {
  return ({ before, after }) =>
    messageIf(
      before[field] !== after[field],
      () =>
        `${LOG} tried to change the read-only field ${field} from ${JSON.stringify(before[field])} to ${JSON.stringify(after[field])}.`,
    );
}

function bytesOf(text: unknown): number {
  return typeof text === 'string' ? Buffer.byteLength(text) : 0;
}
