import type { CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { IResolvable } from 'cdktf';
import { blocksFor } from './terraform/block';

/** What attaches the published version to events of a cache behavior. */
export function functionAssociations(
  events: string[] | IResolvable,
  lambdaArn: string,
): CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation[] {
  return blocksFor('lambda_function_association', events, (eventType) => ({
    eventType: String(eventType),
    lambdaArn,
    includeBody: false,
  }));
}
