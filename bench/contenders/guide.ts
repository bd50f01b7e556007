/**
 * What the function in Statsig's guide for the AWS edge does, with today's package: the guide's `StatsigEdgeClient` and
 * `initializeFromCDN` are now called `StatsigServerlessClient` and `initializeViaURL`.
 * @see https://github.com/statsig-io/docs/blob/main/docs/integrations/aws.md
 */
import { StatsigServerlessClient } from '@statsig/serverless-client';
import type { CloudFrontEvent, CloudFrontResult } from '../../handler/src/cloudfront';
import { jsonAnswer } from './json-answer';
import { readSettings } from './settings';

const { clientKey, specs } = readSettings();

export const handler = async (_event: CloudFrontEvent): Promise<CloudFrontResult> => {
  const client = new StatsigServerlessClient(clientKey);
  await client.initializeViaURL(specs.url);
  const user = { userID: Math.random().toString().substring(2, 5) };
  const gateValue = client.checkGate('test_gate', user);
  return jsonAnswer({
    success: true,
    message: 'gate evaluated on Lambda@Edge',
    gateValue,
    user,
    timestamp: new Date().toISOString(),
  });
};
