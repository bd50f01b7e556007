import {
  CACHE_POLICIES,
  ORIGIN_REQUEST_POLICIES,
  RESPONSE_HEADERS_POLICIES,
} from '../managed-policies';
import { isExpression } from '../terraform/expression';
import { type Inputs, matches } from './input';
import { PolicyNames } from './policies';
import { bool, list, object, text, texts } from './type';

const cachePolicies = new PolicyNames(CACHE_POLICIES);
const originRequestPolicies = new PolicyNames(ORIGIN_REQUEST_POLICIES);
const responseHeadersPolicies = new PolicyNames(RESPONSE_HEADERS_POLICIES);

// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html
const METHODS = ['GET HEAD', 'GET HEAD OPTIONS', 'DELETE GET HEAD OPTIONS PATCH POST PUT'];
const METHODS_MESSAGE =
  'CloudFront allows GET and HEAD; GET, HEAD and OPTIONS; or all of GET, HEAD, OPTIONS, PUT, POST, PATCH and DELETE.';

const behavior = object('OrderedCacheBehaviorInput', {
  path_pattern: { type: text, description: 'Path pattern of the behavior, such as `/assets/*`.' },
  edge_function: {
    type: bool,
    description: 'Controls if the function runs on these paths.',
    default: true,
  },
  cache_policy: { type: text, description: 'Cache policy, by ID or name.', default: null },
  origin_request_policy: {
    type: text,
    description: 'Origin request policy, by ID or name.',
    default: null,
  },
  response_headers_policy: {
    type: text,
    description: 'Response headers policy, by ID or name.',
    default: null,
  },
  allowed_methods: {
    type: texts,
    description: 'HTTP methods that CloudFront accepts.',
    default: null,
  },
  compress: {
    type: bool,
    description: "Controls if CloudFront compresses the origin's responses.",
    default: null,
  },
});

interface Behavior {
  readonly allowedMethods?: string[] | null;
  readonly cachePolicy?: string | null;
  readonly originRequestPolicy?: string | null;
  readonly responseHeadersPolicy?: string | null;
}

/** What the distribution does with a request, beside asking the function. */
export const cacheBehavior = {
  cache_policy: {
    type: text,
    description:
      "Cache policy for the origin's responses: the ID of a policy, or the name of one that AWS manages. A header that a route sets must be part of its cache key.",
    default: 'CachingDisabled',
    rules: [matches(cachePolicies.pattern, `The cache_policy must be ${cachePolicies.listed}.`)],
  },
  origin_request_policy: {
    type: text,
    description:
      'Origin request policy, which decides what the origin gets of a request, headers that the function sets included: the ID of a policy, or the name of one that AWS manages. Left out: `AllViewerExceptHostHeader`, or none for S3.',
    default: null,
    rules: [
      matches(
        originRequestPolicies.pattern,
        `The origin_request_policy must be ${originRequestPolicies.listed}.`,
      ),
    ],
  },
  response_headers_policy: {
    type: text,
    description:
      'Response headers policy, which adds headers to the responses that viewers get: the ID of a policy, or the name of one that AWS manages. Left out: none.',
    default: null,
    rules: [
      matches(
        responseHeadersPolicies.pattern,
        `The response_headers_policy must be ${responseHeadersPolicies.listed}.`,
      ),
    ],
  },
  allowed_methods: {
    type: texts,
    description: 'HTTP methods that CloudFront accepts.',
    default: ['GET', 'HEAD'],
    rules: [
      {
        holds: areMethods,
        hcl: areMethodsHcl,
        message: METHODS_MESSAGE,
      },
    ],
  },
  compress: {
    type: bool,
    description: "Controls if CloudFront compresses the origin's responses.",
    default: true,
  },
  ordered_cache_behaviors: {
    type: list(behavior),
    description:
      'Cache behaviors for paths that differ from the rest, at the same origin; the first whose pattern matches applies. Attributes that are left out are as in the default cache behavior.',
    default: [],
    rules: [
      {
        holds: (behaviors: Behavior[]) =>
          behaviors.every((entry) => areMethods(entry.allowedMethods ?? ['GET', 'HEAD'])),
        hcl: (it) =>
          `alltrue([for entry in ${it} : entry.allowed_methods == null ? true : ${areMethodsHcl('entry.allowed_methods')}])`,
        message: METHODS_MESSAGE,
      },
      {
        holds: (behaviors: Behavior[]) =>
          behaviors.every(
            (entry) =>
              cachePolicies.includes(entry.cachePolicy ?? null) &&
              originRequestPolicies.includes(entry.originRequestPolicy ?? null) &&
              responseHeadersPolicies.includes(entry.responseHeadersPolicy ?? null),
          ),
        hcl: (it) =>
          `alltrue(flatten([for entry in ${it} : [${[
            cachePolicies.includesHcl('entry.cache_policy'),
            originRequestPolicies.includesHcl('entry.origin_request_policy'),
            responseHeadersPolicies.includesHcl('entry.response_headers_policy'),
          ].join(', ')}]]))`,
        message:
          'A policy of the ordered_cache_behaviors must be an ID or the name of a managed policy, as in the inputs cache_policy, origin_request_policy and response_headers_policy.',
      },
    ],
  },
} as const satisfies Inputs;

function areMethods(methods: string[]): boolean {
  return isExpression(methods) || METHODS.includes([...methods].sort().join(' '));
}

function areMethodsHcl(methods: string): string {
  return `contains(${JSON.stringify(METHODS).replaceAll(',', ', ')}, join(" ", sort(${methods})))`;
}
