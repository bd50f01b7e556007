import { join } from 'node:path';

/** Values that an input takes, and values that it refuses with what it says then. Held against TypeScript and Terraform. */
export interface Samples {
  readonly good: readonly unknown[];
  readonly bad: readonly (readonly [value: unknown, says: string])[];
}

const NO_NAME = 'use 2 to 48 lower-case letters';
const NO_BUCKET = 'lower-case letters, digits and hyphens';
const NO_CERTIFICATE = 'ACM in us-east-1 only';

const OWN_POLICY = '11111111-2222-3333-4444-555555555555';
const BUCKET_DOMAIN = 'my.site.s3.eu-west-1.amazonaws.com';
const KEY_GROUP = '0a1b2c3d-1111-2222-3333-444455556666';
const VERSION = 'arn:aws:lambda:us-east-1:123456789012:function:other:7';
const CLOUDFRONT_FUNCTION = 'arn:aws:cloudfront::123456789012:function/index-html';
const FUNCTION_ON_REQUEST = {
  event_type: 'viewer-request',
  function_arn: CLOUDFRONT_FUNCTION,
};
const REALTIME_LOGS = 'arn:aws:cloudfront::123456789012:realtime-log-config/edge';
const ALL_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];

const WEBHOOK_SECRET =
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:statsig-webhook-AbCdEf';
const WEBHOOK_KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab';

const ROOT = join(__dirname, '../../..');
const HANDLER_FILE = join(__dirname, 'handler.mjs');
const SPECS_FILES: Samples = {
  good: [join(ROOT, 'local-edge/statsig-config.json'), null],
  bad: [[join(ROOT, 'package.json'), 'has_updates']],
};

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
  handler_file: {
    good: [HANDLER_FILE, null],
    bad: [[join(ROOT, 'package.json'), 'exports no handler']],
  },
  specs_file: SPECS_FILES,
  fallback_specs_file: SPECS_FILES,
  bucket_access: {
    good: ['private', 'public', 'cloudfront'],
    bad: [['open', 'private, public or cloudfront']],
  },
  specs_secret: {
    good: [{ value: 'as-nobody-guesses-1' }, null],
    bad: [
      [{ value: 'too-short' }, '16 to 256'],
      [{ value: 'with a space in its middle' }, '16 to 256'],
    ],
  },
  specs_compression: { good: ['none', 'gzip'], bad: [['brotli', 'none or gzip']] },
  specs_updates: {
    good: ['terraform', 'elsewhere'],
    bad: [['never', 'terraform or elsewhere']],
  },
  account_id: {
    good: ['123456789012', null],
    bad: [['12345', 'must have 12 digits']],
  },
  bucket_name: {
    good: ['my-bucket', null],
    bad: [['my.bucket', NO_BUCKET]],
  },
  existing_bucket: {
    good: [{ name: 'my-bucket', region: 'eu-west-1' }, null],
    bad: [
      [{ name: 'my.bucket', region: 'eu-west-1' }, NO_BUCKET],
      [{ name: 'My-Bucket', region: 'eu-west-1' }, NO_BUCKET],
      [{ name: 'ab', region: 'eu-west-1' }, NO_BUCKET],
      [{ name: 'my-bucket', region: 'Ireland' }, 'such as eu-west-1'],
    ],
  },
  kms_key: {
    good: [{ arn: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab' }, null],
    bad: [
      [{ arn: 'arn:aws:kms:eu-west-1:123456789012:alias/mine' }, 'a policy cannot name an alias'],
    ],
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
      [256, 'The memory_size must be 128'],
      [64, 'The memory_size must be 128'],
    ],
  },
  sync: {
    good: [
      {},
      { every_minutes: 5, statsig_url: 'https://proxy.example/statsig', log_groups: false },
      { webhook: { secret_arn: 'arn:aws:ssm:eu-west-1:123456789012:parameter/statsig/webhook' } },
      { webhook: { secret_arn: WEBHOOK_SECRET, kms_key_arn: WEBHOOK_KEY } },
      null,
    ],
    bad: [
      [{ every_minutes: 0 }, 'from 1 to 60'],
      [{ every_minutes: 1.5 }, 'from 1 to 60'],
      [{ webhook: { secret_arn: 'webhook-secret' } }, 'never the secret itself'],
      [
        { webhook: { secret_arn: WEBHOOK_SECRET, kms_key_arn: 'alias/mine' } },
        'arn:aws:kms:REGION:ACCOUNT:key/ID',
      ],
      [{ statsig_url: 'http://api.statsigcdn.com' }, 'https'],
      [{ statsig_url: 'https://proxy.example/?for=statsig' }, 'a question mark'],
    ],
  },
  log_retention_days: { good: [0, 30, 3653], bad: [[31, 'that CloudWatch offers']] },
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
      ['service-roles/', 'begin and end with a slash'],
      ['/service-roles', 'begin and end with a slash'],
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
  role_name: {
    good: ['edge@statsig', null],
    bad: [
      ['service/edge', '1 to 64 letters'],
      ['x'.repeat(65), '1 to 64 letters'],
    ],
  },
  existing_log_group: {
    good: [{ name: '/edge/statsig' }, null],
    bad: [[{ name: 'my logs' }, '1 to 512 letters']],
  },
  log_group_class: {
    good: ['STANDARD', 'INFREQUENT_ACCESS', null],
    bad: [['DELIVERY', 'Lambda writes to no other']],
  },
  log_format: { good: ['Text', 'JSON', null], bad: [['json', 'Text or JSON']] },
  log_group_name: {
    good: ['/edge/statsig', null],
    bad: [
      ['my logs', '1 to 512 letters'],
      ['aws/edge', 'keeps log groups'],
    ],
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
  comment: { good: ['Gates of the shop', null], bad: [['x'.repeat(129), '1 to 128']] },
  minimum_protocol_version: {
    good: ['TLSv1.2_2021', 'TLSv1.3_2025'],
    bad: [['TLSv1', 'what is older is not safe']],
  },
  web_acl_id: {
    good: ['arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/1234', null],
    bad: [
      ['arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/1234', 'scope is CLOUDFRONT'],
      ['473e64fd-f30b-4765-81a0-62ad96dd167a', 'scope is CLOUDFRONT'],
    ],
  },
  price_class: { good: ['PriceClass_100'], bad: [['PriceClass_300', 'PriceClass_200']] },
  http_version: { good: ['http1.1', 'http3'], bad: [['2', 'http1.1, http2']] },
  geo_restriction: {
    good: [{ restriction_type: 'whitelist', locations: ['CH'] }, {}],
    bad: [
      [{ restriction_type: 'allow', locations: ['CH'] }, 'none, whitelist or blacklist'],
      [{ restriction_type: 'whitelist' }, 'must have locations'],
      [{ locations: ['CH'] }, 'must have locations'],
      [{ restriction_type: 'blacklist', locations: ['Switzerland'] }, 'two capital letters'],
    ],
  },
  access_logs: {
    good: [
      { bucket: 'logs.s3.amazonaws.com' },
      { bucket: 'logs.s3.eu-west-1.amazonaws.com', prefix: 'edge/', include_cookies: true },
      null,
    ],
    bad: [[{ bucket: 'logs' }, 'bucket_domain_name']],
  },
  default_root_object: { good: ['index.html', null], bad: [['/index.html', 'without a slash']] },
  roll_out: {
    good: [
      { single_header_config: { header: 'aws-cf-cd-try', value: 'yes' } },
      { live_version: '7', single_weight_config: { weight: 0.15 } },
      {
        single_weight_config: {
          weight: 0.01,
          session_stickiness_config: { idle_ttl: 300, maximum_ttl: 3_600 },
        },
      },
      null,
    ],
    bad: [
      [{ live_version: '7' }, 'either single_header_config or single_weight_config'],
      [
        {
          single_header_config: { header: 'aws-cf-cd-try', value: 'yes' },
          single_weight_config: { weight: 0.1 },
        },
        'either single_header_config or single_weight_config',
      ],
      [{ live_version: '$LATEST', single_weight_config: { weight: 0.1 } }, 'published version'],
      [{ single_header_config: { header: 'x-try', value: 'yes' } }, 'begin with aws-cf-cd-'],
      [{ single_weight_config: { weight: 0.2 } }, 'at most 0.15'],
      [{ single_weight_config: { weight: 0 } }, 'more than 0'],
      [
        {
          single_weight_config: {
            weight: 0.1,
            session_stickiness_config: { idle_ttl: 60, maximum_ttl: 600 },
          },
        },
        '300 to 3600 seconds',
      ],
      [
        {
          single_weight_config: {
            weight: 0.1,
            session_stickiness_config: { idle_ttl: 900, maximum_ttl: 600 },
          },
        },
        'the first no more than the second',
      ],
    ],
  },
  alarms: {
    good: [
      {},
      {
        alarm_actions: ['arn:aws:sns:us-east-1:123456789012:on-call'],
        ok_actions: ['arn:aws:sns:us-east-1:123456789012:on-call.fifo'],
        period: 60,
        evaluation_periods: 3,
        lambda_execution_error: 0,
        server_error_rate: 0.5,
        specs_unconfirmed_minutes: 0,
      },
      null,
    ],
    bad: [
      [{ alarm_actions: ['arn:aws:sns:eu-west-1:123456789012:on-call'] }, 'of that Region only'],
      [{ ok_actions: ['on-call'] }, 'arn:aws:sns:us-east-1:ACCOUNT:NAME'],
      [{ sync_alarm_actions: ['on-call'] }, 'in the Region of the bucket'],
      [{ period: 90 }, 'a multiple of 60'],
      [{ period: 7_200 }, '60 to 3600 seconds'],
      [{ evaluation_periods: 0 }, '1 to 24'],
      [{ lambda_validation_error: -1 }, '0, for no alarm, or more'],
      [{ specs_unconfirmed_minutes: 1_441 }, 'a whole number up to 1440'],
    ],
  },
  dashboard: {
    good: [{}, { regions: ['eu-west-1'], log_regions: [] }, null],
    bad: [
      [{ regions: ['Ireland'] }, 'names of AWS Regions'],
      [{ log_regions: ['eu-west'] }, 'such as eu-west-1'],
    ],
  },
  monitored_distribution: {
    good: [{ id: 'E2EXAMPLE' }, null],
    bad: [[{ id: 'd111111abcdef8.cloudfront.net' }, 'named by its ID']],
  },
  access_log_delivery: {
    good: [
      { destination_resource_arn: 'arn:aws:s3:::our-logs' },
      {
        destination_resource_arn: 'arn:aws:s3:::our-logs',
        output_format: 'parquet',
        record_fields: ['timestamp', 'c-ip'],
        s3_delivery_configuration: {
          suffix_path: '{yyyy}/{MM}',
          enable_hive_compatible_path: true,
        },
      },
      {
        destination_resource_arn: 'arn:aws:logs:us-east-1:123456789012:log-group:edge',
        output_format: 'w3c',
        field_delimiter: ',',
      },
      null,
    ],
    bad: [
      [
        { destination_resource_arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:edge' },
        'of a log group in us-east-1',
      ],
      [{ destination_resource_arn: 'our-logs' }, 'must be the ARN'],
      [
        { destination_resource_arn: 'arn:aws:s3:::our-logs', output_format: 'csv' },
        'json, plain, w3c, raw or parquet',
      ],
      [
        { destination_resource_arn: 'arn:aws:s3:::our-logs', field_delimiter: '' },
        '1 to 5 characters',
      ],
    ],
  },
  custom_error_response: {
    good: [
      [],
      [{ error_code: 503 }, { error_code: 404, error_caching_min_ttl: 0 }],
      [{ error_code: 403, response_code: 200, response_page_path: '/index.html' }],
    ],
    bad: [
      [[{ error_code: 200 }], 'one of 400, 403'],
      [[{ error_code: 404, response_code: 302, response_page_path: '/' }], 'one of these or 200'],
      [[{ error_code: 404, response_code: 200 }], 'or neither'],
      [[{ error_code: 404, response_page_path: '/404.html' }], 'or neither'],
      [[{ error_code: 404, response_code: 404, response_page_path: '404' }], 'with a slash'],
      [[{ error_code: 404, error_caching_min_ttl: -1 }], '0 to 31536000'],
      [[{ error_code: 404 }, { error_code: 404 }], 'one custom_error_response only'],
    ],
  },
  origin: {
    good: [
      { domain_name: 'app.example' },
      { domain_name: 'my.site.s3.eu-west-1.amazonaws.com', s3: true },
      {
        domain_name: 'app.example',
        path: '/v2/x',
        protocol_policy: 'http-only',
        custom_headers: { 'x-from': 'edge' },
      },
      null,
    ],
    bad: [
      [{ domain_name: 'https://app.example' }, 'a domain name alone'],
      [{ domain_name: 'app.example/v2' }, 'a domain name alone'],
      [{ domain_name: 'app.example', s3: true }, 'bucket_regional_domain_name'],
      [{ domain_name: 'site.s3.eu-west-1.amazonaws.com' }, 'set s3 to true'],
      [
        { domain_name: 'site.s3-website-eu-west-1.amazonaws.com', s3: true },
        'the endpoint of a website',
      ],
      [{ domain_name: 'app.example', path: 'v2' }, 'begin with a slash'],
      [{ domain_name: 'app.example', path: '/v2/' }, 'begin with a slash'],
      [{ domain_name: 'app.example', protocol_policy: 'https' }, 'https-only, http-only'],
      [{ domain_name: 'app.example', http_port: 81 }, '80, 443 or 1024 to 65535'],
      [{ domain_name: 'app.example', https_port: 65536 }, '80, 443 or 1024 to 65535'],
      [{ domain_name: 'app.example', origin_read_timeout: 0 }, '1 to 180 seconds'],
      [{ domain_name: 'app.example', origin_keepalive_timeout: 181 }, '1 to 180 seconds'],
      [{ domain_name: 'app.example', connection_attempts: 4 }, '1 to 3 connection_attempts'],
      [{ domain_name: 'app.example', connection_timeout: 1.5 }, 'each a whole number'],
      [{ domain_name: 'app.example', vpc_origin_id: 'vpc-1' }, 'the ID of a VPC origin'],
      [{ domain_name: BUCKET_DOMAIN, s3: true, vpc_origin_id: 'vo_1' }, 'is no S3 bucket'],
      [{ domain_name: 'app.example', origin_shield_region: 'Frankfurt' }, 'a Region such as'],
    ],
  },
  origins: {
    good: [
      {},
      {
        app: { domain_name: 'app.example', vpc_origin_id: 'vo_1a2B' },
        'a.bucket': { domain_name: BUCKET_DOMAIN, s3: true, origin_shield_region: 'eu-west-1' },
      },
    ],
    bad: [
      [{ app: { domain_name: 'https://app.example' } }, 'a domain name alone'],
      [{ app: { domain_name: 'app.example', s3: true } }, 'bucket_regional_domain_name'],
      [{ app: { domain_name: 'app.example', path: 'v2' } }, 'begin with a slash'],
      [{ app: { domain_name: 'app.example', protocol_policy: 'tls' } }, 'https-only, http-only'],
      [{ app: { domain_name: 'app.example', connection_attempts: 0 } }, '1 to 3'],
      [{ app: { domain_name: 'app.example', origin_shield_region: 'x' } }, 'a Region such as'],
      [{ origin: { domain_name: 'app.example' } }, 'cannot be origin'],
      [{ 'my app': { domain_name: 'app.example' } }, 'letters, digits and characters of'],
    ],
  },
  origin_groups: {
    good: [
      {},
      { both: { member: [{ origin_id: 'origin' }, { origin_id: 'other' }] } },
      {
        both: {
          member: [{ origin_id: 'a' }, { origin_id: 'b' }],
          failover_criteria: { status_codes: [404, 503] },
        },
      },
    ],
    bad: [
      [{ origin: { member: [{ origin_id: 'a' }, { origin_id: 'b' }] } }, 'cannot be origin'],
      [{ both: { member: [{ origin_id: 'a' }] } }, 'must have two origins as member'],
      [
        {
          both: {
            member: [{ origin_id: 'a' }, { origin_id: 'b' }],
            failover_criteria: { status_codes: [501] },
          },
        },
        'some of 400, 403',
      ],
      [
        {
          both: {
            member: [{ origin_id: 'a' }, { origin_id: 'b' }],
            failover_criteria: { status_codes: [] },
          },
        },
        'some of 400, 403',
      ],
    ],
  },
  policies: {
    good: [
      {},
      { headers: ['X-Theme'], cookies: ['session'], query_string_behavior: 'none' },
      {
        forwarded_headers: ['CloudFront-Viewer-Country'],
        forwarded_cookies: ['a.b'],
        min_ttl: 1,
        default_ttl: 60,
        max_ttl: 60,
      },
    ],
    bad: [
      [{ headers: ['Accept-Encoding'] }, 'in the cache key already'],
      [{ forwarded_headers: ['x theme'] }, 'must be names'],
      [{ cookies: ['a=b'] }, 'must be names'],
      [{ forwarded_cookies: Array.from({ length: 11 }, (_, n) => `c${n}`) }, 'at most 10'],
      [{ query_string_behavior: 'whitelist' }, 'all or none'],
      [{ min_ttl: 60 }, 'none larger than the one after it'],
      [{ max_ttl: 0 }, 'use CachingDisabled'],
    ],
  },
  viewer_protocol_policy: {
    good: ['https-only', 'allow-all'],
    bad: [['http-only', 'redirect-to-https']],
  },
  trusted_key_groups: {
    good: [[KEY_GROUP], [], null],
    bad: [[['my-group'], 'IDs of key groups']],
  },
  lambda_function_association: {
    good: [
      [],
      [{ event_type: 'origin-request', lambda_arn: VERSION }],
      [
        { event_type: 'origin-request', lambda_arn: VERSION, include_body: true },
        { event_type: 'origin-response', lambda_arn: VERSION },
      ],
    ],
    bad: [
      [[{ event_type: 'viewer-request', lambda_arn: VERSION }], 'on viewer events the function'],
      [[{ event_type: 'origin-request', lambda_arn: `${VERSION}:LATEST` }], 'published versions'],
      [
        [
          { event_type: 'origin-request', lambda_arn: VERSION },
          { event_type: 'origin-request', lambda_arn: VERSION },
        ],
        'at most',
      ],
    ],
  },
  realtime_log_config_arn: {
    good: [REALTIME_LOGS, null],
    bad: [['arn:aws:kinesis:us-east-1:123456789012:stream/logs', 'realtime-log-config/NAME']],
  },
  cache_policy: {
    good: ['CachingOptimized', OWN_POLICY, null],
    bad: [
      ['Caching-Optimized', 'UseOriginCacheControlHeaders'],
      ['AllViewer', 'CachingDisabled'],
    ],
  },
  origin_request_policy: {
    good: ['AllViewer', OWN_POLICY, null],
    bad: [['CachingDisabled', 'AllViewerExceptHostHeader']],
  },
  response_headers_policy: {
    good: ['SimpleCORS', OWN_POLICY, null],
    bad: [['CORS', 'SecurityHeadersPolicy']],
  },
  allowed_methods: {
    good: [['HEAD', 'GET'], ['GET', 'HEAD', 'OPTIONS'], ALL_METHODS],
    bad: [
      [['GET'], 'CloudFront allows GET and HEAD'],
      [['GET', 'HEAD', 'POST'], 'CloudFront allows GET and HEAD'],
    ],
  },
  ordered_cache_behaviors: {
    good: [
      [],
      [{ path_pattern: '/a' }, { path_pattern: '/b', cache_policy: OWN_POLICY }],
      [
        {
          path_pattern: '/c',
          edge_function: false,
          origin_request_policy: 'AllViewer',
          response_headers_policy: 'SimpleCORS',
          allowed_methods: ALL_METHODS,
          compress: false,
          viewer_protocol_policy: 'allow-all',
          trusted_key_groups: [KEY_GROUP],
          realtime_log_config_arn: REALTIME_LOGS,
          function_association: [FUNCTION_ON_REQUEST],
          lambda_function_association: [{ event_type: 'origin-response', lambda_arn: VERSION }],
        },
        {
          path_pattern: '/d',
          target_origin_id: 'other',
          edge_function: false,
          trusted_key_groups: [],
          lambda_function_association: [{ event_type: 'viewer-request', lambda_arn: VERSION }],
        },
      ],
    ],
    bad: [
      [[{ path_pattern: '' }], 'A path_pattern'],
      [[{ path_pattern: '/a b' }], 'A path_pattern'],
      [[{ path_pattern: '/a', allowed_methods: ['POST'] }], 'CloudFront allows GET and HEAD'],
      [[{ path_pattern: '/a', cache_policy: 'AllViewer' }], 'the name of a managed policy'],
      [[{ path_pattern: '/a', origin_request_policy: 'x' }], 'the name of a managed policy'],
      [[{ path_pattern: '/a', response_headers_policy: 'x' }], 'the name of a managed policy'],
      [[{ path_pattern: '/a', viewer_protocol_policy: 'http' }], 'https-only or allow-all'],
      [[{ path_pattern: '/a', trusted_key_groups: ['x'] }], 'as the inputs of these names'],
      [[{ path_pattern: '/a', realtime_log_config_arn: 'x' }], 'as the inputs of these names'],
      [
        [
          {
            path_pattern: '/a',
            lambda_function_association: [{ event_type: 'viewer-request', lambda_arn: VERSION }],
          },
        ],
        'with edge_function = false viewer-request',
      ],
      [
        [
          {
            path_pattern: '/a',
            edge_function: false,
            lambda_function_association: [{ event_type: 'request', lambda_arn: VERSION }],
          },
        ],
        'one for each event_type at most',
      ],
      [
        [{ path_pattern: '/a', function_association: [FUNCTION_ON_REQUEST] }],
        'needs edge_function = false',
      ],
      [
        [
          {
            path_pattern: '/a',
            edge_function: false,
            function_association: [FUNCTION_ON_REQUEST],
            lambda_function_association: [{ event_type: 'viewer-response', lambda_arn: VERSION }],
          },
        ],
        'one kind of function',
      ],
      [
        [
          {
            path_pattern: '/a',
            edge_function: false,
            function_association: [FUNCTION_ON_REQUEST, FUNCTION_ON_REQUEST],
          },
        ],
        'must name CloudFront Functions',
      ],
    ],
  },
};
