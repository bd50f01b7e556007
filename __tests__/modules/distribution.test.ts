import { describe, expect, it } from '@jest/globals';
import { distributionOf, plain, withVariables } from '../support/modules/edge';

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/abc';
const WEB_ACL = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/1234';

describe('the distribution', () => {
  it('asks the published version on viewer-request, and lets it write the cookie on viewer-response', () => {
    const { resource } = plain();
    const [name] = Object.keys(resource.aws_lambda_function ?? {});
    const association = (event_type: string) => ({
      event_type,
      include_body: false,
      lambda_arn: `\${aws_lambda_function.${name}.qualified_arn}`,
    });
    expect(distributionOf({ resource }).default_cache_behavior).toMatchObject({
      lambda_function_association: [association('viewer-request'), association('viewer-response')],
      allowed_methods: ['GET', 'HEAD'],
      viewer_protocol_policy: 'redirect-to-https',
      cache_policy_id: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    });
  });

  it('leaves viewer-response alone where no cookie is written', () => {
    const { resource } = plain({ identity: { stableIdCookie: false } });
    const { default_cache_behavior } = distributionOf({ resource });
    expect(default_cache_behavior).toMatchObject({
      lambda_function_association: [{ event_type: 'viewer-request' }],
    });
  });

  it('has its own certificate, or that of CloudFront', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/abc';
    const own = plain({ aliases: ['a.example'], certificateArn });
    expect(distributionOf(own).viewer_certificate).toEqual({
      acm_certificate_arn: certificateArn,
      cloudfront_default_certificate: false,
      minimum_protocol_version: 'TLSv1.2_2021',
      ssl_support_method: 'sni-only',
    });
    expect(distributionOf(plain()).viewer_certificate).toEqual({
      cloudfront_default_certificate: true,
    });
  });

  it('refuses aliases without a certificate', () => {
    expect(() => plain({ aliases: ['a.example'] })).toThrow('certificate');
  });

  it('is as the guide has it, unless told otherwise', () => {
    const distribution = distributionOf(plain());
    expect(distribution).toMatchObject({
      enabled: true,
      custom_error_response: [],
      comment: 'statsig-edge',
      http_version: 'http2and3',
      is_ipv6_enabled: true,
      price_class: 'PriceClass_All',
      restrictions: { geo_restriction: { restriction_type: 'none', locations: [] } },
      retain_on_delete: false,
      wait_for_deployment: true,
    });
    for (const absent of ['web_acl_id', 'default_root_object', 'logging_config']) {
      expect(distribution).not.toHaveProperty(absent);
    }
  });

  it('takes what a platform team has rules for', () => {
    const distribution = distributionOf(
      plain({
        enabled: false,
        customErrorResponse: [
          { errorCode: 403, responseCode: 200, responsePagePath: '/index.html' },
          { errorCode: 503, errorCachingMinTtl: 0 },
        ],
        comment: 'Gates of the shop',
        aliases: ['shop.example'],
        certificateArn: CERTIFICATE,
        minimumProtocolVersion: 'TLSv1.2_2025',
        webAclId: WEB_ACL,
        priceClass: 'PriceClass_100',
        httpVersion: 'http2',
        isIpv6Enabled: false,
        geoRestriction: { restrictionType: 'whitelist', locations: ['CH', 'LI'] },
        accessLogs: { bucket: 'logs.s3.amazonaws.com', prefix: 'edge/', includeCookies: true },
        defaultRootObject: 'index.html',
        waitForDeployment: false,
        retainOnDelete: true,
        tags: { team: 'web' },
      }),
    );
    expect(distribution).toMatchObject({
      enabled: false,
      custom_error_response: [
        {
          error_code: 403,
          response_code: 200,
          response_page_path: '/index.html',
          error_caching_min_ttl: 10,
        },
        { error_code: 503, error_caching_min_ttl: 0 },
      ],
      comment: 'Gates of the shop',
      aliases: ['shop.example'],
      viewer_certificate: { minimum_protocol_version: 'TLSv1.2_2025' },
      web_acl_id: WEB_ACL,
      price_class: 'PriceClass_100',
      http_version: 'http2',
      is_ipv6_enabled: false,
      restrictions: {
        geo_restriction: { restriction_type: 'whitelist', locations: ['CH', 'LI'] },
      },
      logging_config: { bucket: 'logs.s3.amazonaws.com', prefix: 'edge/', include_cookies: true },
      default_root_object: 'index.html',
      wait_for_deployment: false,
      retain_on_delete: true,
      tags: { team: 'web' },
    });
  });

  it('has Terraform decide on all that with variables', () => {
    expect(distributionOf(withVariables())).toMatchObject({
      enabled: '${var.enabled}',
      comment: '${coalesce(var.comment, var.name)}',
      aliases: '${var.aliases}',
      viewer_certificate: {
        cloudfront_default_certificate: '${var.certificate_arn == null}',
        minimum_protocol_version:
          '${var.certificate_arn != null ? var.minimum_protocol_version : null}',
      },
      web_acl_id: '${var.web_acl_id}',
      price_class: '${var.price_class}',
      http_version: '${var.http_version}',
      is_ipv6_enabled: '${var.is_ipv6_enabled}',
      restrictions: {
        geo_restriction: {
          restriction_type: '${var.geo_restriction.restriction_type}',
          locations: '${var.geo_restriction.locations}',
        },
      },
      dynamic: {
        custom_error_response: [
          {
            for_each: '${var.custom_error_response}',
            content: expect.objectContaining({
              error_code: '${custom_error_response.value.error_code}',
              response_page_path: '${custom_error_response.value.response_page_path}',
            }),
          },
        ],
        logging_config: [
          {
            for_each: '${var.access_logs != null ? [1] : []}',
            content: {
              bucket: '${var.access_logs.bucket}',
              prefix: '${var.access_logs.prefix}',
              include_cookies: '${var.access_logs.include_cookies}',
            },
          },
        ],
      },
      default_root_object: '${var.default_root_object}',
      wait_for_deployment: '${var.wait_for_deployment}',
      retain_on_delete: '${var.retain_on_delete}',
    });
  });

  const rewrite = { action: 'rewrite', gate: 'new_home', on: '/new/index.html' };

  it('has nowhere to send requests on to without an origin', () => {
    expect(() => plain({ routes: [rewrite] })).toThrow('give yours as origin');
    const origin = { domainName: 'app.example' };
    expect(() => plain({ routes: [rewrite], origin })).not.toThrow();
    expect(() => plain({ routes: [rewrite], createDistribution: false })).not.toThrow();
  });

  it('names no origin that is not there, and none twice', () => {
    const app = { domainName: 'app.example' };
    const group = { member: [{ originId: 'app' }, { originId: 'origin' }] };
    const refused: Parameters<typeof plain>[0][] = [
      { origins: { app } },
      { targetOriginId: 'app' },
      { orderedCacheBehaviors: [{ pathPattern: '/a', targetOriginId: 'app' }] },
      { origin: app, originGroups: { both: group } },
      { origin: app, origins: { app }, originGroups: { app: group } },
      { origins: { app }, targetOriginId: 'app', originGroups: { both: group } },
    ];
    for (const inputs of refused) expect(() => plain(inputs)).toThrow('Each target_origin_id');
    const originGroups = { both: group };
    plain({ origins: { app }, targetOriginId: 'app' });
    plain({ origin: app, origins: { app }, originGroups, targetOriginId: 'both' });
  });

  it('sends what writes to no group of origins', () => {
    const allowedMethods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];
    const site = {
      origin: { domainName: 'app.example' },
      origins: { other: { domainName: 'other.example' } },
      originGroups: { both: { member: [{ originId: 'origin' }, { originId: 'other' }] } },
    };
    const refused: Parameters<typeof plain>[0][] = [
      { targetOriginId: 'both', allowedMethods },
      { targetOriginId: 'both', orderedCacheBehaviors: [{ pathPattern: '/a', allowedMethods }] },
      { allowedMethods, orderedCacheBehaviors: [{ pathPattern: '/a', targetOriginId: 'both' }] },
    ];
    for (const inputs of refused) {
      expect(() => plain({ ...site, ...inputs })).toThrow('no request that writes');
    }
    const api = { pathPattern: '/api/*', targetOriginId: 'origin', allowedMethods };
    plain({ ...site, targetOriginId: 'both', orderedCacheBehaviors: [api] });
  });

  it('has Terraform look for one with variables', () => {
    expect(distributionOf(withVariables()).lifecycle).toMatchObject({
      precondition: expect.arrayContaining([
        expect.objectContaining({
          condition:
            '${var.origin != null || length(var.origins) > 0 || alltrue([for route in coalesce(var.routes, []) : !contains(["header", "rewrite", "block", "pass"], route.action)])}',
        }),
      ]),
    });
  });
});
