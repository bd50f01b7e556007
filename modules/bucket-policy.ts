import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { Construct } from 'constructs';
import { byDistribution } from './cloudfront-reader';
import type { ResolvedInputs } from './inputs/resolve';
import { optionalBlock } from './terraform/block';
import { type Condition, isEqual, isOther } from './terraform/condition';
import { Optional } from './terraform/optional';
import { PolicyDocument } from './terraform/policy-document';

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
  readonly document: Optional<PolicyDocument>;

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
    this.document = this.describe(props);
    new Optional(
      props.there,
      (meta) =>
        new S3BucketPolicy(this, 'policy', {
          ...meta,
          bucket: props.bucket.get('id'),
          policy: this.document.get('json'),
          dependsOn: block.elements,
        }),
    ).because({ depends_on: 'S3 refuses a public policy for as long as the block is on.' });
  }

  private describe(props: BucketPolicyProps): Optional<PolicyDocument> {
    const everybody = [{ type: '*', identifiers: ['*'] }];
    return new Optional(
      props.create,
      (meta) =>
        new PolicyDocument(this, 'policy-document', {
          ...meta,
          statement: [
            {
              sid: 'DenyInsecureTransport',
              effect: 'Deny',
              principals: everybody,
              actions: ['s3:*'],
              resources: [props.bucketArn, `${props.bucketArn}/*`],
              condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
            },
            optionalBlock(isEqual(props.bucketAccess, 'public'), () => ({
              sid: 'PublicReadGetObject',
              principals: everybody,
              actions: ['s3:GetObject'],
              resources: [props.objectArn],
            })),
            optionalBlock(isEqual(props.bucketAccess, 'cloudfront'), () => ({
              sid: 'ReadByDistribution',
              actions: ['s3:GetObject'],
              resources: [props.objectArn],
              ...byDistribution(props.distributionArn),
            })),
          ].filter((statement) => statement !== undefined),
        }),
    );
  }
}
