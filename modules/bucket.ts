import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { type ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { KmsKeyInput } from './statsig-edge-inputs';
import { both, type Condition, choose, coalesce, isSet } from './terraform/condition';
import { Optional } from './terraform/optional';

export interface BucketProps
  extends Pick<
    ResolvedInputs,
    | 'name'
    | 'bucketName'
    | 'tags'
    | 'kmsKey'
    | 'versioning'
    | 'noncurrentVersionExpirationDays'
    | 'forceDestroy'
  > {
  readonly there: Condition;
  readonly account: Account;
}

/** A bucket of our own: who owns what is in it, how it is encrypted, and which versions it keeps. */
export class Bucket extends Construct {
  readonly bucket: Optional<S3Bucket>;
  /** What has to be settled before an object is put into it, lest that one is kept in another way. */
  readonly settings: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    this.bucket = new Optional(
      props.there,
      (meta) =>
        new S3Bucket(this, 'bucket', {
          ...meta,
          bucket: String(coalesce(props.bucketName, `${props.name}-${props.account.id}`)),
          forceDestroy: props.forceDestroy,
          tags: Token.asStringMap(props.tags),
        }),
    ).because({ bucket: "Bucket names are shared by all of AWS: the account's id makes it ours." });
    new Optional(
      props.there,
      (meta) =>
        new S3BucketOwnershipControls(this, 'ownership', {
          ...meta,
          bucket: this.bucket.get('id'),
          rule: { objectOwnership: 'BucketOwnerEnforced' },
        }),
    ).because({ '.': 'No access control lists: the policy alone says who may read.' });
    this.settings = [...this.encrypt(props).elements, ...this.keepVersions(props).elements];
    this.expireVersions(props);
  }

  /** Without a key S3 encrypts by itself, with its own. */
  private encrypt(props: BucketProps): Optional<S3BucketServerSideEncryptionConfigurationA> {
    return new Optional(
      both(props.there, isSet(props.kmsKey)),
      (meta) =>
        new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
          ...meta,
          bucket: this.bucket.get('id'),
          rule: [
            {
              applyServerSideEncryptionByDefault: {
                sseAlgorithm: 'aws:kms',
                kmsMasterKeyId: String(member(props.kmsKey as KmsKeyInput, 'arn')),
              },
              bucketKeyEnabled: true,
            },
          ],
        }),
    ).because({
      'rule.bucket_key_enabled':
        'Without a bucket key every read from S3 is a request to KMS as well, and paid for.',
    });
  }

  private keepVersions(props: BucketProps): Optional<S3BucketVersioningA> {
    const status = choose(
      props.versioning,
      () => 'Enabled',
      () => 'Suspended',
    );
    return new Optional(
      props.there,
      (meta) =>
        new S3BucketVersioningA(this, 'versioning', {
          ...meta,
          bucket: this.bucket.get('id'),
          versioningConfiguration: { status: String(status) },
        }),
    );
  }

  private expireVersions(props: BucketProps): void {
    new Optional(
      both(props.there, isSet(props.noncurrentVersionExpirationDays)),
      (meta) =>
        new S3BucketLifecycleConfiguration(this, 'lifecycle', {
          ...meta,
          bucket: this.bucket.get('id'),
          rule: [
            {
              id: 'former-versions',
              status: 'Enabled',
              filter: [{ prefix: '' }],
              noncurrentVersionExpiration: [
                { noncurrentDays: props.noncurrentVersionExpirationDays as number },
              ],
            },
          ],
        }),
    );
  }
}
