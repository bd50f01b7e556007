import { lambdaFunctionAssociations, lambdaRules } from './associations';
import {
  cachePolicies,
  KEY_GROUPS,
  METHODS,
  METHODS_MESSAGE,
  originRequestPolicies,
  REALTIME_LOG_CONFIG,
  responseHeadersPolicies,
  VIEWER_PROTOCOL_POLICY,
} from './behavior-rules';
import { type Inputs, matches } from './input';
import { ORIGIN_ID } from './origin';
import { bool, text, texts } from './type';

/** What the distribution does with a request, beside asking the function. */
export const cacheBehavior = {
  target_origin_id: {
    type: text,
    description:
      'Where requests go that the function does not answer itself: `origin`, or a key of origins or origin_groups.',
    default: ORIGIN_ID,
  },
  viewer_protocol_policy: {
    type: text,
    description:
      'What becomes of requests by HTTP: `redirect-to-https`, `https-only` (they are refused) or `allow-all`.',
    default: 'redirect-to-https',
    rules: [
      {
        ...VIEWER_PROTOCOL_POLICY,
        message: 'The viewer_protocol_policy must be redirect-to-https, https-only or allow-all.',
      },
    ],
  },
  cache_policy: {
    type: text,
    description:
      "Cache policy for the origin's responses: the ID of a policy, or the name of one that AWS manages. A header that a route sets must be part of its cache key, as it is in that of create_policies. Left out: the one of create_policies, or `CachingDisabled`.",
    default: null,
    rules: [matches(cachePolicies.pattern, `The cache_policy must be ${cachePolicies.listed}.`)],
  },
  origin_request_policy: {
    type: text,
    description:
      'Origin request policy, which decides what the origin gets of a request, headers that the function sets included: the ID of a policy, or the name of one that AWS manages. Left out: none for S3, and for others the one of create_policies, or `AllViewerExceptHostHeader`.',
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
      'Response headers policy, which adds headers to the responses that viewers get: the ID of a policy, or the name of one that AWS manages. Left out: the one of create_policies, or none.',
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
    rules: [{ ...METHODS, message: METHODS_MESSAGE }],
  },
  compress: {
    type: bool,
    description: "Controls if CloudFront compresses the origin's responses.",
    default: true,
  },
  trusted_key_groups: {
    type: texts,
    description:
      'IDs of the key groups whose signed URLs and cookies open the distribution. Left out: it is open to everybody.',
    default: null,
    rules: [
      {
        ...KEY_GROUPS,
        message: 'The trusted_key_groups must be IDs of key groups: aws_cloudfront_key_group.….id.',
      },
    ],
  },
  lambda_function_association: {
    type: lambdaFunctionAssociations,
    description:
      "Lambda@Edge functions of yours for the origin's events. On viewer events the function of this module runs.",
    default: [],
    rules: lambdaRules,
  },
  realtime_log_config_arn: {
    type: text,
    description:
      'ARN of the configuration of real-time logs (`aws_cloudfront_realtime_log_config.….arn`). Left out: none.',
    default: null,
    rules: [
      {
        ...REALTIME_LOG_CONFIG,
        message:
          'The realtime_log_config_arn must be the ARN of a configuration of real-time logs, arn:aws:cloudfront::ACCOUNT:realtime-log-config/NAME.',
      },
    ],
  },
} as const satisfies Inputs;
