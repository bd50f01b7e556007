import { type IResolvable, Token } from 'cdktf';
import { byDistribution } from './cloudfront-reader';
import type { RollOut } from './roll-out';
import { bare, hcl, isExpression } from './terraform/expression';
import { policyJson, type Statement, statementIf } from './terraform/policy-document';

/** The bucket's name in its domain name; it may have dots itself. */
const BUCKET = /^(.+)\.s3\./;

/**
 * JSON of what the policy of an S3 origin has to say for a distribution, and its staging one, to read it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function originBucketPolicy(
  domainName: string,
  distributionArn: string,
  { there, staging }: Pick<RollOut, 'there' | 'staging'>,
): IResolvable {
  const readBy = (Sid: string, arn: string): Statement => ({
    Sid,
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucketIn(domainName)}/*`,
    ...byDistribution(arn),
  });
  return policyJson([
    [readBy('ReadByDistribution', distributionArn)],
    statementIf(there, () => readBy('ReadByStaging', staging.get('arn'))),
  ]);
}

function bucketIn(domainName: string): string {
  if (isExpression(domainName)) {
    return Token.asString(hcl`regex(${BUCKET.source}, ${domainName})${bare('[0]')}`);
  }
  return BUCKET.exec(domainName)?.[1] ?? domainName;
}
