import { describe, expect, it } from '@jest/globals';
import { distributionOf, plain, withVariables } from '../support/modules/edge';

const DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
const SECURITY = '67f7725c-6f97-4210-82d7-5512b31e9d03';
const OWN = '11111111-2222-3333-4444-555555555555';
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
    expect(distributionOf({ resource }).default_cache_behavior).toMatchObject({
      cache_policy_id: `\${try(local.${table}[var.cache_policy], var.cache_policy)}`,
      response_headers_policy_id: `\${try(local.${table}[var.response_headers_policy], var.response_headers_policy)}`,
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
      { path_pattern: '/app/*', ...Object(default_cache_behavior) },
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
      },
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
          /^\$\{try\(local\.\S+\[(coalesce\(ordered_cache_behavior\.value\.cache_policy, var\.cache_policy\))\], \1, null\)\}$/,
        ),
        dynamic: {
          lambda_function_association: [
            {
              for_each: expect.stringMatching(
                /^\$\{ordered_cache_behavior\.value\.edge_function \? local\.\S+ : \[\]\}$/,
              ),
              content: { event_type: '${lambda_function_association.value}' },
            },
          ],
        },
      },
    });
  });
});
