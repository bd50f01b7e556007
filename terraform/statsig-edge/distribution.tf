################################################################################
# Distribution
################################################################################

locals {
  cache_policy = coalesce(
    var.cache_policy,
    coalesce(one(aws_cloudfront_cache_policy.routes[*].id), "CachingDisabled")
  )
}

locals {
  response_headers_policy = (
    var.response_headers_policy == null
    ? one(aws_cloudfront_response_headers_policy.routes[*].id)
    : var.response_headers_policy
  )
}

# Policies that AWS manages. They have the same IDs in every account.
locals {
  managed_policies = {
    CachingDisabled                               = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    CachingOptimized                              = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    CachingOptimizedForUncompressedObjects        = "b2884449-e4de-46a7-ac36-70bc7f1ddd6d"
    UseOriginCacheControlHeaders                  = "83da9c7e-98b4-4e11-a168-04f0df8e2c65"
    UseOriginCacheControlHeaders-QueryStrings     = "4cc15a8a-d715-48a4-82b8-cc0b614638fe"
    AllViewer                                     = "216adef6-5c7f-47e4-b989-5492eafa07d3"
    AllViewerExceptHostHeader                     = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    AllViewerAndCloudFrontHeaders-2022-06         = "33f36d7e-f396-46d9-90e0-52428a34d9dc"
    CORS-CustomOrigin                             = "59781a5b-3903-41f3-afcb-af62929ccde1"
    CORS-S3Origin                                 = "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf"
    HostHeaderOnly                                = "bf0718e1-ba1e-49d1-88b1-f726733018ae"
    UserAgentRefererHeaders                       = "acba4595-bd28-49b8-b9fe-13317c0390fa"
    SimpleCORS                                    = "60669652-455b-4ae9-85a4-c4c02393f86c"
    CORS-With-Preflight                           = "5cc3b908-e619-4b99-88e5-2cf7f45965bd"
    SecurityHeadersPolicy                         = "67f7725c-6f97-4210-82d7-5512b31e9d03"
    CORS-and-SecurityHeadersPolicy                = "e61eb60c-9c35-4d20-a928-2b84e02af89c"
    CORS-with-preflight-and-SecurityHeadersPolicy = "eaab4381-ed33-4a86-88ca-d9558dc6cd63"
  }
}

resource "aws_cloudfront_distribution" "this" {
  count = var.create && var.create_distribution ? 1 : 0

  comment                         = coalesce(var.comment, var.name)
  enabled                         = var.enabled
  continuous_deployment_policy_id = one(aws_cloudfront_continuous_deployment_policy.roll_out[*].id)
  aliases                         = var.aliases
  default_root_object             = var.default_root_object
  price_class                     = var.price_class
  web_acl_id                      = var.web_acl_id
  http_version                    = var.http_version
  is_ipv6_enabled                 = var.is_ipv6_enabled
  wait_for_deployment             = var.wait_for_deployment
  retain_on_delete                = var.retain_on_delete

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
        event_type = lambda_function_association.value
        lambda_arn = (
          local.live_version != null
          ? "${aws_lambda_function.edge[0].arn}:${local.live_version}"
          : aws_lambda_function.edge[0].qualified_arn
        )
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
          event_type = lambda_function_association.value
          lambda_arn = (
            local.live_version != null
            ? "${aws_lambda_function.edge[0].arn}:${local.live_version}"
            : aws_lambda_function.edge[0].qualified_arn
          )
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
    # CloudFront's own certificate comes with a policy of its own.
    minimum_protocol_version = var.certificate_arn != null ? var.minimum_protocol_version : null
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

  lifecycle {
    precondition {
      condition     = length(var.aliases) == 0 || var.certificate_arn != null
      error_message = "CloudFront answers to aliases only with a certificate for them: give certificate_arn."
    }

    precondition {
      condition = (
        var.origin != null ||
        length(var.origins) > 0 ||
        alltrue([
          for route in coalesce(var.routes, []) :
          !contains(["header", "rewrite", "block", "pass"], route.action)
        ])
      )
      error_message = "Requests that a route rewrites, gives a header or lets pass go on to an origin: give yours as origin."
    }

    precondition {
      condition = (
        length(setsubtract(
          concat([var.target_origin_id], compact(var.ordered_cache_behaviors[*].target_origin_id)),
          concat(keys(local.origins), keys(var.origin_groups))
        )) == 0 &&
        length(setsubtract(
          flatten(values(var.origin_groups)[*].member[*].origin_id),
          keys(local.origins)
        )) == 0 &&
        (
          length(distinct(concat(keys(local.origins), keys(var.origin_groups)))) ==
          length(concat(keys(local.origins), keys(var.origin_groups)))
        )
      )
      error_message = "Each target_origin_id must be origin, where the input origin is given, or a key of origins or origin_groups; each member of origin_groups one of the first two; and no key may stand in both."
    }

    precondition {
      condition = alltrue(concat(
        [!alltrue([
          contains(keys(var.origin_groups), var.target_origin_id),
          contains(var.allowed_methods, "POST"),
        ])],
        [
          for behavior in var.ordered_cache_behaviors :
          !alltrue([
            contains(keys(var.origin_groups), coalesce(behavior.target_origin_id, var.target_origin_id)),
            contains(coalesce(behavior.allowed_methods, var.allowed_methods), "POST"),
          ])
        ]
      ))
      error_message = "CloudFront sends no request that writes to one of origin_groups: with POST and the like in allowed_methods, name an origin as target_origin_id."
    }
  }
}

# What the buckets of S3 origins need. No data sources: they would be read anew, and the buckets'
# policies planned anew, with each new version of the function, which changes the distribution.
locals {
  origin_bucket_policies = { for id, origin in local.origins : id => jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "ReadByDistribution"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "arn:aws:s3:::${regex("^(.+)\\.s3\\.", origin.domain_name)[0]}/*"
        Principal = {
          Service = "cloudfront.amazonaws.com"
        }
        Condition = {
          StringEquals = {
            "aws:SourceArn" = aws_cloudfront_distribution.this[0].arn
          }
        }
      }],
      var.create && var.roll_out != null ? [{
        Sid      = "ReadByStaging"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "arn:aws:s3:::${regex("^(.+)\\.s3\\.", origin.domain_name)[0]}/*"
        Principal = {
          Service = "cloudfront.amazonaws.com"
        }
        Condition = {
          StringEquals = {
            "aws:SourceArn" = aws_cloudfront_distribution.staging[0].arn
          }
        }
      }] : []
    )
  }) if var.create && var.create_distribution && origin.s3 }
}
