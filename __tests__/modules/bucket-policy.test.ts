import { describe, expect, it } from '@jest/globals';
import { plain, policyWith } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

describe('the policy of the bucket', () => {
  it('shuts the bucket to the public by default', () => {
    expect(only(plain().resource, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      ignore_public_acls: true,
      block_public_policy: true,
      restrict_public_buckets: true,
    });
  });

  it('refuses requests without TLS, and lets the role read by its own right with bucket_access = private', () => {
    const built = plain({ bucketAccess: 'private' });
    expect(policyWith(built, 's3:*')).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  });

  it('lets everybody read the one object with bucket_access = public, and gives the role no right of its own', () => {
    const built = plain({ bucketAccess: 'public' });
    expect(only(built.resource, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_policy: false,
      restrict_public_buckets: false,
    });
    expect(policyWith(built, 's3:*')[1]).toMatchObject({
      Sid: 'PublicReadGetObject',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: expect.stringMatching(/\.arn\}\/statsig-config\.json$/),
    });
    expect(policyWith(built, 'logs:PutLogEvents').flatMap(({ Action }) => Action)).not.toContain(
      's3:GetObject',
    );
  });

  it('lets the one distribution read the one object with bucket_access = cloudfront, and stays shut', () => {
    const built = plain({ bucketAccess: 'cloudfront' });
    expect(only(built.resource, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_policy: true,
      restrict_public_buckets: true,
    });
    const [, byDistribution, ...others] = policyWith(built, 's3:*');
    expect(byDistribution).toEqual({
      Sid: 'ReadByDistribution',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: expect.stringMatching(/\.arn\}\/statsig-config\.json$/),
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: {
        StringEquals: {
          'aws:SourceArn': expect.stringMatching(
            /^aws_cloudfront_distribution\.\S+_specs-distribution_\S+\.arn$/,
          ),
        },
      },
    });
    expect(others).toEqual([]);
    expect(policyWith(built, 'logs:PutLogEvents').flatMap(({ Action }) => Action)).not.toContain(
      's3:GetObject',
    );
  });

  it('is told for a bucket that is there, whose own is left alone', () => {
    const built = plain({
      existingBucket: { name: 'my-bucket', region: 'eu-west-1' },
      bucketAccess: 'public',
    });
    expect(built.resource).not.toHaveProperty('aws_s3_bucket_policy');
    expect(policyWith(built, 's3:*').map(({ Sid }) => Sid)).toEqual([
      'DenyInsecureTransport',
      'PublicReadGetObject',
    ]);
    expect(built.output.bucket_policy_json?.value).toMatch(/^\$\{local\.\S*bucket-policy_\w+\}$/);
  });
});
