output "events" {
  description = "Events that a function is attached to."
  value       = join(",", sort([for association in values(var.default_cache_behavior.lambda_function_association) : association.event_type]))
}
