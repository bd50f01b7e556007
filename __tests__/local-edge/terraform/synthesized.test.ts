import { describe, expect, it } from '@jest/globals';
import { CACHE_POLICIES, ORIGIN_REQUEST_POLICIES } from '../../../local-edge/policies';
import { distributionIn } from '../../../local-edge/terraform/distribution';

const BEHAVIOR = {
  allowed_methods: ['GET', 'HEAD'],
  target_origin_id: 'site',
  viewer_protocol_policy: 'redirect-to-https',
  cache_policy_id: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  lambda_function_association: [
    { event_type: 'viewer-request', lambda_arn: '${aws_lambda_function.edge.qualified_arn}' },
  ],
};
const POLICY = {
  min_ttl: 1,
  default_ttl: 2,
  max_ttl: 3,
  // A block that is alone has no list around it.
  parameters_in_cache_key_and_forwarded_to_origin: {
    enable_accept_encoding_gzip: true,
    headers_config: { header_behavior: 'whitelist', headers: { items: ['X-New-Home'] } },
    cookies_config: { cookie_behavior: 'none' },
    query_strings_config: { query_string_behavior: 'all' },
  },
};

/** As `cdktf synth` writes it, of a distribution called `site`. */
const stackOf = (distribution: object, others: object = {}, data: object = {}) => ({
  terraform: {},
  resource: {
    aws_cloudfront_distribution: {
      site: {
        '//': { metadata: { path: 'stack/site' } },
        comment: '${var.comment}',
        default_cache_behavior: BEHAVIOR,
        origin: [
          { origin_id: 'site', domain_name: '${aws_s3_bucket.site.bucket_regional_domain_name}' },
        ],
        ...distribution,
      },
    },
    ...others,
  },
  data,
});
const behavior = (own: object) => ({ default_cache_behavior: { ...BEHAVIOR, ...own } });

describe('a distribution in a synthesized stack', () => {
  it('is read where its values are written out', () => {
    expect(distributionIn(stackOf({ default_root_object: 'index.html' }), null)).toEqual({
      address: 'aws_cloudfront_distribution.site',
      behaviors: [
        {
          pathPattern: '*',
          originId: 'site',
          methods: 'reading',
          events: ['viewer-request'],
          includeBody: false,
          viewerProtocolPolicy: 'redirect-to-https',
          cachePolicy: CACHE_POLICIES.CachingDisabled,
          originRequestPolicy: expect.objectContaining({ headers: { kind: 'none' } }),
        },
      ],
      errorPages: {},
      defaultRootObject: 'index.html',
      origins: { site: new URL('https://not-known-before-the-apply.invalid/') },
      notSimulated: [],
    });
  });

  it('has the policies that it refers to, though there are others', () => {
    const json = stackOf(behavior({ cache_policy_id: '${aws_cloudfront_cache_policy.mine.id}' }), {
      aws_cloudfront_cache_policy: { other: { min_ttl: 99 }, mine: POLICY },
      aws_cloudfront_origin_request_policy: { other: {} },
    });
    const [{ cachePolicy, originRequestPolicy } = {}] = distributionIn(json, null).behaviors;
    expect(cachePolicy).toMatchObject({
      ...{ minTtl: 1, defaultTtl: 2, maxTtl: 3, gzip: true, brotli: false },
      headers: { kind: 'these', names: ['x-new-home'] },
    });
    expect(originRequestPolicy).toMatchObject({ headers: { kind: 'none' } });
  });

  it('has AWS’s own by the data sources that name them', () => {
    const json = stackOf(
      behavior({
        cache_policy_id: '${data.aws_cloudfront_cache_policy.optimized.id}',
        origin_request_policy_id: '${data.aws_cloudfront_origin_request_policy.all.id}',
      }),
      {},
      {
        aws_cloudfront_cache_policy: { optimized: { name: 'Managed-CachingOptimized' } },
        aws_cloudfront_origin_request_policy: { all: { name: 'Managed-AllViewer' } },
      },
    );
    expect(distributionIn(json, null).behaviors[0]).toMatchObject({
      cachePolicy: CACHE_POLICIES.CachingOptimized,
      originRequestPolicy: ORIGIN_REQUEST_POLICIES.AllViewer,
    });
  });

  it.each<[string, object, string]>([
    [
      'an attribute that is an expression',
      behavior({ allowed_methods: '${var.methods}' }),
      'aws_cloudfront_distribution.site has default_cache_behavior.allowed_methods = ${var.methods}, which a synthesized stack does not know. Give the plan instead: terraform plan -out=tfplan && terraform show -json tfplan > plan.json.',
    ],
    [
      'one in a list of blocks',
      { ordered_cache_behavior: [BEHAVIOR, { ...BEHAVIOR, path_pattern: '/${local.api}/*' }] },
      'ordered_cache_behavior[1].path_pattern = /${local.api}/*,',
    ],
    [
      'blocks that a dynamic makes',
      behavior({ dynamic: { lambda_function_association: [{ for_each: '${var.events}' }] } }),
      'has dynamic blocks default_cache_behavior.lambda_function_association, which',
    ],
    ['a count', { count: '${var.create ? 1 : 0}' }, 'has count = ${var.create ? 1 : 0},'],
    [
      'a policy elsewhere',
      behavior({ cache_policy_id: '${module.policies.id}' }),
      'a behavior has the aws_cloudfront_cache_policy ${module.policies.id}, which a synthesized stack does not know.',
    ],
    [
      'an expression in a policy',
      behavior({ cache_policy_id: '${aws_cloudfront_cache_policy.mine.id}' }),
      'aws_cloudfront_cache_policy.mine has max_ttl = ${var.ttl}, which',
    ],
  ])('refuses %s', (_, distribution, message) => {
    const policies = {
      aws_cloudfront_cache_policy: { mine: { ...POLICY, max_ttl: '${var.ttl}' } },
    };
    expect(() => distributionIn(stackOf(distribution, policies), null)).toThrow(message);
  });
});
