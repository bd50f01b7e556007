/**
 * CloudFront's rules for the origin's response as a viewer-response function returns it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html#lambda-at-edge-restrictions-status-codes
 */
import type { CloudFrontResponse } from '../../handler/src/cloudfront';
import { headerRules } from '../../handler/src/rules/headers';
import { statusRules } from '../../handler/src/rules/response';
import {
  type BrokenRule,
  brokenRules,
  type JsonObject,
  messageIf,
  type Rules,
} from '../../handler/src/rules/rule';
import { READ_ONLY } from './read-only';

interface ResponseChange {
  before: CloudFrontResponse;
  after: JsonObject;
}

const LOG = 'Lambda function result failed validation, the function';

export const viewerResponseRules = {
  'status-unchanged': ({ before, after }) =>
    messageIf(
      before.status !== after.status,
      () =>
        `${LOG} tried to change the status from ${before.status} to ${JSON.stringify(after.status)}, which a viewer-response function cannot.`,
    ),
  // Only origin-response functions can replace a body, says AWS's page on updating responses.
  'body-untouched': ({ after }) =>
    messageIf(
      after.body !== undefined,
      () => `${LOG} returned a body, which a viewer-response function cannot replace.`,
    ),
} satisfies Rules<ResponseChange>;

export function checkViewerResponse(before: CloudFrontResponse, after: JsonObject): BrokenRule[] {
  const headers = {
    readOnly: READ_ONLY['viewer-response'],
    before: before.headers,
    after: after.headers,
  };
  return [
    ...brokenRules(headers, headerRules),
    ...brokenRules(after, statusRules),
    ...brokenRules({ before, after }, viewerResponseRules),
  ];
}
