/**
 * What the function in Statsig's guide for the AWS edge does, with today's package: the guide's `StatsigEdgeClient` and
 * `initializeFromCDN` are now called `StatsigServerlessClient` and `initializeViaURL`.
 * @see https://github.com/statsig-io/docs/blob/main/docs/integrations/aws.md
 */
import { StatsigServerlessClient } from '@statsig/serverless-client';
import type { CloudFrontEvent, CloudFrontResult } from '../../handler/src/cloudfront';
import { readSettings } from './settings';

const { clientKey, specs } = readSettings();

export const handler = async (_event: CloudFrontEvent): Promise<CloudFrontResult> => {
  const client = new StatsigServerlessClient(clientKey);
  await client.initializeViaURL(specs.url);
  const user = { userID: Math.random().toString().substring(2, 5) };
  const gateValue = client.checkGate('test_gate', user);
  const answer = {
    success: true,
    message: 'gate evaluated on Lambda@Edge',
    gateValue,
    user,
    timestamp: new Date().toISOString(),
  };
  return {
    status: '200',
    statusDescription: 'OK',
    headers: {
      'content-type': [{ key: 'Content-Type', value: 'application/json' }],
      'cache-control': [{ key: 'Cache-Control', value: 'no-cache' }],
    },
    body: JSON.stringify(answer, null, 2),
  };
};
