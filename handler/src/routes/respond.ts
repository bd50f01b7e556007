/**
 * The JSON answer of Statsig's guide for the AWS edge.
 * @see https://github.com/statsig-io/docs/pull/3573 (docs/integrations/aws.md)
 */
import type { StatsigUser } from '@statsig/serverless-client';
import type { CloudFrontResult } from '../cloudfront';
import { json } from './json';

export function answer(
  subject: { gateValue: boolean } | { value: unknown },
  user: StatsigUser,
  reason: string | null,
): CloudFrontResult {
  return pretty({
    success: true,
    message: reason === null ? 'gate evaluated on Lambda@Edge' : `the default, because ${reason}`,
    ...subject,
    user: { userID: user.userID, customIDs: user.customIDs },
    timestamp: new Date().toISOString(),
  });
}

/** The guide's answer when nothing can be evaluated. */
export function failure(error: string): CloudFrontResult {
  return pretty({ success: false, error, message: 'Fallback response' });
}

/** The guide indents its answer. */
function pretty(body: object): CloudFrontResult {
  return json('200', JSON.stringify(body, null, 2), 'no-cache');
}
