################################################################################
# Roll-out: a new version on some requests
################################################################################

locals {
  live_version = try(var.roll_out.live_version, null)
}

resource "aws_cloudfront_distribution" "staging" {
  count = var.create && var.roll_out != null ? 1 : 0

  comment             = "${var.name}: staging"
  enabled             = var.enabled
  staging             = true
  default_root_object = var.default_root_object
  price_class         = var.price_class
  web_acl_id          = var.web_acl_id
  http_version        = var.http_version
  is_ipv6_enabled     = var.is_ipv6_enabled
  wait_for_deployment = var.wait_for_deployment
  retain_on_delete    = var.retain_on_delete

  dynamic "origin" {
    for_each = local.origins

    content {
      domain_name              = origin.value.domain_name
      origin_id                = origin.key
      origin_path              = origin.value.path
      origin_access_control_id = origin.value.s3 ? one(aws_cloudfront_origin_access_control.distribution[*].id) : null
      connection_attempts      = origin.value.connection_attempts
      connection_timeout       = origin.value.connection_timeout

      dynamic "custom_header" {
        for_each = origin.value.custom_headers

        content {
          name  = custom_header.key
          value = custom_header.value
        }
      }

      dynamic "custom_origin_config" {
        for_each = !origin.value.s3 && origin.value.vpc_origin_id == null ? [1] : []

        content {
          http_port                = origin.value.http_port
          https_port               = origin.value.https_port
          origin_protocol_policy   = origin.value.protocol_policy
          origin_ssl_protocols     = ["TLSv1.2"]
          origin_read_timeout      = origin.value.origin_read_timeout
          origin_keepalive_timeout = origin.value.origin_keepalive_timeout
        }
      }

      dynamic "vpc_origin_config" {
        for_each = origin.value.vpc_origin_id != null ? [1] : []

        content {
          vpc_origin_id            = origin.value.vpc_origin_id
          origin_read_timeout      = origin.value.origin_read_timeout
          origin_keepalive_timeout = origin.value.origin_keepalive_timeout
        }
      }

      dynamic "origin_shield" {
        for_each = origin.value.origin_shield_region != null ? [1] : []

        content {
          enabled              = true
          origin_shield_region = origin.value.origin_shield_region
        }
      }
    }
  }

  dynamic "origin_group" {
    for_each = var.origin_groups

    content {
      origin_id = origin_group.key

      failover_criteria {
        status_codes = origin_group.value.failover_criteria.status_codes
      }

      dynamic "member" {
        for_each = origin_group.value.member

        content {
          origin_id = member.value.origin_id
        }
      }
    }
  }

  default_cache_behavior {
    target_origin_id       = var.target_origin_id
    viewer_protocol_policy = var.viewer_protocol_policy
    allowed_methods        = var.allowed_methods
    cached_methods         = ["GET", "HEAD"]
    compress               = var.compress
    cache_policy_id        = try(local.managed_policies[local.cache_policy], local.cache_policy)
    origin_request_policy_id = try(
      local.managed_policies[local.request_policies[var.target_origin_id]],
      local.request_policies[var.target_origin_id]
    )
    response_headers_policy_id = try(local.managed_policies[local.response_headers_policy], local.response_headers_policy)
    trusted_key_groups         = var.trusted_key_groups
    realtime_log_config_arn    = var.realtime_log_config_arn

    dynamic "lambda_function_association" {
      for_each = local.viewer_events

      content {
        event_type   = lambda_function_association.value
        lambda_arn   = aws_lambda_function.edge[0].qualified_arn
        include_body = false
      }
    }

    dynamic "lambda_function_association" {
      for_each = var.lambda_function_association

      content {
        event_type   = lambda_function_association.value.event_type
        lambda_arn   = lambda_function_association.value.lambda_arn
        include_body = lambda_function_association.value.include_body
      }
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.ordered_cache_behaviors

    content {
      path_pattern           = ordered_cache_behavior.value.path_pattern
      target_origin_id       = coalesce(ordered_cache_behavior.value.target_origin_id, var.target_origin_id)
      viewer_protocol_policy = coalesce(ordered_cache_behavior.value.viewer_protocol_policy, var.viewer_protocol_policy)
      allowed_methods        = coalesce(ordered_cache_behavior.value.allowed_methods, var.allowed_methods)
      cached_methods         = ["GET", "HEAD"]
      compress               = coalesce(ordered_cache_behavior.value.compress, var.compress)
      cache_policy_id = try(
        local.managed_policies[coalesce(ordered_cache_behavior.value.cache_policy, local.cache_policy)],
        coalesce(ordered_cache_behavior.value.cache_policy, local.cache_policy),
        null
      )
      origin_request_policy_id = try(
        local.managed_policies[coalesce(ordered_cache_behavior.value.origin_request_policy, local.request_policies[coalesce(ordered_cache_behavior.value.target_origin_id, var.target_origin_id)])],
        coalesce(
          ordered_cache_behavior.value.origin_request_policy,
          local.request_policies[coalesce(ordered_cache_behavior.value.target_origin_id, var.target_origin_id)]
        ),
        null
      )
      response_headers_policy_id = try(
        local.managed_policies[coalesce(ordered_cache_behavior.value.response_headers_policy, local.response_headers_policy)],
        coalesce(ordered_cache_behavior.value.response_headers_policy, local.response_headers_policy),
        null
      )
      trusted_key_groups = (
        ordered_cache_behavior.value.trusted_key_groups == null
        ? var.trusted_key_groups
        : ordered_cache_behavior.value.trusted_key_groups
      )
      realtime_log_config_arn = (
        ordered_cache_behavior.value.realtime_log_config_arn == null
        ? var.realtime_log_config_arn
        : ordered_cache_behavior.value.realtime_log_config_arn
      )

      dynamic "lambda_function_association" {
        for_each = ordered_cache_behavior.value.edge_function ? local.viewer_events : []

        content {
          event_type   = lambda_function_association.value
          lambda_arn   = aws_lambda_function.edge[0].qualified_arn
          include_body = false
        }
      }

      dynamic "lambda_function_association" {
        for_each = (
          ordered_cache_behavior.value.lambda_function_association == null
          ? var.lambda_function_association
          : ordered_cache_behavior.value.lambda_function_association
        )

        content {
          event_type   = lambda_function_association.value.event_type
          lambda_arn   = lambda_function_association.value.lambda_arn
          include_body = lambda_function_association.value.include_body
        }
      }

      dynamic "function_association" {
        for_each = ordered_cache_behavior.value.function_association

        content {
          event_type   = function_association.value.event_type
          function_arn = function_association.value.function_arn
        }
      }
    }
  }

  dynamic "custom_error_response" {
    for_each = var.custom_error_response

    content {
      error_code            = custom_error_response.value.error_code
      response_code         = custom_error_response.value.response_code
      response_page_path    = custom_error_response.value.response_page_path
      error_caching_min_ttl = custom_error_response.value.error_caching_min_ttl
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = var.geo_restriction.restriction_type
      locations        = var.geo_restriction.locations
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.certificate_arn == null
    acm_certificate_arn            = var.certificate_arn
    ssl_support_method             = var.certificate_arn != null ? "sni-only" : null
    minimum_protocol_version       = var.certificate_arn != null ? var.minimum_protocol_version : null
  }

  dynamic "logging_config" {
    for_each = var.access_logs != null ? [1] : []

    content {
      bucket          = var.access_logs.bucket
      prefix          = var.access_logs.prefix
      include_cookies = var.access_logs.include_cookies
    }
  }

  tags = var.tags
}

resource "aws_cloudfront_continuous_deployment_policy" "roll_out" {
  count = var.create && var.roll_out != null ? 1 : 0

  # Without another version to try all requests go to the one distribution.
  enabled = local.live_version != null

  staging_distribution_dns_names {
    items    = [aws_cloudfront_distribution.staging[0].domain_name]
    quantity = 1
  }

  traffic_config {
    type = var.roll_out.single_header_config != null ? "SingleHeader" : "SingleWeight"

    dynamic "single_header_config" {
      for_each = var.roll_out.single_header_config[*]

      content {
        header = single_header_config.value.header
        value  = single_header_config.value.value
      }
    }

    dynamic "single_weight_config" {
      for_each = var.roll_out.single_weight_config[*]

      content {
        weight = single_weight_config.value.weight

        dynamic "session_stickiness_config" {
          for_each = single_weight_config.value.session_stickiness_config[*]

          content {
            idle_ttl    = session_stickiness_config.value.idle_ttl
            maximum_ttl = session_stickiness_config.value.maximum_ttl
          }
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.create_distribution || var.roll_out == null
      error_message = "A roll_out is about the distribution that is created here: with create_distribution set to false, set up a staging distribution where yours is."
    }

    precondition {
      condition     = var.http_version == "http2" || var.http_version == "http1.1" || var.roll_out == null
      error_message = "CloudFront has no continuous deployment for HTTP/3: set http_version to http2, in an apply before that of the roll_out, or remove roll_out."
    }
  }
}
