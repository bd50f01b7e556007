/**
 * What Statsig's browser SDK starts from without a network call (`client.dataAdapter.setData`).
 * @see https://docs.statsig.com/client/javascript-sdk/init-strategies
 */
import type { StatsigUser } from '@statsig/serverless-client';
import type { CloudFrontResult } from '../cloudfront';
import type { SpecsSnapshot } from '../specs-snapshot';
import { json, tooLarge } from './json';

export function bootstrap(
  snapshot: SpecsSnapshot,
  user: StatsigUser,
  clientKey: string,
): CloudFrontResult {
  const values = snapshot.evaluator.getClientInitializeResponse(snapshot.completeUser(user), {
    hash: 'djb2',
    clientSDKKey: clientKey,
  });
  // What cannot be evaluated here is not among them: for what it does not find, the browser gives its own default.
  if (values === null) return unavailable('the values could not be computed');
  // It would tell the browser that our user has other private attributes than its own: those that the handler derives.
  delete values.pa_hash;
  const body = JSON.stringify(values);
  const problem = tooLarge(body);
  if (problem !== null) {
    return unavailable(
      `${problem}. Give this client key a target app in the Statsig console, so that it gets only the gates it uses`,
    );
  }
  return json('200', body, 'private, no-store');
}

/** The browser SDK then starts from its cache or its own request. */
export function unavailable(error: string): CloudFrontResult {
  return json('500', JSON.stringify({ has_updates: false, error }), 'private, no-store');
}
