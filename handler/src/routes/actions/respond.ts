/**
 * The JSON answer of Statsig's guide for the AWS edge.
 * @see https://github.com/statsig-io/docs/pull/3573 (docs/integrations/aws.md)
 */
import type { StatsigUser } from '@statsig/client-core';
import type { CloudFrontResult } from '../../cloudfront';
import { READING_METHODS } from '../../http-names';
import type { Action } from '../action';
import { json, tooLarge } from '../json';
import { evaluate } from '../subject';

export const respond: Action = {
  subject: 'any',
  parameter: 'optional',
  needsOrigin: false,
  fields: [],
  required: [],
  target: null,
  methods: READING_METHODS,

  decide({ route }, { snapshot, problem, statsig, user }) {
    if (snapshot === null) return failure(problem ?? 'the specs are still being loaded');
    const { kind, value, reason } = evaluate(route, statsig);
    return answer(kind === 'gate' ? { gateValue: value } : { value: value ?? null }, user, reason);
  },

  orElse: (reason) => failure(reason),
};

function answer(
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
function failure(error: string): CloudFrontResult {
  return answerWith(pretty({ success: false, error, message: 'Fallback response' }));
}

/** The guide indents its answer. */
function pretty(body: object): string {
  return JSON.stringify(body, null, 2);
}

function answerWith(body: string): CloudFrontResult {
  return json('200', body, 'no-cache');
}
