provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

module "statsig_edge" {
  source = "../.."

  name                = "statsig-edge-attached"
  create_distribution = false

  statsig_client_key = var.statsig_client_key
  specs_file         = var.specs_file

  # The site learns of the gate by a header.
  routes = [
    { path = "/*", action = "header", gate = "test_gate", header = "x-test-gate", assets = false },
  ]

  # Monitoring, of the distribution that is below.
  alarms                 = { alarm_actions = [aws_sns_topic.on_call.arn] }
  dashboard              = { regions = ["us-east-1", "eu-west-1"] }
  monitored_distribution = { id = aws_cloudfront_distribution.site.id }

  # An example leaves nothing behind.
  force_destroy = true

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }
}

# Who is told: the topic is where the alarms are.
resource "aws_sns_topic" "on_call" {
  provider = aws.us_east_1

  name = "statsig-edge-on-call"
}

# The distribution that was there before.
resource "aws_cloudfront_distribution" "site" {
  comment         = "The site"
  enabled         = true
  is_ipv6_enabled = true

  origin {
    domain_name = var.origin_domain_name
    origin_id   = "site"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    # CachingDisabled: what is cached would have to have the header in its key.
    cache_policy_id = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    # AllViewerExceptHostHeader: without a policy the header would not reach the origin.
    origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac"

    # All that attaches the function.
    dynamic "lambda_function_association" {
      for_each = module.statsig_edge.lambda_function_association

      content {
        event_type   = lambda_function_association.value.event_type
        lambda_arn   = lambda_function_association.value.lambda_arn
        include_body = lambda_function_association.value.include_body
      }
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
