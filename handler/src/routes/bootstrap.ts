/**
 * What Statsig's browser SDK starts from without a network call (`client.dataAdapter.setData`).
 * @see https://docs.statsig.com/client/javascript-sdk/init-strategies
 */
import type { StatsigUser } from '@statsig/serverless-client';
import type { CloudFrontResult } from '../cloudfront';
import { djb2 } from '../djb2';
import type { Generation } from '../generation';
import { splitKey } from '../specs/graph';
import { json } from './json';

/**
 * The most that viewer-request may answer is 40 KB with its headers; a KiB is left for ours and the cookie.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
const MOST_BYTES = 39 * 1024;

const LISTS = { gate: 'feature_gates', config: 'dynamic_configs', layer: 'layer_configs' } as const;

export function bootstrap(
  generation: Generation,
  user: StatsigUser,
  clientKey: string,
): CloudFrontResult {
  const values = generation.client.getClientInitializeResponse(user, {
    hash: 'djb2',
    clientSDKKey: clientKey,
  });
  if (values === null) return unavailable('the values could not be computed');
  // The browser gives its own default for what it does not find; the client's answer would be a wrong one.
  for (const key of generation.notEvaluable()) {
    const [kind, name] = splitKey(key);
    delete (values[LISTS[kind]] as Partial<Record<string, unknown>>)[djb2(name)];
  }
  const body = JSON.stringify(values);
  const bytes = Buffer.byteLength(body);
  if (bytes > MOST_BYTES) {
    return unavailable(
      `the values are ${bytes} bytes, and Lambda@Edge may answer with ${MOST_BYTES} on viewer-request. ` +
        'Give this client key a target app in the Statsig console, so that it gets only the gates it uses',
    );
  }
  return json('200', body, 'private, no-store');
}

/** The browser SDK then starts from its cache or its own request. */
export function unavailable(error: string): CloudFrontResult {
  return json('500', JSON.stringify({ has_updates: false, error }), 'private, no-store');
}
