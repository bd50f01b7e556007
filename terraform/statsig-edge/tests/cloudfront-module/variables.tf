variable "default_cache_behavior" {
  description = "The default cache behavior of the distribution."
  type = object({
    target_origin_id           = string
    viewer_protocol_policy     = optional(string, "https-only")
    cache_policy_id            = optional(string)
    origin_request_policy_id   = optional(string)
    response_headers_policy_id = optional(string)
    lambda_function_association = optional(map(object({
      event_type   = optional(string)
      include_body = optional(bool)
      lambda_arn   = string
    })))
  })
}
