/** The text of CloudFront's error page for each rule that a result breaks. */
import type { headerRules } from '../../handler/src/rules/headers';
import type { requestRules } from '../../handler/src/rules/request';
import type { generatedResponseRules } from '../../handler/src/rules/response';
import type { originRules } from './origin';
import type { requestBodyRules } from './request-body';
import type { viewerResponseRules } from './viewer-response';

export type RuleName =
  | 'json'
  | 'json-object'
  | 'viewer-country'
  | keyof typeof headerRules
  | keyof typeof requestRules
  | keyof ReturnType<typeof generatedResponseRules>
  | keyof typeof viewerResponseRules
  | keyof typeof originRules
  | keyof typeof requestBodyRules;

/** The page's text when the function threw, timed out or could not be started. */
export const FUNCTION_FAILED =
  "The Lambda function associated with the CloudFront distribution is invalid or doesn't have the required permissions.";

/** The page's text when all environments are at work. */
export const FUNCTION_THROTTLED =
  'The Lambda function associated with the CloudFront distribution was throttled.';

const FAILED = 'The Lambda function result failed validation: The function';
const INVALID_ENTRY = 'The Lambda function returned an invalid entry in the headers object.';
const INVALID_HEADER = `${FAILED} returned an invalid header.`;
const INVALID_QUERY = `${FAILED} returned an invalid query string.`;
const BLACKLISTED = `${FAILED} tried to add a blacklisted header.`;
const READ_ONLY_FIELD = `${FAILED} tried to change a read-only field.`;

const INVALID_BODY = `${FAILED} returned an invalid body.`;
const INVALID_ORIGIN = `${FAILED} returned an invalid origin.`;

export const RULE_PAGES: Readonly<Record<RuleName, string>> = {
  json: FUNCTION_FAILED,
  'json-object':
    'The Lambda function returned invalid JSON: The JSON output must be an object type.',
  'headers-object': INVALID_ENTRY,
  'header-shape': INVALID_ENTRY,
  'header-value-list': INVALID_ENTRY,
  'header-lower-case': INVALID_ENTRY,
  'header-twice': INVALID_ENTRY,
  'header-key': INVALID_ENTRY,
  'header-name-characters': INVALID_HEADER,
  'header-value-characters': INVALID_HEADER,
  'disallowed-header': BLACKLISTED,
  'viewer-country': BLACKLISTED,
  'read-only-header': `${FAILED} tried to add, delete, or change a read-only header.`,
  'uri-form': `${FAILED} returned an invalid URI.`,
  'uri-characters': `${FAILED} returned an invalid URI.`,
  'url-length': `${FAILED} returned a URI that is too long.`,
  'querystring-form': INVALID_QUERY,
  'querystring-characters': INVALID_QUERY,
  'read-only-method': READ_ONLY_FIELD,
  'read-only-clientIp': READ_ONLY_FIELD,
  status: `${FAILED} returned an invalid status.`,
  'status-description': `${FAILED} returned an invalid status description.`,
  'status-unchanged': `${FAILED} tried to change the status.`,
  body: INVALID_BODY,
  'body-encoding': `${FAILED} returned an invalid body encoding.`,
  'body-base64': `${FAILED} returned a body that is not valid base64.`,
  'body-untouched': `${FAILED} returned a body.`,
  'no-content-body': `${FAILED} returned a body with status 204.`,
  'request-body': INVALID_BODY,
  'request-body-action': INVALID_BODY,
  'request-body-truncated': READ_ONLY_FIELD,
  'request-body-encoding': INVALID_BODY,
  'request-body-data': INVALID_BODY,
  'request-body-size': `${FAILED} returned a body that is too large.`,
  'origin-one': INVALID_ORIGIN,
  'origin-field': INVALID_ORIGIN,
  'origin-access-identity': INVALID_ORIGIN,
  'origin-custom-headers': INVALID_ORIGIN,
  'generated-size': `${FAILED} returned a response that is too large.`,
};
