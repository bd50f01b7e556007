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
    const { data } = plain({ bucketAccess: 'private' });
    expect(policyWith(data, 's3:*')).toEqual([
      expect.objectContaining({
        effect: 'Deny',
        condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
      }),
    ]);
  });

  it('lets everybody read the one object with bucket_access = public, and gives the role no right of its own', () => {
    const { resource, data } = plain({ bucketAccess: 'public' });
    expect(only(resource, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_policy: false,
      restrict_public_buckets: false,
    });
    expect(policyWith(data, 's3:*')[1]).toMatchObject({
      sid: 'PublicReadGetObject',
      actions: ['s3:GetObject'],
      resources: [expect.stringMatching(/\.arn\}\/statsig-config\.json$/)],
    });
    expect(policyWith(data, 'logs:PutLogEvents').flatMap(({ actions }) => actions)).not.toContain(
      's3:GetObject',
    );
  });

  it('lets the one distribution read the one object with bucket_access = cloudfront, and stays shut', () => {
    const { resource, data } = plain({ bucketAccess: 'cloudfront' });
    expect(only(resource, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_policy: true,
      restrict_public_buckets: true,
    });
    const [, byDistribution, ...others] = policyWith(data, 's3:*');
    expect(byDistribution).toEqual({
      sid: 'ReadByDistribution',
      actions: ['s3:GetObject'],
      resources: [expect.stringMatching(/\.arn\}\/statsig-config\.json$/)],
      principals: [{ type: 'Service', identifiers: ['cloudfront.amazonaws.com'] }],
      condition: [
        {
          test: 'StringEquals',
          variable: 'aws:SourceArn',
          values: [
            expect.stringMatching(
              /^\$\{local\.\S+_specs-distribution_specs-distribution-arn_\w+\}$/,
            ),
          ],
        },
      ],
    });
    expect(others).toEqual([]);
    expect(policyWith(data, 'logs:PutLogEvents').flatMap(({ actions }) => actions)).not.toContain(
      's3:GetObject',
    );
  });

  it('is told for a bucket that is there, whose own is left alone', () => {
    const { resource, data, output } = plain({
      existingBucket: { name: 'my-bucket' },
      bucketAccess: 'public',
    });
    expect(resource).not.toHaveProperty('aws_s3_bucket_policy');
    expect(policyWith(data, 's3:*').map(({ sid }) => sid)).toEqual([
      'DenyInsecureTransport',
      'PublicReadGetObject',
    ]);
    expect(output.bucket_policy_json?.value).toMatch(/aws_iam_policy_document\..*\.json/);
  });
});
