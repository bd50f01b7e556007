import { type IResolvable, Token } from 'cdktf';
import { bare, hcl, isExpression } from './terraform/expression';

/** The bucket's name in its domain name; it may have dots itself. */
const BUCKET = /^(.+)\.s3\./;

/**
 * JSON of what the policy of an S3 origin has to say for a distribution to read it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function originBucketPolicy(
  domainName: string,
  partition: string,
  distributionArn: string,
): IResolvable {
  return hcl`jsonencode(${{
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadByDistribution',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `arn:${partition}:s3:::${bucketIn(domainName)}/*`,
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
      },
    ],
  }})`;
}

function bucketIn(domainName: string): string {
  if (isExpression(domainName)) {
    return Token.asString(hcl`regex(${BUCKET.source}, ${domainName})${bare('[0]')}`);
  }
  return BUCKET.exec(domainName)?.[1] ?? domainName;
}
