/**
 * The JSON answer of Statsig's guide for the AWS edge.
 * @see https://github.com/statsig-io/docs/pull/3573 (docs/integrations/aws.md)
 */
import type { StatsigUser } from '@statsig/serverless-client';
import type { CloudFrontResult } from '../cloudfront';
import { json, tooLarge } from './json';

export function answer(
  subject: { gateValue: boolean } | { value: unknown },
  user: StatsigUser,
  reason: string | null,
): CloudFrontResult {
  const body = pretty({
    success: true,
    message: reason === null ? 'gate evaluated on Lambda@Edge' : `the default, because ${reason}`,
    ...subject,
    user: { userID: user.userID, customIDs: user.customIDs },
    timestamp: new Date().toISOString(),
  });
  const problem = tooLarge(body);
  return problem === null ? answerWith(body) : failure(`${problem}. Name one parameter of it`);
}

/** The guide's answer when nothing can be evaluated. */
export function failure(error: string): CloudFrontResult {
  return answerWith(pretty({ success: false, error, message: 'Fallback response' }));
}

/** The guide indents its answer. */
function pretty(body: object): string {
  return JSON.stringify(body, null, 2);
}

function answerWith(body: string): CloudFrontResult {
  return json('200', body, 'no-cache');
}
