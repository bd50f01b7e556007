output "domain_name" {
  description = "Domain name of the distribution."
  value       = one(aws_cloudfront_distribution.this[*].domain_name)
}

output "test_command" {
  description = "Command that sends the distribution a request, to test the deployment."
  value = (
    var.create && var.create_distribution
    ? "curl https://${aws_cloudfront_distribution.this[0].domain_name}/"
    : null
  )
}

output "distribution_id" {
  description = "ID of the distribution, such as for cache invalidations."
  value       = one(aws_cloudfront_distribution.this[*].id)
}

output "distribution_arn" {
  description = "ARN of the distribution."
  value       = one(aws_cloudfront_distribution.this[*].arn)
}

output "distribution_hosted_zone_id" {
  description = "ID of the Route 53 zone for an alias record that points to the distribution."
  value       = one(aws_cloudfront_distribution.this[*].hosted_zone_id)
}

output "distribution_status" {
  description = "Status of the distribution: `Deployed` when every edge location has the last change."
  value       = one(aws_cloudfront_distribution.this[*].status)
}

output "distribution_etag" {
  description = "Version of the configuration of the distribution, for the API of CloudFront."
  value       = one(aws_cloudfront_distribution.this[*].etag)
}

output "staging_distribution_id" {
  description = "ID of the staging distribution of roll_out."
  value       = one(aws_cloudfront_distribution.staging[*].id)
}

output "access_log_delivery_arn" {
  description = "ARN of the delivery of access logs."
  value       = one(aws_cloudwatch_log_delivery.access_logs[*].arn)
}

output "cache_policy_id" {
  description = "ID of the cache policy of create_policies."
  value       = one(aws_cloudfront_cache_policy.routes[*].id)
}

output "origin_request_policy_id" {
  description = "ID of the origin request policy of create_policies."
  value       = one(aws_cloudfront_origin_request_policy.routes[*].id)
}

output "response_headers_policy_id" {
  description = "ID of the response headers policy of create_policies."
  value       = one(aws_cloudfront_response_headers_policy.routes[*].id)
}

output "origin_access_control_id" {
  description = "ID of what CloudFront signs requests to S3 origins with."
  value       = one(aws_cloudfront_origin_access_control.distribution[*].id)
}

output "origin_access_control_arn" {
  description = "ARN of the same."
  value       = one(aws_cloudfront_origin_access_control.distribution[*].arn)
}

output "origin_bucket_policy_json" {
  description = "JSON of the bucket policy that the S3 bucket of `origin` needs, so that the distribution may read it."
  value       = lookup(local.origin_bucket_policies, "origin", null)
}

output "origin_bucket_policies_json" {
  description = "The same for each S3 bucket of `origin` and origins, by origin_id."
  value       = local.origin_bucket_policies
}

output "function_name" {
  description = "Name of the function."
  value       = one(aws_lambda_function.edge[*].function_name)
}

output "function_arn" {
  description = "ARN of the function, without a version."
  value       = one(aws_lambda_function.edge[*].arn)
}

output "function_qualified_arn" {
  description = "ARN of the published version of the function."
  value       = one(aws_lambda_function.edge[*].qualified_arn)
}

output "function_version" {
  description = "Number of the published version of the function."
  value       = one(aws_lambda_function.edge[*].version)
}

output "function_source_code_hash" {
  description = "SHA-256 of the function's zip, in Base64: another one is another version."
  value       = one(aws_lambda_function.edge[*].source_code_hash)
}

output "lambda_function_association" {
  description = "Arguments of lambda_function_association for a cache behavior of another distribution, by event type."
  value = var.create ? { for event_type in local.viewer_events : event_type => {
    event_type   = event_type
    lambda_arn   = aws_lambda_function.edge[0].qualified_arn
    include_body = false
  } } : {}
}

output "settings_json" {
  description = "JSON of the function's settings, but for the client key, the sticky_keys and the specs_secret, to be read or compared."
  value       = var.create ? jsonencode(local.settings) : null
}

output "role_name" {
  description = "Name of the role that is created for the function."
  value       = one(aws_iam_role.execution[*].name)
}

output "role_arn" {
  description = "ARN of the role that is created for the function."
  value       = one(aws_iam_role.execution[*].arn)
}

output "role_policy_json" {
  description = "JSON of the policy that the role of the function needs: for an existing_role."
  value       = local.role_policy
}

output "bucket" {
  description = "Name of the bucket with the specs."
  value       = local.store.name
}

output "bucket_arn" {
  description = "ARN of the bucket with the specs."
  value       = local.store.arn
}

output "bucket_policy_json" {
  description = "JSON of the policy that the bucket with the specs needs: for an existing_bucket."
  value       = local.bucket_policy
}

output "kms_key_policy_json" {
  description = "JSON of what the policy of the kms_key needs, so that the distribution of bucket_access `cloudfront` may decrypt with it."
  value       = local.key_policy
}

output "specs_distribution_id" {
  description = "ID of the distribution of bucket_access `cloudfront`, which has the specs near everywhere."
  value       = one(aws_cloudfront_distribution.specs[*].id)
}

output "specs_distribution_arn" {
  description = "ARN of that distribution."
  value       = one(aws_cloudfront_distribution.specs[*].arn)
}

output "specs_distribution_domain_name" {
  description = "Domain name of that distribution."
  value       = one(aws_cloudfront_distribution.specs[*].domain_name)
}

output "specs_origin_access_control_id" {
  description = "ID of what that distribution signs its requests to the bucket with."
  value       = one(aws_cloudfront_origin_access_control.specs_distribution[*].id)
}

output "specs_cache_policy_id" {
  description = "ID of the cache policy of that distribution."
  value       = one(aws_cloudfront_cache_policy.specs_distribution[*].id)
}

output "specs_function_arn" {
  description = "ARN of the CloudFront Function that asks for the specs_secret."
  value       = one(aws_cloudfront_function.specs_secret[*].arn)
}

output "specs_object_arn" {
  description = "ARN of the object with the specs, also where you upload it yourself."
  value       = var.create ? "${local.store.arn}/statsig-config.json" : null
}

output "specs_url" {
  description = "URL that the function loads the specs from."
  value       = var.create ? "https://${local.specs_host}/statsig-config.json" : null
}

output "sync_function_name" {
  description = "Name of the function of sync."
  value       = one(aws_lambda_function.sync[*].function_name)
}

output "sync_function_arn" {
  description = "ARN of the function of sync."
  value       = one(aws_lambda_function.sync[*].arn)
}

output "sync_log_group_name" {
  description = "Name of the log group of the function of sync, in the Region of the bucket."
  value       = one(aws_cloudwatch_log_group.sync[*].name)
}

output "sync_dead_letter_queue_arn" {
  description = "ARN of the queue with the events that the function of sync failed on."
  value       = one(aws_sqs_queue.sync_dead_letters[*].arn)
}

output "sync_webhook_url" {
  description = "Address to give to Statsig's webhook."
  value       = one(aws_apigatewayv2_api.sync_webhook[*].api_endpoint)
}

output "log_group_arn" {
  description = "ARN of the log group that is created in us-east-1."
  value       = one(aws_cloudwatch_log_group.edge_function[*].arn)
}

output "log_group_name" {
  description = "Name of the function's log group, in us-east-1 and in every other Region that the function has run in."
  value       = var.create ? local.log_group_name : null
}
