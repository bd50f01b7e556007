/** Values that an input takes, and values that it refuses with what it says then. Held against TypeScript and Terraform. */
export interface Samples {
  readonly good: readonly unknown[];
  readonly bad: readonly (readonly [value: unknown, says: string])[];
}

const NO_NAME = 'use 2 to 48 lower-case letters';
const NO_BUCKET = 'lower-case letters, digits and hyphens';
const NO_CERTIFICATE = 'ACM in us-east-1 only';

/** By the input's name in Terraform: every input that has rules is here. */
export const inputSamples: Readonly<Record<string, Samples>> = {
  name: {
    good: ['statsig-edge', 'ab', `a${'b'.repeat(47)}`],
    bad: [
      ['a', NO_NAME],
      [`a${'b'.repeat(48)}`, NO_NAME],
      ['Upper', NO_NAME],
      ['1st', NO_NAME],
      ['ends-', NO_NAME],
      ['under_score', NO_NAME],
    ],
  },
  statsig_client_key: {
    good: ['client-abcDEF123_-'],
    bad: [
      ['secret-abc', 'server secret key'],
      ['console-abc', 'console API key'],
      ['abc', 'starts with client-'],
      ['client-', 'starts with client-'],
      ['client-a b', 'starts with client-'],
    ],
  },
  access: { good: ['private', 'public'], bad: [['open', 'private or public']] },
  config_updates: {
    good: ['terraform', 'elsewhere'],
    bad: [['never', 'terraform or elsewhere']],
  },
  existing_bucket: {
    good: [{ name: 'my-bucket' }, null],
    bad: [
      [{ name: 'my.bucket' }, NO_BUCKET],
      [{ name: 'My-Bucket' }, NO_BUCKET],
      [{ name: 'ab' }, NO_BUCKET],
    ],
  },
  kms_key_arn: {
    good: ['arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab', null],
    bad: [['arn:aws:kms:eu-west-1:123456789012:alias/mine', 'a policy cannot name an alias']],
  },
  noncurrent_version_expiration_days: {
    good: [1, 90, null],
    bad: [
      [0, 'at least 1'],
      [1.5, 'at least 1'],
    ],
  },
  runtime: { good: ['nodejs22.x', 'nodejs24.x'], bad: [['python3.13', 'nodejs22.x']] },
  timeout: {
    good: [1, 5],
    bad: [
      [6, '1 to 5 seconds'],
      [0, '1 to 5 seconds'],
      [2.5, '1 to 5 seconds'],
    ],
  },
  memory_size: {
    good: [128],
    bad: [
      [256, 'The memory_size is 128 MB'],
      [64, 'The memory_size is 128 MB'],
    ],
  },
  log_retention_days: { good: [0, 30, 3653], bad: [[31, 'CloudWatch knows these']] },
  delete_timeout: {
    good: ['3h', '1h30m'],
    bad: [
      ['3', 'as 90m, 3h or 1h30m'],
      ['3 hours', 'as 90m, 3h or 1h30m'],
    ],
  },
  existing_role: {
    good: [{ arn: 'arn:aws:iam::123456789012:role/service/edge' }, null],
    bad: [[{ arn: 'edge' }, 'arn:aws:iam::ACCOUNT:role/NAME']],
  },
  role_path: {
    good: ['/', '/service-roles/'],
    bad: [
      ['service-roles/', 'begins and ends with a slash'],
      ['/service-roles', 'begins and ends with a slash'],
    ],
  },
  role_permissions_boundary: {
    good: ['arn:aws:iam::123456789012:policy/boundary', 'arn:aws:iam::aws:policy/X', null],
    bad: [['boundary', 'the ARN of a policy']],
  },
  policy_json: {
    good: ['{"Version":"2012-10-17","Statement":[]}', null],
    bad: [
      ['{"Version":"2012-10-17"}', 'with a Statement'],
      ['policy.json', 'with a Statement'],
    ],
  },
  log_group_name: {
    good: ['/edge/statsig', null],
    bad: [['my logs', '1 to 512 letters']],
  },
  log_kms_key_arn: {
    good: ['arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab', null],
    bad: [['arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab', 'is in us-east-1']],
  },
  certificate_arn: {
    good: ['arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d', null],
    bad: [
      ['arn:aws:acm:eu-west-1:123456789012:certificate/0a1b-2c3d', NO_CERTIFICATE],
      ['arn:aws:iam::123456789012:server-certificate/mine', NO_CERTIFICATE],
    ],
  },
};
