import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { Construct } from 'constructs';
import { byDistribution } from './cloudfront-reader';
import type { ResolvedInputs } from './inputs/resolve';
import { type Condition, isEqual, isOther } from './terraform/condition';
import { Optional } from './terraform/optional';
import { policyDocument, statementIf } from './terraform/policy-document';

export interface BucketPolicyProps extends Pick<ResolvedInputs, 'create' | 'bucketAccess'> {
  /** Whether the bucket is ours. The policy of one that is not is told, and not touched. */
  readonly there: Condition;
  readonly bucket: Optional<S3Bucket>;
  /** ARN of the bucket, ours or not. */
  readonly bucketArn: string;
  /** ARN of the specs in it. */
  readonly objectArn: string;
  /** ARN of the distribution that may read them where bucket_access is cloudfront. */
  readonly distributionArn: string;
}

/** Who may read the bucket: over TLS only, and everybody only where bucket_access is public. */
export class BucketPolicy extends Construct {
  /** What the policy says, or has to say where the bucket is not ours. */
  readonly json: string | undefined;

  constructor(scope: Construct, id: string, props: BucketPolicyProps) {
    super(scope, id);
    const isShut = isOther(props.bucketAccess, 'public');
    const block = new Optional(
      props.there,
      (meta) =>
        new S3BucketPublicAccessBlock(this, 'public-access', {
          ...meta,
          bucket: props.bucket.get('id'),
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: isShut,
          restrictPublicBuckets: isShut,
        }),
    ).because({
      '.': 'With bucket_access public, everybody may read the one object that the policy names, and nothing else.',
    });
    this.json = this.describe(props);
    new Optional(
      props.there,
      (meta) =>
        new S3BucketPolicy(this, 'policy', {
          ...meta,
          bucket: props.bucket.get('id'),
          policy: String(this.json),
          dependsOn: block.elements,
        }),
    ).because({ depends_on: 'S3 refuses a public policy for as long as the block is on.' });
  }

  private describe(props: BucketPolicyProps): string | undefined {
    return policyDocument(this, 'bucket-policy', props.create, () => [
      [
        {
          Sid: 'DenyInsecureTransport',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [props.bucketArn, `${props.bucketArn}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
      statementIf(isEqual(props.bucketAccess, 'public'), () => ({
        Sid: 'PublicReadGetObject',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: props.objectArn,
      })),
      statementIf(isEqual(props.bucketAccess, 'cloudfront'), () => ({
        Sid: 'ReadByDistribution',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: props.objectArn,
        ...byDistribution(props.distributionArn),
      })),
    ]);
  }
}
