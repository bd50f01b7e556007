output "domain_name" {
  value       = one(aws_cloudfront_distribution.this[*].domain_name)
  description = "Domain name of the distribution."
}

output "curl" {
  value       = var.create && var.create_distribution ? "curl https://${aws_cloudfront_distribution.this[0].domain_name}/" : null
  description = "A line to try it with."
}

output "function_qualified_arn" {
  value       = one(aws_lambda_function.edge[*].qualified_arn)
  description = "ARN of the function's published version."
}

output "lambda_function_association" {
  value = var.create ? { for event_type in var.identity.stable_id_cookie ? ["viewer-request", "viewer-response"] : ["viewer-request"] : event_type => {
    event_type   = event_type
    lambda_arn   = aws_lambda_function.edge[0].qualified_arn
    include_body = false
  } } : {}
  description = "What a cache behavior of another distribution takes as its lambda_function_association, by event type."
}

output "bucket" {
  value       = local.store.name
  description = "Name of the bucket with the specs."
}

output "config_url" {
  value       = var.create ? "https://${local.store.domain_name}/statsig-config.json" : null
  description = "Where the function gets the specs."
}

output "log_group_name" {
  value       = var.create ? "/aws/lambda/us-east-1.${var.name}" : null
  description = "Name of the function's log group: in us-east-1, and in every other Region that the function has run in."
}
