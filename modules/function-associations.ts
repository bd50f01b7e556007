import type { CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { IResolvable } from 'cdktf';
import { blocksFor } from './terraform/block';
import type { Optional } from './terraform/optional';

/** What attaches the published version to events of a cache behavior. */
export function functionAssociations(
  events: string[] | IResolvable,
  lambda: Optional<LambdaFunction>,
): CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation[] {
  return blocksFor('lambda_function_association', events, (eventType) => ({
    eventType: String(eventType),
    lambdaArn: lambda.get('qualified_arn'),
    includeBody: false,
  }));
}
