import { associationRules, functionAssociations, lambdaFunctionAssociations } from './associations';
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
import { allOf, hasShape, ofAttribute, ofOptional } from './check';
import type { Inputs } from './input';
import { bool, list, object, text, texts } from './type';

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
const PATH_PATTERN = hasShape(/^[A-Za-z0-9_.*$/~"'@:+&?-]{1,255}$/);

const behavior = object('OrderedCacheBehaviorInput', {
  path_pattern: { type: text, description: 'Path pattern of the behavior, such as `/assets/*`.' },
  target_origin_id: {
    type: text,
    description: '`origin`, or a key of origins or origin_groups.',
    default: null,
  },
  edge_function: {
    type: bool,
    description: 'Controls if the function runs on these paths.',
    default: true,
  },
  viewer_protocol_policy: {
    type: text,
    description: '`redirect-to-https`, `https-only` or `allow-all`.',
    default: null,
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
  trusted_key_groups: {
    type: texts,
    description: 'IDs of key groups; an empty list opens the paths to everybody.',
    default: null,
  },
  lambda_function_association: {
    type: lambdaFunctionAssociations,
    description: 'Lambda@Edge functions of yours; an empty list for none.',
    default: null,
  },
  function_association: {
    type: functionAssociations,
    description: 'CloudFront Functions of yours, together with `edge_function = false`.',
    default: [],
  },
  realtime_log_config_arn: {
    type: text,
    description: 'ARN of the configuration of real-time logs.',
    default: null,
  },
});

export const orderedCacheBehaviors = {
  ordered_cache_behaviors: {
    type: list(behavior),
    description:
      'Cache behaviors for paths that differ from the rest; the first whose pattern matches applies. Attributes that are left out are as in the default cache behavior.',
    default: [],
    entries: {
      name: 'behavior',
      rules: [
        {
          ...ofAttribute('path_pattern', PATH_PATTERN),
          message:
            'A path_pattern of the ordered_cache_behaviors must have 1 to 255 letters, digits and signs that CloudFront takes in one, such as /assets/*.',
        },
        { ...ofOptional('allowed_methods', METHODS), message: METHODS_MESSAGE },
        {
          ...allOf(
            ofOptional('cache_policy', hasShape(cachePolicies.pattern)),
            ofOptional('origin_request_policy', hasShape(originRequestPolicies.pattern)),
            ofOptional('response_headers_policy', hasShape(responseHeadersPolicies.pattern)),
          ),
          message:
            'A policy of the ordered_cache_behaviors must be an ID or the name of a managed policy, as in the inputs cache_policy, origin_request_policy and response_headers_policy.',
        },
        {
          ...allOf(
            ofOptional('viewer_protocol_policy', VIEWER_PROTOCOL_POLICY),
            ofOptional('trusted_key_groups', KEY_GROUPS),
            ofOptional('realtime_log_config_arn', REALTIME_LOG_CONFIG),
          ),
          message:
            'In the ordered_cache_behaviors viewer_protocol_policy, trusted_key_groups and realtime_log_config_arn must be as the inputs of these names: redirect-to-https, https-only or allow-all; IDs; an ARN of a realtime-log-config.',
        },
        ...associationRules,
      ],
    },
  },
} as const satisfies Inputs;
