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
        connection_attempts: 3,
        connection_timeout: 10,
        custom_header: [],
        custom_origin_config: {
          http_port: 80,
          https_port: 443,
          origin_protocol_policy: 'https-only',
          origin_ssl_protocols: ['TLSv1.2'],
          origin_read_timeout: 30,
          origin_keepalive_timeout: 5,
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
        connection_attempts: 3,
        connection_timeout: 10,
        custom_header: [],
      },
    ]);
    expect(distributionOf({ resource }).default_cache_behavior).not.toHaveProperty(
      'origin_request_policy_id',
    );
    const policy = String(output.origin_bucket_policy_json?.value);
    expect(policy).toMatch(/^\$\{jsonencode\(/);
    expect(policy).toMatch(/Resource = "arn:aws:s3:::my\.site\/\*"/);
    expect(policy).toContain(`"aws:SourceArn" = aws_cloudfront_distribution.${distribution}.arn`);
  });

  it('is reached as you say: by ports, in time, through a shield or into a VPC', () => {
    const { origin } = distributionOf(
      plain({
        origin: {
          domainName: 'app.example',
          httpPort: 8080,
          httpsPort: 8443,
          originReadTimeout: 60,
          originKeepaliveTimeout: 30,
          connectionAttempts: 2,
          connectionTimeout: 4,
          originShieldRegion: 'eu-central-1',
        },
        origins: {
          api: { domainName: 'api.example', vpcOriginId: 'vo_1a', originReadTimeout: 60 },
        },
      }),
    );
    expect(origin).toEqual([
      {
        origin_id: 'origin',
        domain_name: 'app.example',
        origin_path: '',
        connection_attempts: 2,
        connection_timeout: 4,
        custom_header: [],
        custom_origin_config: {
          http_port: 8080,
          https_port: 8443,
          origin_protocol_policy: 'https-only',
          origin_ssl_protocols: ['TLSv1.2'],
          origin_read_timeout: 60,
          origin_keepalive_timeout: 30,
        },
        origin_shield: { enabled: true, origin_shield_region: 'eu-central-1' },
      },
      {
        origin_id: 'api',
        domain_name: 'api.example',
        origin_path: '',
        connection_attempts: 3,
        connection_timeout: 10,
        custom_header: [],
        vpc_origin_config: {
          vpc_origin_id: 'vo_1a',
          origin_read_timeout: 60,
          origin_keepalive_timeout: 5,
        },
      },
    ]);
  });

  it('is one of many, all buckets among them read by one access control', () => {
    const { resource, output } = plain({
      bucketAccess: 'private',
      targetOriginId: 'both',
      origin: { domainName: 'app.example' },
      origins: { media: BUCKET, pages: { ...BUCKET, domainName: 'pages.s3.amazonaws.com' } },
      originGroups: { both: { member: [{ originId: 'origin' }, { originId: 'pages' }] } },
    });
    expect(distributionOf({ resource })).toMatchObject({
      origin: [
        { origin_id: 'origin' },
        { origin_id: 'media', origin_access_control_id: expect.any(String) },
        { origin_id: 'pages', origin_access_control_id: expect.any(String) },
      ],
      origin_group: [
        {
          origin_id: 'both',
          failover_criteria: { status_codes: [500, 502, 503, 504] },
          member: [{ origin_id: 'origin' }, { origin_id: 'pages' }],
        },
      ],
      default_cache_behavior: { target_origin_id: 'both' },
    });
    only(resource, 'aws_cloudfront_origin_access_control');
    expect(output.origin_bucket_policy_json?.value).toBeUndefined();
    expect(output.origin_bucket_policies_json?.value).toEqual({
      media: expect.stringContaining('s3:::my.site/*'),
      pages: expect.stringContaining('s3:::pages/*'),
    });
  });

  it('is what Terraform decides with variables', () => {
    const { resource, locals } = withVariables();
    const nameOf = (part: string) =>
      Object.entries(locals).find(([, value]) => String(value).includes(part))?.[0];
    const origin = nameOf('"example.com"');
    expect(String(locals[origin ?? ''])).toMatch(
      /^\$\{var\.origin == null \? \{[\s\S]*\} : var\.origin\}$/,
    );
    const origins = nameOf('for id, origin in merge(');
    expect(locals[origins ?? '']).toBe(
      `\${{ for id, origin in merge({ origin = local.${origin} }, var.origins) : id => origin if id != "origin" || var.origin != null || length(var.origins) == 0 }}`,
    );
    const request = nameOf('"AllViewerExceptHostHeader") :');
    expect(locals[request ?? '']).toContain(
      `var.origin_request_policy == null && !try(local.${origins}[first].s3, true) && (first != "origin" || var.origin != null)`,
    );
    const config = (name: string) => `\${origin.value.${name}}`;
    expect(distributionOf({ resource })).toMatchObject({
      dynamic: {
        origin: [
          {
            for_each: `\${local.${origins}}`,
            content: {
              origin_id: '${origin.key}',
              domain_name: config('domain_name'),
              origin_path: config('path'),
              dynamic: {
                custom_header: [
                  {
                    for_each: config('custom_headers'),
                    content: { name: '${custom_header.key}', value: '${custom_header.value}' },
                  },
                ],
                custom_origin_config: [
                  {
                    for_each:
                      '${!origin.value.s3 && origin.value.vpc_origin_id == null ? [1] : []}',
                    content: {
                      http_port: config('http_port'),
                      origin_protocol_policy: config('protocol_policy'),
                    },
                  },
                ],
              },
            },
          },
        ],
        origin_group: [
          {
            for_each: '${var.origin_groups}',
            content: {
              origin_id: '${origin_group.key}',
              failover_criteria: {
                status_codes: '${origin_group.value.failover_criteria.status_codes}',
              },
              dynamic: {
                member: [
                  {
                    for_each: '${origin_group.value.member}',
                    content: { origin_id: '${member.value.origin_id}' },
                  },
                ],
              },
            },
          },
        ],
      },
      default_cache_behavior: {
        origin_request_policy_id: expect.stringContaining(
          `[local.${request}[var.target_origin_id]]`,
        ),
      },
    });
  });

  it('is one that is given, beside others that Terraform decides', () => {
    const { locals } = withVariables(() => ({
      origin: { domainName: 'app.example', customHeaders: { 'X-From': 'edge' } },
    }));
    const all = Object.values(locals).map(String);
    expect(all).toContainEqual(expect.stringMatching(/^\$\{merge\(\{ origin = local\./));
    expect(all).toContainEqual(
      expect.stringMatching(/custom_headers = \{\n(?:.*\n)?X-From = "edge"/),
    );
  });
});
