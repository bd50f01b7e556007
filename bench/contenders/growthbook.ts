/**
 * A peer: the same answer from an equal flag of GrowthBook's. Its own Lambda@Edge adapter could not be had from npm, and its
 * edge-utils answer by fetching a page from an origin; so this is GrowthBook's SDK in the shape that suits it best, one
 * `GrowthBookClient` a container with the payload loaded once.
 * @see https://docs.growthbook.io/lib/node
 */
import { type FeatureApiResponse, GrowthBookClient } from '@growthbook/growthbook';
import type { CloudFrontEvent, CloudFrontResult } from '../../handler/src/cloudfront';
import { jsonAnswer } from './json-answer';
import { readSettings } from './settings';

const response = await fetch(new URL('growthbook.json', readSettings().specs.url));
const payload = (await response.json()) as FeatureApiResponse;
const client = new GrowthBookClient().initSync({ payload });

export const handler = async (event: CloudFrontEvent): Promise<CloudFrontResult> => {
  const { requestId } = event.Records[0].cf.config;
  return jsonAnswer({
    success: true,
    message: 'flag evaluated on Lambda@Edge',
    flagValue: client.isOn('test_gate', { attributes: { id: requestId } }),
    user: { id: requestId },
    timestamp: new Date().toISOString(),
  });
};
