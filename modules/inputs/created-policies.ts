import { isExpression } from '../terraform/expression';
import {
  allOf,
  type Check,
  hasLength,
  hasShape,
  isOneOf,
  isWhole,
  ofAttribute,
  ofEvery,
} from './check';
import type { Inputs } from './input';
import { bool, number, object, text, texts } from './type';

const YEAR = 31_536_000;
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies
export const MAX_IN_POLICY = 10;

/** CloudFront normalizes the one by itself, and has another place for the other. */
const RESERVED = ['accept-encoding', 'cookie'];

const IS_HEADER: Check = allOf(hasShape(/^[A-Za-z0-9-]+$/), {
  holds: (name: string) => !RESERVED.includes(name.toLowerCase()),
  hcl: (it) => `!contains(${JSON.stringify(RESERVED).replaceAll(',', ', ')}, lower(${it}))`,
});
const HEADERS = allOf(hasLength(0, MAX_IN_POLICY), ofEvery(IS_HEADER, 'header'));
const COOKIES = allOf(hasLength(0, MAX_IN_POLICY), ofEvery(hasShape(/^[^\s;,="]+$/), 'cookie'));

interface Ttls {
  readonly minTtl?: number;
  readonly defaultTtl?: number;
  readonly maxTtl?: number;
}

const ARE_IN_ORDER: Check = {
  holds: ({ minTtl = 0, defaultTtl = 0, maxTtl = YEAR }: Ttls) =>
    [minTtl, defaultTtl, maxTtl].some(isExpression) ||
    (minTtl <= defaultTtl && defaultTtl <= maxTtl),
  hcl: (it) => `${it}.min_ttl <= ${it}.default_ttl && ${it}.default_ttl <= ${it}.max_ttl`,
};

export const createdPolicies = {
  create_policies: {
    type: bool,
    description:
      'Controls if a cache policy, an origin request policy and a response headers policy are created from what the routes need: a header that a route sets is part of the cache key and reaches the origin, and browsers ask again for what the origin says nothing about. Cache behaviors use them where they name no other; for another distribution there are the outputs cache_policy_id, origin_request_policy_id and response_headers_policy_id.',
    default: false,
  },
  policies: {
    type: object('PoliciesInput', {
      headers: {
        type: texts,
        description:
          'Further request headers in the cache key, which the origin gets, too: those that a handler of your own sets, or that your origin decides by.',
        default: [],
      },
      cookies: {
        type: texts,
        description: 'Cookies in the cache key, which the origin gets, too.',
        default: [],
      },
      query_string_behavior: {
        type: text,
        description: 'Query strings in the cache key, and for the origin: `all` or `none`.',
        default: 'all',
      },
      forwarded_headers: {
        type: texts,
        description: 'Request headers that the origin gets and that are not in the cache key.',
        default: [],
      },
      forwarded_cookies: {
        type: texts,
        description: 'Cookies that the origin gets and that are not in the cache key.',
        default: [],
      },
      min_ttl: {
        type: number,
        description: 'Least number of seconds in the cache, whatever the origin says.',
        default: 0,
      },
      default_ttl: {
        type: number,
        description: 'Number of seconds in the cache where the origin says nothing.',
        default: 0,
      },
      max_ttl: {
        type: number,
        description: 'Largest number of seconds in the cache, whatever the origin says.',
        default: YEAR,
      },
    }),
    description: 'What create_policies puts into the policies besides.',
    default: {},
    rules: [
      {
        ...allOf(
          ofAttribute('headers', HEADERS),
          ofAttribute('cookies', COOKIES),
          ofAttribute('forwarded_headers', HEADERS),
          ofAttribute('forwarded_cookies', COOKIES),
        ),
        message: `The headers, cookies, forwarded_headers and forwarded_cookies of policies must be names, at most ${MAX_IN_POLICY} of each; Accept-Encoding is in the cache key already, and Cookie is cookies.`,
      },
      {
        ...ofAttribute('query_string_behavior', isOneOf(['all', 'none'])),
        message: 'The query_string_behavior of policies must be all or none.',
      },
      {
        ...allOf(
          ofAttribute('min_ttl', isWhole(0, YEAR)),
          ofAttribute('default_ttl', isWhole(0, YEAR)),
          ofAttribute('max_ttl', isWhole(1, YEAR)),
          ARE_IN_ORDER,
        ),
        message: `The min_ttl, default_ttl and max_ttl of policies must be whole numbers of seconds, 0 to ${YEAR}, none larger than the one after it, and max_ttl at least 1: use CachingDisabled where nothing is to be cached.`,
      },
    ],
  },
} as const satisfies Inputs;
