import { describe, expect, it } from '@jest/globals';
import {
  distributionOf,
  plain,
  policyWith,
  settingsIn,
  specsDistributionOf,
  withVariables,
} from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const SECRET = 'as-nobody-guesses-1';

const through = (inputs: Parameters<typeof plain>[0] = {}) =>
  plain({ bucketAccess: 'cloudfront', ...inputs });

describe('the distribution in front of the specs', () => {
  it('is there by default, and with bucket_access = cloudfront alone', () => {
    expect(specsDistributionOf(plain())).toMatchObject({ enabled: true });
    for (const bucketAccess of ['private', 'public']) {
      const { resource } = plain({ bucketAccess });
      expect(Object.keys(resource.aws_cloudfront_distribution ?? {})).toHaveLength(1);
      expect(resource).not.toHaveProperty('aws_cloudfront_cache_policy');
    }
  });

  it('reads the bucket with signed requests, and is read over TLS', () => {
    const { resource } = through({ priceClass: 'PriceClass_100', tags: { team: 'web' } });
    const [control] = Object.keys(resource.aws_cloudfront_origin_access_control ?? {});
    expect(only(resource, 'aws_cloudfront_origin_access_control')).toEqual({
      name: 'statsig-edge-specs',
      origin_access_control_origin_type: 's3',
      signing_behavior: 'always',
      signing_protocol: 'sigv4',
    });
    expect(specsDistributionOf({ resource })).toMatchObject({
      enabled: true,
      http_version: 'http2and3',
      is_ipv6_enabled: true,
      price_class: 'PriceClass_100',
      origin: [
        {
          domain_name: expect.stringMatching(/^\$\{local\..*\.domain_name\}$/),
          origin_access_control_id: `\${aws_cloudfront_origin_access_control.${control}.id}`,
        },
      ],
      viewer_certificate: { cloudfront_default_certificate: true },
      tags: { team: 'web' },
    });
    expect(specsDistributionOf({ resource }).default_cache_behavior).toMatchObject({
      viewer_protocol_policy: 'https-only',
      allowed_methods: ['GET', 'HEAD'],
    });
  });

  it('keeps the object for seconds, whatever is said of it, in each encoding that the function reads', () => {
    const { resource } = through();
    const [policy] = Object.keys(resource.aws_cloudfront_cache_policy ?? {});
    expect(specsDistributionOf({ resource }).default_cache_behavior).toMatchObject({
      compress: true,
      cache_policy_id: `\${aws_cloudfront_cache_policy.${policy}.id}`,
    });
    const { min_ttl, default_ttl, max_ttl, ...others } = only(
      resource,
      'aws_cloudfront_cache_policy',
    );
    expect(min_ttl).toBeGreaterThan(0);
    expect(default_ttl).toBeLessThan(10);
    expect(max_ttl).toBe(default_ttl);
    expect(others.parameters_in_cache_key_and_forwarded_to_origin).toMatchObject({
      enable_accept_encoding_brotli: true,
      enable_accept_encoding_gzip: true,
    });
  });

  it('runs no function, unless there is a secret to ask for', () => {
    const open = through().resource;
    expect(open).not.toHaveProperty('aws_cloudfront_function');
    const asking = through({ specsSecret: { value: SECRET } }).resource;
    const [name] = Object.keys(asking.aws_cloudfront_function ?? {});
    const associations = [open, asking].map(
      (resource) =>
        specsDistributionOf({ resource }).default_cache_behavior as Record<string, unknown>,
    );
    expect(associations.map(({ function_association }) => function_association)).toEqual([
      [],
      [
        {
          event_type: 'viewer-request',
          function_arn: `\${aws_cloudfront_function.${name}.arn}`,
        },
      ],
    ]);
  });

  it('is whom the function asks, with the secret', () => {
    const built = through({ specsSecret: { value: SECRET }, createDistribution: false });
    const [name] = Object.keys(built.resource.aws_cloudfront_distribution ?? {});
    const settings = settingsIn(built);
    const [local] = /local\.\S*specs-host\w*/.exec(settings) ?? [''];
    expect(settings).toContain(`url = "https://\${${local}}/statsig-config.json"`);
    expect(built.locals[local.replace('local.', '')]).toBe(
      `\${aws_cloudfront_distribution.${name}.domain_name}`,
    );
    expect(settings).toContain('access = "cloudfront"');
    expect(settings).toContain(`secret = "${SECRET}"`);
    expect(String(built.output.specs_url?.value)).toContain(local);
    expect(built.output.specs_distribution_domain_name?.value).toBe(
      `\${aws_cloudfront_distribution.${name}.domain_name}`,
    );
  });

  it('stands before a bucket that is there', () => {
    const { resource } = through({ existingBucket: { name: 'my-bucket', region: 'eu-west-1' } });
    expect(specsDistributionOf({ resource }).origin).toMatchObject([{ origin_id: 'specs' }]);
    expect(resource).not.toHaveProperty('aws_s3_bucket_policy');
  });

  it('says what the policy of a key has to say for it', () => {
    const built = through();
    const [name] = Object.entries(built.resource.aws_cloudfront_distribution ?? {}).find(
      ([, { comment }]) => comment === 'statsig-edge: specs',
    ) ?? [''];
    expect(policyWith(built, 'kms:Decrypt')).toEqual([
      {
        Sid: 'DecryptByDistribution',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: '*',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceArn': `aws_cloudfront_distribution.${name}.arn` },
        },
      },
    ]);
    expect(built.output.kms_key_policy_json?.value).toMatch(/^\$\{local\.\S*key-policy_\w+\}$/);
  });

  it('alone asks for a secret', () => {
    expect(() => plain({ bucketAccess: 'private', specsSecret: { value: SECRET } })).toThrow(
      'set bucket_access to cloudfront',
    );
  });

  it('has Terraform decide on all that with variables', () => {
    const built = withVariables();
    const [name] = Object.keys(built.resource.aws_cloudfront_function ?? {});
    expect(built.variable.specs_secret).toMatchObject({ sensitive: true });
    expect(specsDistributionOf(built).default_cache_behavior).toMatchObject({
      dynamic: {
        function_association: [
          {
            for_each: `\${aws_cloudfront_function.${name}[*].arn}`,
            content: { function_arn: '${function_association.value}' },
          },
        ],
      },
    });
    expect(settingsIn(built)).toContain(
      'secret = var.specs_secret == null ? null : var.specs_secret.value',
    );
    expect(distributionOf(built)).not.toEqual(specsDistributionOf(built));
  });
});
