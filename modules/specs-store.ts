import type { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { DataAwsS3Bucket } from '@cdktf/provider-aws/lib/data-aws-s3-bucket';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import { type IResolvable, TerraformLocal, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import { Bucket } from './bucket';
import { BucketPolicy } from './bucket-policy';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import { SpecsDistribution } from './specs-distribution';
import { SpecsSeed } from './specs-seed';
import type { ExistingBucketInput } from './statsig-edge-inputs';
import { both, chooseText, either, isEqual, isSet, isUnset } from './terraform/condition';
import { explain, section } from './terraform/explain';
import { hcl } from './terraform/expression';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';
import { requirement } from './terraform/requirement';

const KEY = 'statsig-config.json';

export interface SpecsStoreProps
  extends Pick<
    ResolvedInputs,
    | 'create'
    | 'name'
    | 'tags'
    | 'bucketName'
    | 'bucketAccess'
    | 'specsSecret'
    | 'specsFile'
    | 'specsCompression'
    | 'specsUpdates'
    | 'sync'
    | 'existingBucket'
    | 'kmsKey'
    | 'versioning'
    | 'noncurrentVersionExpirationDays'
    | 'forceDestroy'
    | 'priceClass'
    | 'waitForDeployment'
  > {
  readonly account: Account;
}

/** The bucket with the config specs, made or existing, the object in it, and the way to it. */
export class SpecsStore extends Construct {
  /** The bucket's name. */
  readonly bucket: string;
  readonly bucketArn: string;
  /** Of the object in it. */
  readonly key = KEY;
  /** The Region it is in. */
  readonly region: string;
  /** Where the function asks for the specs. To be used only where the store is there. */
  readonly url: string;
  /** The specs' ARN, for the policy of the role that reads them. */
  readonly objectArn: string;
  /** What the bucket's policy says, or has to say where the bucket is not ours. */
  readonly policy: string | undefined;
  /** The distribution in front of the bucket, where bucket_access is cloudfront. */
  readonly distribution: Optional<CloudfrontDistribution>;
  /** What is made around it. */
  readonly around: Pick<SpecsDistribution, 'accessControl' | 'cachePolicy' | 'check'>;
  /** What the policy of the key that encrypts the specs has to say for it. */
  readonly keyPolicy: string | undefined;

  /** Its domain name, in its Region. */
  readonly bucketDomainName: string;
  /** That of an existing bucket as AWS knows it, if there is one. */
  readonly existingDomainNames: string[] | IResolvable;

  constructor(scope: Construct, id: string, props: SpecsStoreProps) {
    super(scope, id);
    section(this, 'store.tf', 'Specs: the bucket, the object in it, and who may read it');
    const isOurs = isUnset(props.existingBucket);
    const there = both(props.create, isOurs);
    const { bucket: made, settings } = new Bucket(this, 'bucket', { ...props, there });
    const existing = new Optional(
      both(props.create, isSet(props.existingBucket)),
      (meta) =>
        new DataAwsS3Bucket(this, 'existing', {
          ...meta,
          bucket: String(member(props.existingBucket as ExistingBucketInput, 'name')),
        }),
    );
    const ofBucket = (ours: string, given: (bucket: ExistingBucketInput) => string) =>
      chooseText(
        isOurs,
        () => made.orNull(ours),
        () => given(props.existingBucket as ExistingBucketInput),
      );
    const name = (bucket: ExistingBucketInput) => String(member(bucket, 'name'));
    const region = (bucket: ExistingBucketInput) => String(member(bucket, 'region'));
    const { fqn: store } = explain(
      new TerraformLocal(this, 'store', {
        name: ofBucket('id', name),
        arn: ofBucket('arn', (bucket) => `arn:aws:s3:::${name(bucket)}`),
        region: ofBucket('region', region),
        domain_name: ofBucket(
          'bucket_regional_domain_name',
          (bucket) => `${name(bucket)}.s3.${region(bucket)}.amazonaws.com`,
        ),
      }),
      { '.': 'The bucket with the specs, created here or existing.' },
    );
    this.bucket = Token.asString(hcl`${store}.name`);
    this.bucketArn = Token.asString(hcl`${store}.arn`);
    this.region = Token.asString(hcl`${store}.region`);
    this.objectArn = `${this.bucketArn}/${KEY}`;
    this.bucketDomainName = Token.asString(hcl`${store}.domain_name`);
    this.existingDomainNames = existing.all('bucket_regional_domain_name');
    const specsDistribution = new SpecsDistribution(this, 'specs-distribution', {
      ...props,
      bucketDomainName: this.bucketDomainName,
    });
    const { distribution, distributionArn, keyPolicy } = specsDistribution;
    this.around = specsDistribution;
    this.distribution = distribution;
    this.keyPolicy = keyPolicy;
    const host = local(
      this,
      'specs-host',
      chooseText(
        isEqual(props.bucketAccess, 'cloudfront'),
        () => distribution.orNull('domain_name'),
        () => this.bucketDomainName,
      ),
      'Whom the function asks for the specs; null where nothing is created.',
    );
    this.url = `https://${host}/${KEY}`;
    this.policy = new BucketPolicy(this, 'access', {
      ...props,
      there,
      bucket: made,
      bucketArn: this.bucketArn,
      objectArn: this.objectArn,
      distributionArn,
    }).json;
    const seed = new SpecsSeed(this, 'specs-seed', props);
    const isTerraforms = both(isEqual(props.specsUpdates, 'terraform'), isUnset(props.sync));
    new Optional(both(props.create, isSet(props.specsFile)), (meta) => {
      return new S3Object(this, 'specs', {
        ...meta,
        bucket: this.bucket,
        key: KEY,
        ...seed.content,
        contentType: 'application/json',
        sourceHash: chooseText(
          isTerraforms,
          () => String(hcl`filemd5(${seed.file})`),
          () => undefined,
        ),
        overrideProvider: { defaultTags: { tags: {} } },
        dependsOn: settings,
        lifecycle: {
          ignoreChanges: ['metadata'],
          precondition: requirement(
            either(
              isEqual(props.specsCompression, 'none'),
              either(isEqual(props.specsUpdates, 'terraform'), isSet(props.sync)),
            ),
            'Whoever uploads the specs elsewhere compresses them as well: remove specs_compression, or set specs_updates to terraform.',
          ),
        },
      });
    }).because({
      source_hash:
        'Not etag: with a KMS key, or above 5 MB, it is no MD5 and would differ on every plan. Null leaves later changes of the file, and of the object, alone.',
      override_provider:
        'No tags at all: S3 takes ten for an object, and those of the provider count.',
      'lifecycle.ignore_changes': 'What sync says there of the specs that it wrote.',
      depends_on: 'An object keeps the encryption and the versioning that it was uploaded with.',
    });
  }
}
