import { isExpression } from '../terraform/expression';
import { type Inputs, matches, oneOf, wholeNumber } from './input';
import { specsFile } from './specs-file';
import { bool, number, object, text } from './type';

const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

export const specsStore = {
  bucket_access: {
    type: text,
    description:
      'How the function gets at the specs: `private` (its role may read that one object, and it signs its request) or `public` (everybody may read it).',
    default: 'private',
    rules: [oneOf(['private', 'public'], 'The bucket_access is private or public.')],
  },
  specs_file: {
    type: text,
    description:
      'Path of the config specs that are uploaded as `statsig-config.json`; left out: nothing is uploaded, and others put the object there.',
    default: null,
    ...specsFile('specs_file'),
  },
  specs_updates: {
    type: text,
    description:
      'Who changes `statsig-config.json` after the first upload: `terraform` (it follows specs_file), or `elsewhere` (it is uploaded once, and later changes of the file are not).',
    default: 'terraform',
    rules: [oneOf(['terraform', 'elsewhere'], 'The specs_updates are terraform or elsewhere.')],
  },
  fallback_specs_file: {
    type: text,
    description:
      'Path of config specs that are baked into the function, for as long as it cannot get the ones in the bucket; left out: routes have their defaults until it can.',
    default: null,
    ...specsFile('fallback_specs_file'),
  },
  existing_bucket: {
    // An object, because whether it is given has to be known at plan, and the name of a bucket yet to be made is not.
    type: object('ExistingBucketInput', {
      name: { type: text, description: "The bucket's name." },
    }),
    description:
      'A bucket of yours to keep the specs in, in the Region of the default provider; left out: one is made. Its policy and settings are left alone: the output bucket_policy_json says what access public needs.',
    default: null,
    rules: [
      {
        holds: (bucket: { name: string }) => isExpression(bucket.name) || BUCKET.test(bucket.name),
        hcl: (it) => `can(regex(${JSON.stringify(BUCKET.source)}, ${it}.name))`,
        message:
          "A bucket's name has 3 to 63 lower-case letters, digits and hyphens. One with dots does not work: S3's certificate does not cover it.",
      },
    ],
  },
  kms_key_arn: {
    type: text,
    description:
      "KMS key that the bucket's objects are encrypted with, which the function's role may then decrypt with; left out: S3's own keys. With existing_bucket: the key that bucket encrypts with.",
    default: null,
    rules: [
      matches(
        /^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[A-Za-z0-9-]+$/,
        'The kms_key_arn is the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID: a policy cannot name an alias.',
      ),
    ],
  },
  versioning: {
    type: bool,
    description: 'Whether the bucket keeps former versions of the specs.',
    default: true,
  },
  noncurrent_version_expiration_days: {
    type: number,
    description: 'Days after which former versions are deleted; left out: they are kept.',
    default: null,
    rules: [
      wholeNumber(
        1,
        36500,
        'The noncurrent_version_expiration_days are whole days, at least 1; leave them out to keep all versions.',
      ),
    ],
  },
  force_destroy: {
    type: bool,
    description: 'Whether the bucket is deleted with what is in it.',
    default: false,
  },
} as const satisfies Inputs;
