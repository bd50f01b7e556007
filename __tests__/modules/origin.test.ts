import { describe, expect, it } from '@jest/globals';
import { distributionOf, plain, withVariables } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const ALL_BUT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const CORS_S3 = '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf';
const BUCKET = { domainName: 'my.site.s3.eu-west-1.amazonaws.com', s3: true };

describe('the origin', () => {
  it('is nobody, and is told nothing, where every request is answered at the edge', () => {
    const distribution = distributionOf(plain());
    expect(distribution.origin).toEqual([
      {
        origin_id: 'origin',
        domain_name: 'example.com',
        origin_path: '',
        custom_header: [],
        custom_origin_config: {
          http_port: 80,
          https_port: 443,
          origin_protocol_policy: 'https-only',
          origin_ssl_protocols: ['TLSv1.2'],
        },
      },
    ]);
    expect(distribution.default_cache_behavior).not.toHaveProperty('origin_request_policy_id');
  });

  it('is one of yours, and hears the headers that the function adds', () => {
    const { resource, ...others } = plain({
      bucketAccess: 'private',
      origin: {
        domainName: 'app.example',
        path: '/v2',
        protocolPolicy: 'match-viewer',
        customHeaders: { 'x-from': 'edge' },
      },
    });
    expect(distributionOf({ resource })).toMatchObject({
      origin: [
        {
          domain_name: 'app.example',
          origin_path: '/v2',
          custom_header: [{ name: 'x-from', value: 'edge' }],
          custom_origin_config: { origin_protocol_policy: 'match-viewer' },
        },
      ],
      default_cache_behavior: { origin_request_policy_id: ALL_BUT_HOST },
    });
    expect(resource).not.toHaveProperty('aws_cloudfront_origin_access_control');
    expect(others.output.origin_bucket_policy_json?.value).toBeUndefined();
  });

  it('is told what you say', () => {
    const { default_cache_behavior } = distributionOf(
      plain({ origin: { domainName: 'app.example' }, originRequestPolicy: 'CORS-S3Origin' }),
    );
    expect(default_cache_behavior).toMatchObject({ origin_request_policy_id: CORS_S3 });
  });

  it('is a bucket that only the distribution may read, and that has no use for headers', () => {
    const { resource, output } = plain({ bucketAccess: 'private', origin: BUCKET });
    const [control] = Object.keys(resource.aws_cloudfront_origin_access_control ?? {});
    const [distribution] = Object.keys(resource.aws_cloudfront_distribution ?? {});
    expect(only(resource, 'aws_cloudfront_origin_access_control')).toEqual({
      name: 'statsig-edge',
      origin_access_control_origin_type: 's3',
      signing_behavior: 'always',
      signing_protocol: 'sigv4',
    });
    expect(distributionOf({ resource }).origin).toEqual([
      {
        origin_id: 'origin',
        domain_name: BUCKET.domainName,
        origin_access_control_id: `\${aws_cloudfront_origin_access_control.${control}.id}`,
        origin_path: '',
        custom_header: [],
      },
    ]);
    expect(distributionOf({ resource }).default_cache_behavior).not.toHaveProperty(
      'origin_request_policy_id',
    );
    const policy = String(output.origin_bucket_policy_json?.value);
    expect(policy).toMatch(/^\$\{jsonencode\(/);
    expect(policy).toMatch(/Resource = "arn:\$\{.*\}:s3:::my\.site\/\*"/);
    expect(policy).toContain(`"AWS:SourceArn" = aws_cloudfront_distribution.${distribution}.arn`);
  });

  it('is what Terraform decides with variables', () => {
    const { resource, locals } = withVariables();
    const nameOf = (part: string) =>
      Object.entries(locals).find(([, value]) => String(value).includes(part))?.[0];
    const origin = nameOf('"example.com"');
    expect(String(locals[origin ?? ''])).toMatch(
      /^\$\{var\.origin == null \? \{[\s\S]*\} : var\.origin\}$/,
    );
    const request = nameOf('AllViewerExceptHostHeader"');
    expect(locals[request ?? '']).toBe(
      `\${var.origin_request_policy == null && !local.${origin}.s3 && var.origin != null ? "AllViewerExceptHostHeader" : var.origin_request_policy}`,
    );
    expect(distributionOf({ resource })).toMatchObject({
      origin: [
        {
          domain_name: `\${local.${origin}.domain_name}`,
          origin_path: `\${local.${origin}.path}`,
          dynamic: {
            custom_header: [
              {
                for_each: `\${local.${origin}.custom_headers}`,
                content: { name: '${custom_header.key}', value: '${custom_header.value}' },
              },
            ],
            custom_origin_config: [
              {
                for_each: `\${!local.${origin}.s3 ? [1] : []}`,
                content: { origin_protocol_policy: `\${local.${origin}.protocol_policy}` },
              },
            ],
          },
        },
      ],
      default_cache_behavior: {
        origin_request_policy_id: expect.stringContaining(`[local.${request}]`),
      },
    });
  });
});
