import { describe, expect, it } from '@jest/globals';
import { distributionOf, plain, withVariables } from '../support/modules/edge';

const DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
const SECURITY = '67f7725c-6f97-4210-82d7-5512b31e9d03';
const OWN = '11111111-2222-3333-4444-555555555555';
const ALL_BUT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:other:7';
const FUNCTION = 'arn:aws:cloudfront::123456789012:function/index-html';
const REALTIME_LOGS = 'arn:aws:cloudfront::123456789012:realtime-log-config/edge';
const KEY_GROUP = '0a1b2c3d-1111-2222-3333-444455556666';
const BUCKET = { domainName: 'media.s3.eu-west-1.amazonaws.com', s3: true };
const ALL = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];

describe('the default cache behavior', () => {
  it('takes policies by name and by ID, methods, and leaves what is compressed alone', () => {
    const { default_cache_behavior } = distributionOf(
      plain({
        cachePolicy: 'CachingOptimized',
        originRequestPolicy: OWN,
        responseHeadersPolicy: 'SecurityHeadersPolicy',
        allowedMethods: ALL,
        compress: false,
      }),
    );
    expect(default_cache_behavior).toMatchObject({
      cache_policy_id: OPTIMIZED,
      origin_request_policy_id: OWN,
      response_headers_policy_id: SECURITY,
      allowed_methods: ALL,
      cached_methods: ['GET', 'HEAD'],
      compress: false,
    });
  });

  it('looks the policies of variables up where Terraform can', () => {
    const { resource, locals } = withVariables();
    const [table, policies] =
      Object.entries(locals).find(([, value]) => 'CachingDisabled' in Object(value)) ?? [];
    expect(policies).toMatchObject({ CachingDisabled: DISABLED, AllViewer: ALL_VIEWER });
    const nameOf = (value: RegExp) =>
      Object.entries(locals).find(([, text]) => value.test(String(text)))?.[0];
    const cache = nameOf(
      /^\$\{coalesce\(var\.cache_policy, coalesce\(one\(\S+\), "CachingDisabled"\)\)\}$/,
    );
    const response = nameOf(/^\$\{var\.response_headers_policy == null \? one\(/);
    expect(distributionOf({ resource }).default_cache_behavior).toMatchObject({
      cache_policy_id: `\${try(local.${table}[local.${cache}], local.${cache})}`,
      response_headers_policy_id: `\${try(local.${table}[local.${response}], local.${response})}`,
      allowed_methods: '${var.allowed_methods}',
      compress: '${var.compress}',
    });
  });
});

describe('the ordered cache behaviors', () => {
  it('are as the default one, where they say nothing else', () => {
    const { default_cache_behavior, ordered_cache_behavior } = distributionOf(
      plain({
        originRequestPolicy: 'AllViewer',
        orderedCacheBehaviors: [
          { pathPattern: '/app/*' },
          {
            pathPattern: '/assets/*',
            edgeFunction: false,
            cachePolicy: 'CachingOptimized',
            originRequestPolicy: OWN,
            responseHeadersPolicy: 'SecurityHeadersPolicy',
            allowedMethods: ALL,
            compress: false,
          },
        ],
      }),
    );
    expect(ordered_cache_behavior).toEqual([
      { path_pattern: '/app/*', ...Object(default_cache_behavior), function_association: [] },
      {
        path_pattern: '/assets/*',
        target_origin_id: 'origin',
        viewer_protocol_policy: 'redirect-to-https',
        allowed_methods: ALL,
        cached_methods: ['GET', 'HEAD'],
        compress: false,
        cache_policy_id: OPTIMIZED,
        origin_request_policy_id: OWN,
        response_headers_policy_id: SECURITY,
        lambda_function_association: [],
        function_association: [],
      },
    ]);
  });

  it('go to origins of their own, signed, logged and with functions of others', () => {
    const app = { domainName: 'app.example' };
    const lambda = { eventType: 'origin-request', lambdaArn: LAMBDA };
    const ours = { event_type: 'viewer-request', include_body: false };
    const { default_cache_behavior, ordered_cache_behavior } = distributionOf(
      plain({
        origin: app,
        origins: { media: BUCKET, app },
        identity: { stableIdCookie: false },
        viewerProtocolPolicy: 'https-only',
        trustedKeyGroups: [KEY_GROUP],
        realtimeLogConfigArn: REALTIME_LOGS,
        lambdaFunctionAssociation: [lambda],
        orderedCacheBehaviors: [
          { pathPattern: '/app/*', targetOriginId: 'app' },
          {
            pathPattern: '/media/*',
            targetOriginId: 'media',
            edgeFunction: false,
            viewerProtocolPolicy: 'allow-all',
            trustedKeyGroups: [],
            lambdaFunctionAssociation: [],
            functionAssociation: [{ eventType: 'viewer-request', functionArn: FUNCTION }],
          },
        ],
      }),
    );
    const all = {
      viewer_protocol_policy: 'https-only',
      trusted_key_groups: [KEY_GROUP],
      realtime_log_config_arn: REALTIME_LOGS,
      lambda_function_association: [
        expect.objectContaining(ours),
        { event_type: 'origin-request', lambda_arn: LAMBDA, include_body: false },
      ],
    };
    expect(default_cache_behavior).toMatchObject({ target_origin_id: 'origin', ...all });
    expect(ordered_cache_behavior).toMatchObject([
      { target_origin_id: 'app', ...all },
      {
        target_origin_id: 'media',
        viewer_protocol_policy: 'allow-all',
        trusted_key_groups: [],
        realtime_log_config_arn: REALTIME_LOGS,
        lambda_function_association: [],
        function_association: [{ event_type: 'viewer-request', function_arn: FUNCTION }],
      },
    ]);
    // The bucket has no use for the headers of a viewer.
    expect(ordered_cache_behavior).toMatchObject([
      { origin_request_policy_id: ALL_BUT_HOST },
      expect.not.objectContaining({ origin_request_policy_id: expect.anything() }),
    ]);
  });

  it('are as many as Terraform finds in a variable', () => {
    const { dynamic } = distributionOf(withVariables()) as {
      dynamic: Record<string, { for_each: string; content: Record<string, unknown> }[]>;
    };
    const [behavior] = dynamic.ordered_cache_behavior ?? [];
    const own = (name: string) => `ordered_cache_behavior.value.${name}`;
    expect(behavior).toMatchObject({
      for_each: '${var.ordered_cache_behaviors}',
      content: {
        path_pattern: `\${${own('path_pattern')}}`,
        allowed_methods: `\${coalesce(${own('allowed_methods')}, var.allowed_methods)}`,
        compress: `\${coalesce(${own('compress')}, var.compress)}`,
        cache_policy_id: expect.stringMatching(
          /^\$\{try\(local\.\S+\[(coalesce\(ordered_cache_behavior\.value\.cache_policy, local\.\S+\))\], \1, null\)\}$/,
        ),
        dynamic: {
          lambda_function_association: [
            {
              for_each: expect.stringMatching(
                /^\$\{ordered_cache_behavior\.value\.edge_function \? local\.\S+ : \[\]\}$/,
              ),
              content: { event_type: '${lambda_function_association.value}' },
            },
            {
              for_each: `\${${own('lambda_function_association')} == null ? var.lambda_function_association : ${own('lambda_function_association')}}`,
              content: { lambda_arn: '${lambda_function_association.value.lambda_arn}' },
            },
          ],
          function_association: [
            {
              for_each: `\${${own('function_association')}}`,
              content: { function_arn: '${function_association.value.function_arn}' },
            },
          ],
        },
      },
    });
  });
});
