import { describe, expect, it } from '@jest/globals';
import { plain, withVariables } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234';
const ENCRYPTION = 'aws_s3_bucket_server_side_encryption_configuration';

describe('the bucket', () => {
  it('has the name that it is given, or one that no other account has', () => {
    const named = plain({ bucketName: 'specs-of-ours' }).resource;
    expect(only(named, 'aws_s3_bucket').bucket).toBe('specs-of-ours');
    const known = plain({ name: 'edge', accountId: '123456789012' }).resource;
    expect(only(known, 'aws_s3_bucket').bucket).toBe('edge-123456789012');
  });

  it('has the account in its name that was asked for first, and no other later on', () => {
    const { resource, data, locals } = plain();
    const [identity] = Object.keys(data.aws_caller_identity ?? {});
    const [kept] = Object.entries(resource.terraform_data ?? {}).filter(
      ([, { lifecycle }]) => lifecycle !== undefined,
    );
    expect(kept?.[1]).toEqual({
      input: `\${data.aws_caller_identity.${identity}.account_id}`,
      lifecycle: { ignore_changes: ['input'] },
    });
    const [account] = Object.entries(locals).find(
      ([, value]) => String(value) === `\${terraform_data.${kept?.[0]}.input}`,
    ) ?? [''];
    expect(only(resource, 'aws_s3_bucket').bucket).toBe(`statsig-edge-\${local.${account}}`);
  });

  it("encrypts with S3's keys, keeps every version and is not emptied by a destroy", () => {
    const { resource } = plain();
    // As S3 does by itself.
    expect(resource).not.toHaveProperty(ENCRYPTION);
    expect(only(resource, 'aws_s3_bucket_versioning').versioning_configuration).toEqual({
      status: 'Enabled',
    });
    expect(only(resource, 'aws_s3_bucket').force_destroy).toBe(false);
    expect(resource).not.toHaveProperty('aws_s3_bucket_lifecycle_configuration');
  });

  it('encrypts with a key of yours, and keeps what it is told to', () => {
    const { resource } = plain({
      kmsKey: { arn: KEY },
      versioning: false,
      noncurrentVersionExpirationDays: 90,
      forceDestroy: true,
    });
    expect(only(resource, ENCRYPTION).rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          kms_master_key_id: KEY,
          sse_algorithm: 'aws:kms',
        },
        bucket_key_enabled: true,
      },
    ]);
    expect(only(resource, 'aws_s3_bucket_versioning').versioning_configuration).toEqual({
      status: 'Suspended',
    });
    expect(only(resource, 'aws_s3_bucket_lifecycle_configuration').rule).toEqual([
      expect.objectContaining({
        status: 'Enabled',
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      }),
    ]);
    expect(only(resource, 'aws_s3_bucket').force_destroy).toBe(true);
  });

  it('is not for everybody where a key encrypts it', () => {
    expect(() => plain({ kmsKey: { arn: KEY }, bucketAccess: 'public' })).toThrow('KMS');
  });

  it('has Terraform decide on all that with variables', () => {
    const { resource } = withVariables();
    expect(only(resource, ENCRYPTION).rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          kms_master_key_id: '${var.kms_key.arn}',
          sse_algorithm: 'aws:kms',
        },
        bucket_key_enabled: true,
      },
    ]);
    expect(only(resource, 'aws_s3_bucket_versioning').versioning_configuration).toEqual({
      status: '${var.versioning ? "Enabled" : "Suspended"}',
    });
    expect(only(resource, 'aws_s3_bucket_lifecycle_configuration').rule).toEqual([
      expect.objectContaining({
        noncurrent_version_expiration: [
          { noncurrent_days: '${var.noncurrent_version_expiration_days}' },
        ],
      }),
    ]);
  });
});
