import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

/**
 * The part of a policy's statement that names one distribution, of all that CloudFront has, as who may.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function byDistribution(
  arn: string,
): Pick<DataAwsIamPolicyDocumentStatement, 'principals' | 'condition'> {
  return {
    principals: [{ type: 'Service', identifiers: ['cloudfront.amazonaws.com'] }],
    condition: [{ test: 'StringEquals', variable: 'aws:SourceArn', values: [arn] }],
  };
}
