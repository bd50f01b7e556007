/** The floor: what calling any handler costs. */
import type { CloudFrontEvent, CloudFrontRequest } from '../../handler/src/cloudfront';

export const handler = async (event: CloudFrontEvent): Promise<CloudFrontRequest> =>
  event.Records[0].cf.request;
