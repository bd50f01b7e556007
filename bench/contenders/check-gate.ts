/** The evaluation alone: Statsig's client started once, and its `checkGate` called, with nothing sent or kept. */
import { StatsigServerlessClient } from '@statsig/serverless-client';
import type { CloudFrontEvent } from '../../handler/src/cloudfront';
import { readSettings } from './settings';

const { clientKey, specs } = readSettings();
// With exposures on, each call would also queue an event.
const client = new StatsigServerlessClient(clientKey, { loggingEnabled: 'disabled' });
await client.initializeViaURL(specs.url);

export const handler = async (event: CloudFrontEvent): Promise<boolean> =>
  client.checkGate('test_gate', { userID: event.Records[0].cf.config.requestId });
