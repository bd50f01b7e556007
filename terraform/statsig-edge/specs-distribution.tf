################################################################################
# Specs: the distribution in front of the bucket
################################################################################

resource "aws_cloudfront_origin_access_control" "specs_distribution" {
  count = var.create && var.bucket_access == "cloudfront" ? 1 : 0

  name                              = "${var.name}-specs"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_cache_policy" "specs_distribution" {
  count = var.create && var.bucket_access == "cloudfront" ? 1 : 0

  name    = "${var.name}-specs"
  comment = "Specs: seconds old at most"
  # CloudFront compresses only what it may cache, whatever the object says of itself.
  min_ttl     = 1
  default_ttl = 5
  max_ttl     = 5

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true

    cookies_config {
      cookie_behavior = "none"
    }

    headers_config {
      header_behavior = "none"
    }

    query_strings_config {
      query_string_behavior = "none"
    }
  }
}

resource "aws_cloudfront_function" "specs_secret" {
  count = var.create && var.bucket_access == "cloudfront" && var.specs_secret != null ? 1 : 0

  name    = "${var.name}-specs"
  comment = "Lets requests for the specs pass that have the secret"
  runtime = "cloudfront-js-2.0"
  publish = true
  code = join(
    "\n",
    [
      "const crypto = require('crypto');",
      "",
      "function handler(event) {",
      "  const header = event.request.headers['x-statsig-edge-secret'];",
      "  const given = crypto.createHash('sha256').update(header ? header.value : '').digest('hex');",
      "  if (given === '${sha256(var.specs_secret.value)}') return event.request;",
      "  return { statusCode: 403, statusDescription: 'Forbidden' };",
      "}",
      "",
    ]
  )
}

resource "aws_cloudfront_distribution" "specs" {
  count = var.create && var.bucket_access == "cloudfront" ? 1 : 0

  comment         = "${var.name}: specs"
  enabled         = true
  price_class     = var.price_class
  http_version    = "http2and3"
  is_ipv6_enabled = true
  # The distribution that asks the function takes as long after it, and specs in the zip answer
  # meanwhile.
  wait_for_deployment = false

  origin {
    domain_name              = local.store.domain_name
    origin_id                = "specs"
    origin_access_control_id = aws_cloudfront_origin_access_control.specs_distribution[0].id
  }

  default_cache_behavior {
    target_origin_id       = "specs"
    viewer_protocol_policy = "https-only"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    compress               = true
    cache_policy_id        = aws_cloudfront_cache_policy.specs_distribution[0].id

    dynamic "function_association" {
      for_each = aws_cloudfront_function.specs_secret[*].arn

      content {
        event_type   = "viewer-request"
        function_arn = function_association.value
      }
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
      locations        = []
    }
  }

  # CloudFront's own certificate comes with a lowest version of TLS that cannot be set. The function
  # speaks the highest.
  viewer_certificate {
    cloudfront_default_certificate = true
  }

  tags = var.tags
}

locals {
  key_policy = var.create && var.bucket_access == "cloudfront" ? jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "DecryptByDistribution"
      Effect   = "Allow"
      Action   = "kms:Decrypt"
      Resource = "*"
      Principal = {
        Service = "cloudfront.amazonaws.com"
      }
      Condition = {
        StringEquals = {
          "aws:SourceArn" = one(aws_cloudfront_distribution.specs[*].arn)
        }
      }
    }]
  }) : null
}
