/**
 * What CloudFront asks of a request that a viewer-request function passes on.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-uri
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-request
 */
import type { CloudFrontRequest } from '../../handler/src/cloudfront';
import { breachIf, type JsonObject, type Rule } from './rule';

export interface RequestChange {
  before: CloudFrontRequest;
  after: JsonObject;
}

/** Bytes of the URI and its query string together, which must stay under this. */
export const MAX_URL_BYTES = 8_192;

const FAILED = 'The Lambda function result failed validation: The function';
const LOG = 'Lambda function result failed validation, the function';
/** White space, control characters and the fragment's sign. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const BAD_IN_QUERY = /[\u0000-\u0020\u007f#]/;
/** As in the query string; and a question mark, which would begin one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const BAD_IN_URI = /[\u0000-\u0020\u007f#?]/;

/** What the viewer sent and the function left alone is not its doing: form and length are asked of changes. */
export const requestRules: Rule<RequestChange>[] = [
  {
    name: 'uri-form',
    page: `${FAILED} returned an invalid URI.`,
    breaches: ({ after: { uri } }) =>
      breachIf(
        typeof uri !== 'string' || !uri.startsWith('/'),
        `${LOG} returned an invalid URI, it must be a string that starts with / : ${JSON.stringify(uri)}.`,
      ),
  },
  {
    name: 'uri-characters',
    page: `${FAILED} returned an invalid URI.`,
    breaches: ({ before, after: { uri } }) =>
      breachIf(
        typeof uri === 'string' && uri !== before.uri && BAD_IN_URI.test(uri),
        `${LOG} returned an invalid URI, it must hold no white space, control character, # or ? : ${JSON.stringify(uri)}.`,
      ),
  },
  {
    name: 'url-length',
    page: `${FAILED} returned a URI that is too long.`,
    breaches: ({ before, after: { uri, querystring } }) =>
      breachIf(
        (uri !== before.uri || querystring !== before.querystring) &&
          bytesOf(uri) + bytesOf(querystring) >= MAX_URL_BYTES,
        `${LOG} returned a URI and query string of ${bytesOf(uri) + bytesOf(querystring)} bytes, they must be under ${MAX_URL_BYTES}.`,
      ),
  },
  {
    name: 'querystring-form',
    page: `${FAILED} returned an invalid query string.`,
    breaches: ({ after: { querystring } }) =>
      breachIf(
        querystring !== undefined && typeof querystring !== 'string',
        `${LOG} returned an invalid query string, it must be a string : ${JSON.stringify(querystring)}.`,
      ),
  },
  {
    name: 'querystring-characters',
    page: `${FAILED} returned an invalid query string.`,
    breaches: ({ before, after: { querystring } }) =>
      breachIf(
        typeof querystring === 'string' &&
          querystring !== before.querystring &&
          BAD_IN_QUERY.test(querystring),
        `${LOG} returned an invalid query string, it must hold no white space, control character or # : ${JSON.stringify(querystring)}.`,
      ),
  },
  readOnlyField('method'),
  readOnlyField('clientIp'),
];

function readOnlyField(field: 'method' | 'clientIp'): Rule<RequestChange> {
  return {
    name: `read-only-${field}`,
    page: `${FAILED} tried to change a read-only field.`,
    breaches: ({ before, after }) =>
      breachIf(
        before[field] !== after[field],
        `${LOG} tried to change the read-only field ${field} from ${JSON.stringify(before[field])} to ${JSON.stringify(after[field])}.`,
      ),
  };
}

function bytesOf(text: unknown): number {
  return typeof text === 'string' ? Buffer.byteLength(text) : 0;
}
