import { CloudfrontCachePolicy } from '@cdktf/provider-aws/lib/cloudfront-cache-policy';
import { CloudfrontOriginRequestPolicy } from '@cdktf/provider-aws/lib/cloudfront-origin-request-policy';
import { CloudfrontResponseHeadersPolicy } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { MAX_IN_POLICY } from './inputs/created-policies';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import {
  haveAtMost,
  haveSome,
  headersOfRoutes,
  joined,
  lowered,
  type Names,
} from './route-headers';
import { putOptionalBlock } from './terraform/block';
import { both, type Condition, choose } from './terraform/condition';
import { section } from './terraform/explain';
import { numberOf } from './terraform/expression';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';
import { requirement } from './terraform/requirement';

export type RoutePoliciesProps = Pick<
  ResolvedInputs,
  'create' | 'createPolicies' | 'policies' | 'name' | 'routes'
>;

/**
 * What CloudFront has to be told of the routes: what they decide is in the cache key and reaches the origin, so that
 * nobody gets from the cache what was decided for others.
 */
export class RoutePolicies extends Construct {
  readonly cache: Optional<CloudfrontCachePolicy>;
  readonly originRequest: Optional<CloudfrontOriginRequestPolicy>;
  readonly responseHeaders: Optional<CloudfrontResponseHeadersPolicy>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RoutePoliciesProps,
  ) {
    super(scope, id);
    section(this, 'policies.tf', 'Policies: what the cache and the origin are told of the routes');
    const there = both(props.create, props.createPolicies);
    const headers = local<string[]>(
      this,
      'variant-headers',
      joined(headersOfRoutes(props.routes), lowered(this.#names('headers'))),
      'What routes decide is told by headers. A path that they rewrite is part of every cache key.',
    );
    this.cache = this.#cache(there, headers, this.#names('cookies'));
    this.originRequest = this.#originRequest(
      there,
      local<string[]>(
        this,
        'forwarded-headers',
        joined(headers, lowered(this.#names('forwardedHeaders'))),
      ),
      local<string[]>(
        this,
        'forwarded-cookies',
        joined(this.#names('cookies'), this.#names('forwardedCookies')),
      ),
    );
    this.responseHeaders = this.#responseHeaders(there);
  }

  #cache(there: Condition, headers: Names, cookies: Names): Optional<CloudfrontCachePolicy> {
    const { name, policies } = this.props;
    return new Optional(there, (meta) => {
      const policy = new CloudfrontCachePolicy(this, 'cache', {
        ...meta,
        name,
        comment: `${name}: what routes decide by`,
        minTtl: numberOf(member(policies, 'minTtl')),
        defaultTtl: numberOf(member(policies, 'defaultTtl')),
        maxTtl: numberOf(member(policies, 'maxTtl')),
        parametersInCacheKeyAndForwardedToOrigin: {
          enableAcceptEncodingBrotli: true,
          enableAcceptEncodingGzip: true,
          headersConfig: { headerBehavior: behavior(headers) },
          cookiesConfig: { cookieBehavior: behavior(cookies) },
          queryStringsConfig: this.#queryStrings(),
        },
      });
      putNames(policy, 'parameters_in_cache_key_and_forwarded_to_origin.', { headers, cookies });
      return policy;
    });
  }

  #originRequest(
    there: Condition,
    headers: Names,
    cookies: Names,
  ): Optional<CloudfrontOriginRequestPolicy> {
    const { name } = this.props;
    return new Optional(there, (meta) => {
      const policy = new CloudfrontOriginRequestPolicy(this, 'origin-request', {
        ...meta,
        name,
        comment: `${name}: what routes decided`,
        headersConfig: { headerBehavior: behavior(headers) },
        cookiesConfig: { cookieBehavior: behavior(cookies) },
        queryStringsConfig: this.#queryStrings(),
        lifecycle: {
          precondition: requirement(
            both(haveAtMost(headers, MAX_IN_POLICY), haveAtMost(cookies, MAX_IN_POLICY)),
            `CloudFront takes at most ${MAX_IN_POLICY} headers and ${MAX_IN_POLICY} cookies in a policy, those of the routes included: name fewer in policies, or let routes share headers.`,
          ),
        },
      });
      putNames(policy, '', { headers, cookies });
      return policy;
    });
  }

  #responseHeaders(there: Condition): Optional<CloudfrontResponseHeadersPolicy> {
    const { name } = this.props;
    return new Optional(
      there,
      (meta) =>
        new CloudfrontResponseHeadersPolicy(this, 'response-headers', {
          ...meta,
          name,
          comment: `${name}: what browsers keep of it`,
          customHeadersConfig: {
            items: [{ header: 'Cache-Control', value: 'private, no-cache', override: false }],
          },
        }),
    ).because({
      'custom_headers_config.items':
        "What a visitor is given may change, and is another visitor's not at all. It is for browsers and proxies: CloudFront's own cache goes by what the origin says.",
    });
  }

  #queryStrings() {
    return { queryStringBehavior: String(member(this.props.policies, 'queryStringBehavior')) };
  }

  #names(of: 'headers' | 'cookies' | 'forwardedHeaders' | 'forwardedCookies'): Names {
    return member(this.props.policies, of) as Names;
  }
}

function putNames(
  policy: TerraformResource,
  within: string,
  { headers, cookies }: Readonly<Record<'headers' | 'cookies', Names>>,
): void {
  const items = (names: Names) => () => ({ items: names });
  putOptionalBlock(policy, `${within}headers_config.headers`, haveSome(headers), items(headers));
  putOptionalBlock(policy, `${within}cookies_config.cookies`, haveSome(cookies), items(cookies));
}

function behavior(names: Names): string {
  return String(
    choose(
      haveSome(names),
      () => 'whitelist',
      () => 'none',
    ),
  );
}
