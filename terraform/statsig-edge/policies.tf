################################################################################
# Policies: what the cache and the origin are told of the routes
################################################################################

# What routes decide is told by headers. A path that they rewrite is part of every cache key.
locals {
  variant_headers = distinct(concat(
    [for route in coalesce(var.routes, []) : lower(route.header) if route.header != null],
    [for name in var.policies.headers : lower(name)]
  ))
}

resource "aws_cloudfront_cache_policy" "routes" {
  count = var.create && var.create_policies ? 1 : 0

  name        = var.name
  comment     = "${var.name}: what routes decide by"
  min_ttl     = var.policies.min_ttl
  default_ttl = var.policies.default_ttl
  max_ttl     = var.policies.max_ttl

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true

    cookies_config {
      cookie_behavior = length(var.policies.cookies) > 0 ? "whitelist" : "none"

      dynamic "cookies" {
        for_each = length(var.policies.cookies) > 0 ? [1] : []

        content {
          items = var.policies.cookies
        }
      }
    }

    headers_config {
      header_behavior = length(local.variant_headers) > 0 ? "whitelist" : "none"

      dynamic "headers" {
        for_each = length(local.variant_headers) > 0 ? [1] : []

        content {
          items = local.variant_headers
        }
      }
    }

    query_strings_config {
      query_string_behavior = var.policies.query_string_behavior
    }
  }
}

locals {
  forwarded_headers = distinct(concat(local.variant_headers, [for name in var.policies.forwarded_headers : lower(name)]))
}

locals {
  forwarded_cookies = distinct(concat(var.policies.cookies, var.policies.forwarded_cookies))
}

resource "aws_cloudfront_origin_request_policy" "routes" {
  count = var.create && var.create_policies ? 1 : 0

  name    = var.name
  comment = "${var.name}: what routes decided"

  headers_config {
    header_behavior = length(local.forwarded_headers) > 0 ? "whitelist" : "none"

    dynamic "headers" {
      for_each = length(local.forwarded_headers) > 0 ? [1] : []

      content {
        items = local.forwarded_headers
      }
    }
  }

  cookies_config {
    cookie_behavior = length(local.forwarded_cookies) > 0 ? "whitelist" : "none"

    dynamic "cookies" {
      for_each = length(local.forwarded_cookies) > 0 ? [1] : []

      content {
        items = local.forwarded_cookies
      }
    }
  }

  query_strings_config {
    query_string_behavior = var.policies.query_string_behavior
  }

  lifecycle {
    precondition {
      condition     = length(local.forwarded_headers) <= 10 && length(local.forwarded_cookies) <= 10
      error_message = "CloudFront takes at most 10 headers and 10 cookies in a policy, those of the routes included: name fewer in policies, or let routes share headers."
    }
  }
}

resource "aws_cloudfront_response_headers_policy" "routes" {
  count = var.create && var.create_policies ? 1 : 0

  name    = var.name
  comment = "${var.name}: what browsers keep of it"

  custom_headers_config {
    # What a visitor is given may change, and is another visitor's not at all. It is for browsers and
    # proxies: CloudFront's own cache goes by what the origin says.
    items {
      header   = "Cache-Control"
      value    = "private, no-cache"
      override = false
    }
  }
}
