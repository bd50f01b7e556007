/**
 * The JSON answer of Statsig's guide for the AWS edge.
 * @see https://github.com/statsig-io/docs/pull/3573 (docs/integrations/aws.md)
 */
import type { CloudFrontResult } from '../../cloudfront';
import { READING_METHODS } from '../../http-names';
import type { Action } from '../action';
import { type Failure, json, tooLarge } from '../json';
import { evaluate } from '../subject';

export const respond: Action = {
  subject: 'any',
  parameter: 'optional',
  needsOrigin: false,
  fields: [],
  required: [],
  target: null,
  methods: READING_METHODS,

  decide({ route }, { snapshot, statsig, user, log }) {
    if (snapshot === null) return failure('no_specs');
    const { kind, value, reason } = evaluate(route, statsig);
    const body = pretty({
      success: true,
      message: reason === null ? 'gate evaluated on Lambda@Edge' : NOT_EVALUATED,
      ...(kind === 'gate' ? { gateValue: value } : { value: value ?? null }),
      user: { userID: user.userID, customIDs: user.customIDs },
      timestamp: new Date().toISOString(),
    });
    const problem = tooLarge(body);
    if (problem === null) return answerWith(body);
    log('error', 'An answer is too large', {
      route: route.path,
      reason: `${problem}. Name one parameter of it`,
    });
    return failure('too_large');
  },

  orElse: () => failure('failed'),
};

const NOT_EVALUATED: Failure = 'not_evaluated';

/** The guide's answer when nothing can be evaluated. */
function failure(error: Failure): CloudFrontResult {
  return answerWith(pretty({ success: false, error, message: 'Fallback response' }));
}

/** The guide indents its answer. */
function pretty(body: object): string {
  return JSON.stringify(body, null, 2);
}

function answerWith(body: string): CloudFrontResult {
  return json('200', body, 'private, no-cache');
}
