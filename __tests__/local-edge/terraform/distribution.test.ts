import { describe, expect, it } from '@jest/globals';
import { CACHE_POLICIES, ORIGIN_REQUEST_POLICIES } from '../../../local-edge/policies';
import { distributionIn } from '../../../local-edge/terraform/distribution';

const DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_BUT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const ADDRESS = 'module.edge.aws_cloudfront_distribution.distribution[0]';

const CALLS = [{ event_type: 'viewer-request', include_body: false }];

const DEFAULT_BEHAVIOR = {
  allowed_methods: ['GET', 'HEAD'],
  target_origin_id: 'site',
  viewer_protocol_policy: 'redirect-to-https',
  cache_policy_id: DISABLED,
  origin_request_policy_id: ALL_BUT_HOST,
  lambda_function_association: CALLS,
};

const VALUES = {
  default_root_object: 'index.html',
  default_cache_behavior: [DEFAULT_BEHAVIOR],
  ordered_cache_behavior: [],
  custom_error_response: [
    { error_code: 404, response_page_path: '/404.html', response_code: 404 },
    { error_code: 403, response_page_path: '/index.html', response_code: 0 },
    { error_code: 500, error_caching_min_ttl: 5 },
  ],
  origin: [
    {
      origin_id: 'site',
      domain_name: 'www.example.com',
      origin_path: '/v1',
      custom_origin_config: [
        { origin_protocol_policy: 'http-only', http_port: 8080, https_port: 443 },
      ],
    },
    { origin_id: 'assets', domain_name: 'assets.s3.eu-west-1.amazonaws.com', origin_path: '' },
  ],
};

const CACHE_POLICY = {
  id: 'made-1',
  min_ttl: 1,
  default_ttl: 2,
  max_ttl: 3,
  parameters_in_cache_key_and_forwarded_to_origin: [
    {
      enable_accept_encoding_brotli: false,
      enable_accept_encoding_gzip: true,
      headers_config: [{ header_behavior: 'whitelist', headers: [{ items: ['X-New-Home'] }] }],
      cookies_config: [{ cookie_behavior: 'allExcept', cookies: [{ items: ['Session'] }] }],
      query_strings_config: [{ query_string_behavior: 'all', query_strings: [] }],
    },
  ],
};

interface Made {
  address: string;
  type: string;
  values: object;
}

const aDistribution = (values: object = {}, address = ADDRESS): Made => ({
  address,
  type: 'aws_cloudfront_distribution',
  values: { ...VALUES, ...values },
});
const aCachePolicy = (values: object = {}): Made => ({
  address: 'aws_cloudfront_cache_policy.mine',
  type: 'aws_cloudfront_cache_policy',
  values: { ...CACHE_POLICY, ...values },
});

/** As `terraform show -json` writes a plan; what is unknown is not in `after`. */
const planOf = (...made: Made[]) => ({
  format_version: '1.2',
  resource_changes: [
    { address: 'a.gone', type: 'aws_s3_bucket', change: { actions: ['delete'], after: null } },
    ...made.map(({ address, type, values }) => ({
      address,
      type,
      change: { actions: ['create'], before: null, after: values },
    })),
  ],
});

/** As it writes the state: resources in their modules. */
const stateOf = (...made: Made[]) => ({
  format_version: '1.0',
  values: { root_module: { resources: [], child_modules: [{ resources: made }] } },
});

describe('a distribution in what Terraform shows', () => {
  it.each([
    ['a plan', planOf],
    ['the state', stateOf],
  ])('is read from %s', (_, shown) => {
    expect(distributionIn(shown(aDistribution()), null)).toEqual({
      address: ADDRESS,
      behaviors: [
        {
          pathPattern: '*',
          originId: 'site',
          methods: 'reading',
          events: ['viewer-request'],
          includeBody: false,
          viewerProtocolPolicy: 'redirect-to-https',
          cachePolicy: CACHE_POLICIES.CachingDisabled,
          originRequestPolicy: ORIGIN_REQUEST_POLICIES.AllViewerExceptHostHeader,
        },
      ],
      errorPages: { 403: { path: '/index.html' }, 404: { path: '/404.html', status: 404 } },
      defaultRootObject: 'index.html',
      origins: {
        site: new URL('http://www.example.com:8080/v1'),
        assets: new URL('https://assets.s3.eu-west-1.amazonaws.com/'),
      },
      notSimulated: [],
    });
  });

  it('has its behaviors in order, the default one last', () => {
    const json = planOf(
      aDistribution({
        ordered_cache_behavior: [
          {
            ...DEFAULT_BEHAVIOR,
            path_pattern: '/api/*',
            allowed_methods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
            lambda_function_association: [
              { event_type: 'origin-request', include_body: true },
              ...CALLS,
            ],
          },
          {
            ...DEFAULT_BEHAVIOR,
            path_pattern: '/assets/*',
            target_origin_id: 'assets',
            allowed_methods: ['HEAD', 'GET', 'OPTIONS'],
            lambda_function_association: [],
            origin_request_policy_id: null,
          },
        ],
      }),
    );
    expect(distributionIn(json, null).behaviors).toMatchObject([
      {
        pathPattern: '/api/*',
        methods: 'all',
        events: ['viewer-request', 'origin-request'],
        includeBody: true,
      },
      {
        pathPattern: '/assets/*',
        originId: 'assets',
        methods: 'options',
        events: [],
        originRequestPolicy: { headers: { kind: 'none' } },
      },
      { pathPattern: '*' },
    ]);
  });

  it('has policies of its own, by their ids', () => {
    const behavior = { ...DEFAULT_BEHAVIOR, cache_policy_id: 'made-1' };
    const json = stateOf(
      aCachePolicy({ id: 'made-2', min_ttl: 99 }),
      aCachePolicy(),
      aDistribution({ default_cache_behavior: [behavior] }),
    );
    expect(distributionIn(json, null).behaviors[0]?.cachePolicy).toEqual({
      minTtl: 1,
      defaultTtl: 2,
      maxTtl: 3,
      gzip: true,
      brotli: false,
      headers: { kind: 'these', names: ['x-new-home'] },
      cookies: { kind: 'allExcept', names: ['Session'] },
      queryStrings: { kind: 'all' },
    });
  });

  it('has the only policy of a plan that nobody knows the id of yet, and none of several', () => {
    const { cache_policy_id: _, ...unknown } = DEFAULT_BEHAVIOR;
    const { id: __, ...planned } = CACHE_POLICY;
    const policy = { ...aCachePolicy(), values: planned };
    const distribution = aDistribution({ default_cache_behavior: [unknown] });
    expect(
      distributionIn(planOf(policy, distribution), null).behaviors[0]?.cachePolicy,
    ).toMatchObject({ maxTtl: 3 });
    const two = () => distributionIn(planOf(policy, policy, distribution), null);
    expect(two).toThrow('is not known before the apply: give it the state');
    const none = () => distributionIn(planOf(distribution), null);
    expect(none).toThrow('is not known before the apply');
  });

  it('refuses a policy that is not among the resources', () => {
    const behavior = { ...DEFAULT_BEHAVIOR, cache_policy_id: 'elsewhere' };
    const json = stateOf(aDistribution({ default_cache_behavior: [behavior] }));
    expect(() => distributionIn(json, null)).toThrow('elsewhere is not among its resources');
  });

  it('has the first member of a group for the group, and says what is not simulated', () => {
    const json = planOf(
      aDistribution({
        default_cache_behavior: [
          {
            ...DEFAULT_BEHAVIOR,
            target_origin_id: 'both',
            trusted_key_groups: ['k'],
            function_association: [{ event_type: 'viewer-response' }],
            lambda_function_association: [
              { event_type: 'viewer-request', lambda_arn: 'a:1' },
              { event_type: 'origin-request', lambda_arn: 'b:1' },
            ],
          },
        ],
        origin_group: [
          { origin_id: 'both', member: [{ origin_id: 'assets' }, { origin_id: 'site' }] },
        ],
        web_acl_id: 'arn',
      }),
    );
    const { origins, notSimulated } = distributionIn(json, null);
    expect(origins.both?.hostname).toBe('assets.s3.eu-west-1.amazonaws.com');
    expect(notSimulated).toHaveLength(5);
  });

  it('is the one that calls a function, or the one that is named', () => {
    const silent = {
      default_cache_behavior: [{ ...DEFAULT_BEHAVIOR, lambda_function_association: [] }],
    };
    const specs = aDistribution(silent, 'aws_cloudfront_distribution.specs');
    expect(distributionIn(planOf(specs, aDistribution()), null).address).toBe(ADDRESS);
    expect(
      distributionIn(planOf(specs, aDistribution()), specs.address).behaviors[0]?.events,
    ).toEqual([]);
    expect(() => distributionIn(planOf(specs), null)).toThrow(
      'no aws_cloudfront_distribution in it calls a Lambda function; it has: aws_cloudfront_distribution.specs.',
    );
    const another = aDistribution({}, 'aws_cloudfront_distribution.another');
    expect(() => distributionIn(planOf(another, aDistribution()), null)).toThrow(
      'name one after a #: aws_cloudfront_distribution.another, ',
    );
    expect(() => distributionIn(planOf(another), 'a.b')).toThrow('at a.b; it has: ');
  });

  it.each([[null], [[]], [{}], [{ values: 1 }], ['text']])('refuses %j', (json) => {
    expect(() => distributionIn(json, null)).toThrow(
      'it is neither what terraform show -json writes of a plan or a state nor a synthesized stack.',
    );
  });
});
