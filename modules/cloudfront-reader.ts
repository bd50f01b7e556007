import type { Statement } from './terraform/policy-document';

/**
 * The part of a policy's statement that names one distribution, of all that CloudFront has, as who may.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function byDistribution(arn: string): Pick<Statement, 'Principal' | 'Condition'> {
  return {
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceArn': arn } },
  };
}
