/** Where AWS says it: the page for each rule that a result breaks. */
import type { RuleName } from './pages';

const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide';
const ALL_EDGE_FUNCTIONS = `${GUIDE}/edge-function-restrictions-all.html`;
const LAMBDA_AT_EDGE = `${GUIDE}/lambda-at-edge-function-restrictions.html`;
const EVENTS = `${GUIDE}/lambda-event-structure.html`;

const HEADERS = `${EVENTS}#request-event-fields-request-headers`;
const RESTRICTED = `${ALL_EDGE_FUNCTIONS}#function-restrictions-headers`;
const URI = `${ALL_EDGE_FUNCTIONS}#function-restrictions-uri`;
const QUERY = `${ALL_EDGE_FUNCTIONS}#function-restrictions-query-strings`;
const REQUEST = `${EVENTS}#request-event-fields`;
const REQUEST_BODY = `${LAMBDA_AT_EDGE}#lambda-at-edge-restrictions-request-body`;
const RESPONSE = `${GUIDE}/lambda-generating-http-responses.html`;
const INVALID = `${GUIDE}/lambda-edge-testing-debugging.html`;

export const RULE_DOCUMENTS: Readonly<Record<RuleName, string>> = {
  json: INVALID,
  'json-object': INVALID,
  'headers-object': HEADERS,
  'header-shape': HEADERS,
  'header-value-list': HEADERS,
  'header-lower-case': HEADERS,
  'header-twice': HEADERS,
  'header-key': HEADERS,
  'header-name-characters': INVALID,
  'header-value-characters': INVALID,
  'disallowed-header': RESTRICTED,
  'viewer-country': `${LAMBDA_AT_EDGE}#lambda-at-edge-restrictions-cloudfront-headers`,
  'read-only-header': RESTRICTED,
  'uri-form': REQUEST,
  'uri-characters': URI,
  'url-length': URI,
  'querystring-form': QUERY,
  'querystring-characters': QUERY,
  'read-only-method': REQUEST,
  'read-only-clientIp': REQUEST,
  status: RESPONSE,
  'status-description': RESPONSE,
  'status-unchanged': `${LAMBDA_AT_EDGE}#lambda-at-edge-restrictions-status-codes`,
  body: RESPONSE,
  'body-encoding': RESPONSE,
  'body-base64': RESPONSE,
  'body-untouched': RESPONSE,
  'no-content-body': RESPONSE,
  'request-body': REQUEST,
  'request-body-action': REQUEST,
  'request-body-truncated': REQUEST,
  'request-body-encoding': REQUEST,
  'request-body-data': REQUEST,
  'request-body-size': REQUEST_BODY,
  'origin-one': REQUEST,
  'origin-field': REQUEST,
  'origin-access-identity': REQUEST,
  'origin-custom-headers': `${GUIDE}/add-origin-custom-headers.html#add-origin-custom-headers-denylist`,
  'generated-size': RESPONSE,
};
