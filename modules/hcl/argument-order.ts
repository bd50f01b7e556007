/**
 * The order in which people write a block's arguments, its nested blocks' included: what it is and what it is called
 * first, as in the provider's documentation, instead of the bindings' alphabet. What is not listed follows as it comes.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  variable: [
    'description',
    'type',
    'default',
    'nullable',
    'sensitive',
    'condition',
    'error_message',
  ],
  output: ['description', 'value'],
  archive_file: ['type', 'output_path', 'filename', 'content'],
  aws_cloudfront_cache_policy: [
    ...['name', 'comment', 'min_ttl', 'default_ttl', 'max_ttl'],
    ...['enable_accept_encoding_brotli', 'enable_accept_encoding_gzip'],
    ...['cookies_config', 'cookie_behavior', 'cookies', 'items'],
    ...['headers_config', 'header_behavior', 'headers'],
    ...['query_strings_config', 'query_string_behavior'],
  ],
  aws_cloudfront_continuous_deployment_policy: [
    ...['enabled', 'items', 'quantity', 'staging_distribution_dns_names', 'type'],
    ...['single_header_config', 'header', 'value', 'single_weight_config', 'weight'],
    ...['session_stickiness_config', 'idle_ttl', 'maximum_ttl', 'traffic_config'],
  ],
  aws_cloudfront_distribution: [
    // The distribution
    ...['comment', 'enabled', 'staging', 'continuous_deployment_policy_id', 'aliases'],
    ...['default_root_object', 'price_class', 'web_acl_id'],
    ...['http_version', 'is_ipv6_enabled', 'wait_for_deployment', 'retain_on_delete'],
    // An origin
    ...['domain_name', 'origin_id', 'origin_path', 'origin_access_control_id', 'custom_header'],
    ...['name', 'value', 's3_origin_config', 'custom_origin_config', 'http_port', 'https_port'],
    ...['vpc_origin_config', 'vpc_origin_id', 'origin_shield', 'origin_shield_region'],
    ...['origin_protocol_policy', 'origin_ssl_protocols', 'origin_read_timeout'],
    ...['origin_keepalive_timeout', 'connection_attempts', 'connection_timeout'],
    // A group of origins
    ...['failover_criteria', 'status_codes', 'member'],
    // A behavior
    ...['path_pattern', 'target_origin_id', 'viewer_protocol_policy', 'allowed_methods'],
    ...['cached_methods', 'compress', 'cache_policy_id', 'origin_request_policy_id'],
    ...['response_headers_policy_id', 'trusted_key_groups', 'realtime_log_config_arn'],
    ...['lambda_function_association', 'event_type', 'lambda_arn'],
    ...['include_body', 'function_association', 'function_arn'],
    // The blocks' own order
    ...[
      'origin',
      'origin_group',
      'default_cache_behavior',
      'ordered_cache_behavior',
      'custom_error_response',
    ],
    ...['error_code', 'response_code', 'response_page_path', 'error_caching_min_ttl'],
    ...['restrictions', 'geo_restriction', 'restriction_type', 'locations', 'viewer_certificate'],
    ...['cloudfront_default_certificate', 'acm_certificate_arn', 'ssl_support_method'],
    ...['minimum_protocol_version', 'logging_config'],
  ],
  aws_cloudfront_function: ['name', 'comment', 'runtime', 'publish', 'code'],
  aws_cloudfront_origin_request_policy: [
    ...['name', 'comment', 'headers_config', 'header_behavior', 'headers', 'items'],
    ...['cookies_config', 'cookie_behavior', 'cookies'],
    ...['query_strings_config', 'query_string_behavior'],
  ],
  aws_cloudfront_response_headers_policy: [
    ...['name', 'comment', 'custom_headers_config', 'items', 'header', 'value', 'override'],
  ],
  aws_cloudfront_origin_access_control: [
    ...['name', 'description', 'origin_access_control_origin_type', 'signing_behavior'],
    'signing_protocol',
  ],
  aws_cloudwatch_dashboard: ['dashboard_name', 'dashboard_body'],
  aws_cloudwatch_log_delivery: [
    'delivery_source_name',
    'delivery_destination_arn',
    'record_fields',
  ],
  aws_cloudwatch_log_delivery_destination: ['name', 'output_format'],
  aws_cloudwatch_log_delivery_source: ['name', 'log_type', 'resource_arn'],
  aws_cloudwatch_log_group: ['name', 'log_group_class', 'retention_in_days', 'kms_key_id'],
  aws_cloudwatch_metric_alarm: [
    ...['alarm_name', 'alarm_description', 'namespace', 'metric_name', 'dimensions', 'statistic'],
    ...['id', 'label', 'expression', 'return_data', 'metric', 'stat', 'metric_query', 'period'],
    ...['evaluation_periods', 'comparison_operator', 'threshold', 'treat_missing_data'],
    ...['alarm_actions', 'ok_actions'],
  ],
  aws_iam_policy_document: [
    ...['sid', 'effect', 'type', 'identifiers', 'actions', 'resources', 'principals'],
    ...['test', 'variable', 'values', 'condition'],
  ],
  aws_iam_role: ['name', 'path', 'description', 'assume_role_policy', 'permissions_boundary'],
  aws_iam_role_policy: ['name', 'role', 'policy'],
  aws_lambda_function: [
    ...['function_name', 'description', 'role', 'filename', 'source_code_hash', 'handler'],
    ...['runtime', 'architectures', 'memory_size', 'timeout', 'publish', 'skip_destroy'],
    ...['log_format', 'log_group', 'logging_config'],
  ],
  aws_s3_bucket: ['bucket', 'force_destroy'],
  aws_s3_bucket_policy: ['bucket', 'policy'],
  aws_s3_bucket_public_access_block: [
    ...['bucket', 'block_public_acls', 'ignore_public_acls', 'block_public_policy'],
    'restrict_public_buckets',
  ],
  aws_s3_bucket_server_side_encryption_configuration: [
    ...['bucket', 'bucket_key_enabled', 'sse_algorithm', 'kms_master_key_id'],
  ],
  aws_s3_object: [
    ...['bucket', 'key', 'source', 'content_base64', 'content_type', 'content_encoding'],
    'source_hash',
  ],
};

/** Sorts a block's arguments by the list above. `type` is a resource's, or of other blocks the kind, such as `output`. */
export function inOrder<T>(type: string, entries: readonly [name: string, T][]): [string, T][] {
  const order = ORDER[type] ?? [];
  const rank = (name: string): number =>
    order.includes(name) ? order.indexOf(name) : order.length;
  return [...entries].sort(([one], [other]) => rank(one) - rank(other));
}
