import { ACCESSES, SECRET, SECRET_HEADER } from '../../handler/src/settings/specs';
import { isExpression } from '../terraform/expression';
import { regex } from './check';
import { type Inputs, matches, oneOf, wholeNumber } from './input';
import { specsFile } from './specs-file';
import { bool, number, object, text } from './type';

const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const NO_BUCKET =
  "The name of a bucket must have 3 to 63 lower-case letters, digits and hyphens. A name with dots does not work, because S3's certificate does not cover it.";
const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[A-Za-z0-9-]+$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-[0-9]+$/;

interface ExistingBucket {
  readonly name: string;
  readonly region: string;
}

export const specsStore = {
  bucket_access: {
    type: text,
    description:
      'Way in which the function reads the specs: `cloudfront` (a CloudFront distribution of its own, which alone may read that one object, has it near everywhere), `private` (the role of the function may read that one object, and its requests are signed) or `public` (everybody may read that one object).',
    default: 'cloudfront',
    rules: [oneOf(ACCESSES, 'The bucket_access must be private, public or cloudfront.')],
  },
  specs_secret: {
    // An object, because whether it is given has to be known at plan, and a secret yet to be made is not.
    type: object('SpecsSecretInput', {
      value: { type: text, description: 'The secret: 16 to 256 letters, digits and signs.' },
    }),
    description: `Secret that the distribution of bucket_access \`cloudfront\` asks for, in the header \`${SECRET_HEADER}\`, which the function sends. Left out: it answers whoever knows its address.`,
    default: null,
    sensitive: true,
    rules: [
      {
        holds: (secret: { value: string }) =>
          isExpression(secret.value) || SECRET.test(secret.value),
        hcl: (it) => regex(SECRET, `${it}.value`),
        message:
          'The value of the specs_secret must have 16 to 256 letters, digits and signs, and no spaces.',
      },
    ],
  },
  specs_file: {
    type: text,
    description:
      'Path of the file with the config specs, which is uploaded as `statsig-config.json`. Left out: nothing is uploaded, and you upload the object by other means.',
    default: null,
    ...specsFile('specs_file'),
  },
  specs_compression: {
    type: text,
    description:
      'Compression of `statsig-config.json` in the bucket: `none`, or `gzip` for an object of about a tenth of the size, where nobody but the function reads it. The distribution of bucket_access `cloudfront` compresses by itself.',
    default: 'none',
    rules: [oneOf(['none', 'gzip'], 'The specs_compression must be none or gzip.')],
  },
  specs_updates: {
    type: text,
    description:
      'Source of changes to `statsig-config.json` after the first upload: `terraform` (an apply uploads specs_file whenever the file changed) or `elsewhere` (an apply uploads it once, and never overwrites what you upload by other means).',
    default: 'terraform',
    rules: [oneOf(['terraform', 'elsewhere'], 'The specs_updates must be terraform or elsewhere.')],
  },
  fallback_specs_file: {
    type: text,
    description:
      'Path of a file with config specs that is packaged with the function, which uses them until it has loaded those in the bucket. Left out: specs_file.',
    default: null,
    ...specsFile('fallback_specs_file'),
  },
  package_specs: {
    type: bool,
    description:
      'Controls if specs are packaged with the function: fallback_specs_file, else specs_file. A new environment then answers right at once, however far or slow the bucket is, and whenever the file changes an apply publishes a new version of the function. False: routes use their default values until the specs in the bucket are loaded.',
    default: true,
  },
  bucket_name: {
    type: text,
    description:
      'Name of the bucket that is created. Another name is another bucket, and the old one is deleted. Left out: the name, a hyphen and the ID of the account.',
    default: null,
    rules: [matches(BUCKET, NO_BUCKET.replace('The name of a bucket', 'The bucket_name'))],
  },
  existing_bucket: {
    // An object, because whether it is given has to be known at plan, and the name of a bucket yet to be made is not.
    type: object('ExistingBucketInput', {
      name: { type: text, description: 'Name of the bucket.' },
      region: { type: text, description: 'Region that it is in, such as `eu-west-1`.' },
    }),
    description:
      'Existing bucket for the specs, in the Region of the default provider. Its policy and its settings are not changed: the output bucket_policy_json is the policy that it needs. Left out: a bucket is created.',
    default: null,
    rules: [
      {
        holds: ({ name }: ExistingBucket) => isExpression(name) || BUCKET.test(name),
        hcl: (it) => regex(BUCKET, `${it}.name`),
        message: NO_BUCKET,
      },
      {
        holds: ({ region }: ExistingBucket) => isExpression(region) || REGION.test(region),
        hcl: (it) => regex(REGION, `${it}.region`),
        message:
          'The region of the existing_bucket must be the name of a Region, such as eu-west-1.',
      },
    ],
  },
  kms_key: {
    // An object, because whether it is given has to be known at plan, and the ARN of a key yet to be made is not.
    type: object('KmsKeyInput', { arn: { type: text, description: 'ARN of the key.' } }),
    description:
      "KMS key that encrypts the objects of the bucket; the function's role is allowed to decrypt with it. With existing_bucket: the key that encrypts that bucket. Left out: S3's own keys.",
    default: null,
    rules: [
      {
        holds: ({ arn }: { arn: string }) => isExpression(arn) || KEY_ARN.test(arn),
        hcl: (it) => regex(KEY_ARN, `${it}.arn`),
        message:
          'The kms_key must be named by its ARN, arn:aws:kms:REGION:ACCOUNT:key/ID: a policy cannot name an alias.',
      },
    ],
  },
  versioning: {
    type: bool,
    description: 'Controls if the bucket keeps earlier versions of the specs.',
    default: true,
  },
  noncurrent_version_expiration_days: {
    type: number,
    description:
      'Number of days after which earlier versions of the specs are deleted. Left out: they are kept.',
    default: null,
    rules: [
      wholeNumber(
        1,
        36500,
        'The noncurrent_version_expiration_days must be a whole number, at least 1. Leave it out to keep all versions.',
      ),
    ],
  },
  force_destroy: {
    type: bool,
    description:
      'Controls if a destroy deletes a bucket that has objects in it. False: such a destroy fails.',
    default: false,
  },
} as const satisfies Inputs;
