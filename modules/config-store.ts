import { DataAwsS3Bucket } from '@cdktf/provider-aws/lib/data-aws-s3-bucket';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import { TerraformLocal, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import type { ResolvedInputs } from './inputs/resolve';
import { fileForTerraform } from './terraform/asset';
import { optionalBlock } from './terraform/block';
import { both, type Condition, chooseText, isEqual, isSet, isUnset } from './terraform/condition';
import { hcl } from './terraform/expression';
import { Optional } from './terraform/optional';
import { PolicyDocument } from './terraform/policy-document';

const KEY = 'statsig-config.json';

export interface ConfigStoreProps
  extends Pick<
    ResolvedInputs,
    | 'create'
    | 'name'
    | 'tags'
    | 'access'
    | 'configFile'
    | 'configUpdates'
    | 'existingBucket'
    | 'forceDestroy'
  > {
  readonly account: Account;
}

/** The bucket with the config specs, private or public, made or existing; and the object in it. */
export class ConfigStore extends Construct {
  /** The bucket's name. */
  readonly bucket: string;
  /** The Region it is in. */
  readonly region: string;
  /** Where the specs are. To be used only where the store is there. */
  readonly url: string;
  /** The specs' ARN, for the policy of the role that reads them. */
  readonly objectArn: string;

  constructor(scope: Construct, id: string, props: ConfigStoreProps) {
    super(scope, id);
    const made = this.makeBucket(both(props.create, isUnset(props.existingBucket)), props);
    const existing = new Optional(
      both(props.create, isSet(props.existingBucket)),
      (meta) =>
        new DataAwsS3Bucket(this, 'existing', { ...meta, bucket: String(props.existingBucket) }),
    );
    const attribute = (name: string) =>
      chooseText(
        isUnset(props.existingBucket),
        () => made.orNull(name),
        () => existing.orNull(name),
      );
    const bucket = new TerraformLocal(this, 'store', {
      name: attribute('id'),
      arn: attribute('arn'),
      region: attribute('region'),
      domain_name: attribute('bucket_regional_domain_name'),
    });
    this.bucket = Token.asString(hcl`${bucket.fqn}.name`);
    this.region = Token.asString(hcl`${bucket.fqn}.region`);
    this.url = `https://${hcl`${bucket.fqn}.domain_name`}/${KEY}`;
    this.objectArn = `${hcl`${bucket.fqn}.arn`}/${KEY}`;
    this.uploadConfig(props);
  }

  private makeBucket(there: Condition, props: ConfigStoreProps): Optional<S3Bucket> {
    const bucket = new Optional(
      there,
      (meta) =>
        new S3Bucket(this, 'bucket', {
          ...meta,
          bucket: `${props.name}-${props.account.id}`,
          forceDestroy: props.forceDestroy,
          tags: Token.asStringMap(props.tags),
        }),
    );
    new Optional(
      there,
      (meta) =>
        new S3BucketOwnershipControls(this, 'ownership', {
          ...meta,
          bucket: bucket.get('id'),
          rule: { objectOwnership: 'BucketOwnerEnforced' },
        }),
    );
    new Optional(
      there,
      (meta) =>
        new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
          ...meta,
          bucket: bucket.get('id'),
          rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
        }),
    );
    new Optional(
      there,
      (meta) =>
        new S3BucketVersioningA(this, 'versioning', {
          ...meta,
          bucket: bucket.get('id'),
          versioningConfiguration: { status: 'Enabled' },
        }),
    );
    this.makePolicy(there, bucket, props);
    return bucket;
  }

  private makePolicy(there: Condition, bucket: Optional<S3Bucket>, props: ConfigStoreProps): void {
    const isPrivate = isEqual(props.access, 'private');
    const block = new Optional(
      there,
      (meta) =>
        new S3BucketPublicAccessBlock(this, 'public-access', {
          ...meta,
          bucket: bucket.get('id'),
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: isPrivate,
          restrictPublicBuckets: isPrivate,
        }),
    );
    const everybody = [{ type: '*', identifiers: ['*'] }];
    const document = new Optional(
      there,
      (meta) =>
        new PolicyDocument(this, 'policy-document', {
          ...meta,
          statement: [
            {
              sid: 'DenyInsecureTransport',
              effect: 'Deny',
              principals: everybody,
              actions: ['s3:*'],
              resources: [bucket.get('arn'), `${bucket.get('arn')}/*`],
              condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
            },
            optionalBlock(isEqual(props.access, 'public'), () => ({
              sid: 'PublicReadGetObject',
              principals: everybody,
              actions: ['s3:GetObject'],
              resources: [`${bucket.get('arn')}/${KEY}`],
            })),
          ].filter((statement) => statement !== undefined),
        }),
    );
    new Optional(
      there,
      (meta) =>
        new S3BucketPolicy(this, 'policy', {
          ...meta,
          bucket: bucket.get('id'),
          policy: document.get('json'),
          // A public policy is refused for as long as the block is on.
          dependsOn: block.elements,
        }),
    );
  }

  private uploadConfig(props: ConfigStoreProps): void {
    new Optional(both(props.create, isSet(props.configFile)), (meta) => {
      const file = fileForTerraform(this, 'config-file', String(props.configFile));
      return new S3Object(this, 'config', {
        ...meta,
        bucket: this.bucket,
        key: KEY,
        source: file,
        contentType: 'application/json',
        // Not `etag`: with a KMS key, or above 5 MB, it is no MD5 and would differ on every plan.
        sourceHash: chooseText(
          isEqual(props.configUpdates, 'terraform'),
          () => String(hcl`filemd5(${file})`),
          () => undefined,
        ),
        tags: Token.asStringMap(props.tags),
      });
    });
  }
}
