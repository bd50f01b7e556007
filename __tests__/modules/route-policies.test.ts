import { describe, expect, it } from '@jest/globals';
import type { StatsigEdgeInputs } from '../../modules/statsig-edge-inputs';
import { distributionOf, plain, withVariables } from '../support/modules/edge';
import type { Synthesized } from '../support/modules/synthesize';

const routed = (inputs: Partial<StatsigEdgeInputs> = {}) =>
  plain({
    createPolicies: true,
    origin: { domainName: 'app.example' },
    routes: [
      { path: '/a', action: 'header', gate: 'new_home', header: 'X-Home' },
      { path: '/b', action: 'header', gate: 'new_home', header: 'x-home' },
      { path: '/c', action: 'rewrite', gate: 'new_home', on: '/new' },
    ],
    ...inputs,
  });

const madeForRoutes = ({ resource }: Pick<Synthesized, 'resource'>, type: string) => {
  const all = Object.values(resource[`aws_cloudfront_${type}`] ?? {});
  return all.filter(({ name }) => name === 'statsig-edge');
};

describe('the policies of the routes', () => {
  it('have what routes decide in the cache key, and tell it to the origin', () => {
    const stack = routed();
    const headers = { header_behavior: 'whitelist', headers: { items: ['x-home'] } };
    const others = {
      cookies_config: { cookie_behavior: 'none' },
      query_strings_config: { query_string_behavior: 'all' },
    };
    expect(madeForRoutes(stack, 'cache_policy')).toEqual([
      expect.objectContaining({
        min_ttl: 0,
        default_ttl: 0,
        max_ttl: 31_536_000,
        parameters_in_cache_key_and_forwarded_to_origin: {
          enable_accept_encoding_brotli: true,
          enable_accept_encoding_gzip: true,
          headers_config: headers,
          ...others,
        },
      }),
    ]);
    expect(madeForRoutes(stack, 'origin_request_policy')).toEqual([
      expect.objectContaining({ headers_config: headers, ...others }),
    ]);
  });

  it('have browsers ask again for what differs between visitors', () => {
    expect(madeForRoutes(routed(), 'response_headers_policy')).toEqual([
      expect.objectContaining({
        custom_headers_config: {
          items: [{ header: 'Cache-Control', value: 'private, no-cache', override: false }],
        },
      }),
    ]);
  });

  it('have what you name besides', () => {
    const stack = routed({
      policies: {
        headers: ['Accept-Language'],
        cookies: ['session'],
        forwardedHeaders: ['CloudFront-Viewer-Country'],
        forwardedCookies: ['seen'],
        queryStringBehavior: 'none',
        defaultTtl: 60,
      },
    });
    expect(madeForRoutes(stack, 'cache_policy')).toMatchObject([
      {
        default_ttl: 60,
        parameters_in_cache_key_and_forwarded_to_origin: {
          headers_config: { headers: { items: ['x-home', 'accept-language'] } },
          cookies_config: { cookie_behavior: 'whitelist', cookies: { items: ['session'] } },
          query_strings_config: { query_string_behavior: 'none' },
        },
      },
    ]);
    expect(madeForRoutes(stack, 'origin_request_policy')).toMatchObject([
      {
        headers_config: {
          headers: { items: ['x-home', 'accept-language', 'cloudfront-viewer-country'] },
        },
        cookies_config: { cookies: { items: ['session', 'seen'] } },
        query_strings_config: { query_string_behavior: 'none' },
      },
    ]);
  });

  it('are of no header where no route sets one', () => {
    const stack = routed({ routes: [{ action: 'pass' }] });
    expect(madeForRoutes(stack, 'origin_request_policy')).toMatchObject([
      { headers_config: { header_behavior: 'none' } },
    ]);
  });

  it('hold no more headers than CloudFront takes', () => {
    const names = Array.from({ length: 10 }, (_, index) => `x-${index}`);
    const forwardedCookies = names;
    expect(() => routed({ policies: { headers: names } })).toThrow('at most 10 headers');
    expect(() => routed({ policies: { forwardedHeaders: names } })).toThrow('at most 10 headers');
    expect(() => routed({ policies: { cookies: ['a'], forwardedCookies } })).toThrow('10 cookies');
  });

  it('are used where no other is named, and told for another distribution', () => {
    const stack = routed({
      origins: { media: { domainName: 'media.s3.amazonaws.com', s3: true } },
      orderedCacheBehaviors: [
        { pathPattern: '/media/*', targetOriginId: 'media', cachePolicy: 'CachingOptimized' },
      ],
    });
    const { default_cache_behavior, ordered_cache_behavior } = distributionOf(stack);
    // What Terraform decides, with the locals that it refers to in their places.
    const used = JSON.stringify(default_cache_behavior).replace(/local\.([\w-]+)/g, (_, name) =>
      String(stack.locals[name]),
    );
    for (const type of ['cache_policy', 'origin_request_policy', 'response_headers_policy']) {
      const told = String(stack.output[`${type}_id`]?.value);
      expect(told).toMatch(new RegExp(`aws_cloudfront_${type}\\.`));
      expect(used).toContain(told.slice(2, -1));
    }
    expect(ordered_cache_behavior).toMatchObject([
      { cache_policy_id: '658327ea-f89d-4fab-a63d-7e88639e58f6' },
    ]);
    expect(Object(ordered_cache_behavior)[0]).not.toHaveProperty('origin_request_policy_id');
  });

  it('are left out unless they are asked for', () => {
    const { output } = plain();
    expect(output.cache_policy_id?.value).toBeUndefined();
    expect(madeForRoutes(plain(), 'cache_policy')).toEqual([]);
  });

  it('are what Terraform decides with variables', () => {
    const { locals, resource } = withVariables();
    const [name] =
      Object.entries(locals).find(([, value]) =>
        String(value).includes('lower(route.header) if'),
      ) ?? [];
    const policies = Object.values(resource.aws_cloudfront_origin_request_policy ?? {});
    expect(policies).toMatchObject([{ count: '${var.create && var.create_policies ? 1 : 0}' }]);
    expect(locals[name ?? '']).toBe(
      '${distinct(concat([for route in coalesce(var.routes, []) : lower(route.header) if route.header != null], [for name in var.policies.headers : lower(name)]))}',
    );
    expect(Object.values(resource.aws_cloudfront_cache_policy ?? {})).toContainEqual(
      expect.objectContaining({
        parameters_in_cache_key_and_forwarded_to_origin: expect.objectContaining({
          headers_config: {
            header_behavior: `\${length(local.${name}) > 0 ? "whitelist" : "none"}`,
            dynamic: {
              headers: [
                {
                  for_each: `\${length(local.${name}) > 0 ? [1] : []}`,
                  content: { items: `\${local.${name}}` },
                },
              ],
            },
          },
        }),
      }),
    );
  });
});
