/** A user's own function that has Statsig's client, and more of its core, beside the handler's evaluation. */
import { getUUID } from '@statsig/client-core';
import { StatsigServerlessClient } from '@statsig/serverless-client';
import { edgeHandler } from '../../../handler/src';
import { aGate, specsText } from './specs-text';

const client = new StatsigServerlessClient('client-x', { loggingEnabled: 'disabled' });
client.dataAdapter.setData(specsText({ gates: [aGate('own', {})] }));
client.initializeSync();

export const handler = await edgeHandler(({ request, statsig }) => {
  const ofClient = client.checkGate('own', { userID: getUUID() });
  if (ofClient && statsig.checkGate('on')) request.uri = '/both/';
  return request;
});
