provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

locals {
  name = "statsig-edge-complete"
}

module "statsig_edge" {
  source = "../.."

  name = local.name
  tags = { example = "complete" }

  # Statsig

  statsig_client_key  = var.statsig_client_key
  statsig_environment = "production"

  routes = [
    # What the browser's SDK starts from, so that it asks nobody.
    { path = "/statsig/bootstrap", action = "bootstrap" },
    # Either page is cached under a path of its own.
    { path = "/", action = "rewrite", gate = "test_gate", on = "/new/index.html", off = "/index.html" },
    { path = "/offer", action = "redirect", gate = "test_gate", on = "/offer/new", off = "/offer/old" },
    { path = "/internal/*", action = "pass" },
  ]

  identity = {
    consent_cookie = "consent=yes"
    user_id_cookie = "user"
    # A rule of the web ACL inserts it; nothing that viewers send can have this name then.
    country_header       = "x-amzn-waf-country"
    country_from_address = false
    attributes = [
      { name = "locale", from = "acceptLanguage" },
      { name = "custom.plan", from = "cookie", key = "plan" },
    ]
  }

  exposures = {
    mode            = "batch"
    max_age_seconds = 30
    user_fields     = ["userID", "customIDs.stableID"]
  }
  # While it passes, nothing is rewritten and nobody redirected.
  kill_switch_gate = "edge_routes_off"

  metrics = true

  specs_refresh = {
    refresh_seconds   = 30
    max_stale_seconds = 3600
  }

  # Specs

  bucket_access       = "private"
  specs_file          = var.specs_file
  package_specs       = true
  fallback_specs_file = var.specs_file
  # From now on whoever publishes specs puts them there.
  specs_updates                      = "elsewhere"
  kms_key                            = { arn = aws_kms_key.specs.arn }
  versioning                         = true
  noncurrent_version_expiration_days = 30
  # An example leaves nothing behind.
  force_destroy = true

  # Edge function

  runtime     = "nodejs22.x"
  timeout     = 3
  memory_size = 128
  # The pipeline does not wait for replicas; the function goes by hand, later.
  skip_destroy   = true
  delete_timeout = "30m"

  # Execution role

  role_path                 = "/edge/"
  role_permissions_boundary = aws_iam_policy.boundary.arn
  policy_json               = data.aws_iam_policy_document.house_rules.json

  # Logs

  log_group_name     = "/edge/${local.name}"
  log_retention_days = 90
  log_kms_key_arn    = aws_kms_key.logs.arn
  # In other Regions there are logs where somebody made the group.
  create_log_groups = false

  # Distribution

  enabled                  = true
  comment                  = "Statsig at the edge"
  aliases                  = var.aliases
  certificate_arn          = var.certificate_arn
  minimum_protocol_version = "TLSv1.2_2021"
  web_acl_id               = var.web_acl_id
  price_class              = "PriceClass_100"
  http_version             = "http2"
  is_ipv6_enabled          = true
  geo_restriction          = { restriction_type = "blacklist", locations = ["AQ"] }
  default_root_object      = "index.html"
  wait_for_deployment      = false
  retain_on_delete         = false

  # The site's own page, and no longer than a minute after it is there again.
  custom_error_response = [
    { error_code = 404, response_code = 404, response_page_path = "/404.html", error_caching_min_ttl = 60 },
  ]

  access_logs = {
    bucket = aws_s3_bucket.logs.bucket_domain_name
    prefix = "edge/"
  }

  # Origin and cache behaviors

  origin = {
    domain_name = aws_s3_bucket.site.bucket_regional_domain_name
    s3          = true
    path        = "/site"
  }

  viewer_protocol_policy  = "redirect-to-https"
  cache_policy            = "CachingOptimized"
  origin_request_policy   = "CORS-S3Origin"
  response_headers_policy = "SecurityHeadersPolicy"
  allowed_methods         = ["GET", "HEAD", "OPTIONS"]
  compress                = true

  ordered_cache_behaviors = [
    { path_pattern = "/assets/*", edge_function = false, allowed_methods = ["GET", "HEAD"] },
  ]

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }
}

# The site.

resource "aws_s3_bucket" "site" {
  bucket_prefix = "${local.name}-site-"
  force_destroy = true
}

resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = module.statsig_edge.origin_bucket_policy_json
}

# Access logs: CloudFront writes them by an access control list.

resource "aws_s3_bucket" "logs" {
  bucket_prefix = "${local.name}-logs-"
  force_destroy = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

# Keys, each in the Region of what it encrypts.

resource "aws_kms_key" "specs" {
  description         = "Config specs of ${local.name}"
  enable_key_rotation = true
}

resource "aws_kms_key" "logs" {
  provider = aws.us_east_1

  description         = "Logs of ${local.name}"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.logs_key.json
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "logs_key" {
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  statement {
    sid       = "Logs"
    actions   = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.us-east-1.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:aws:logs:us-east-1:${data.aws_caller_identity.current.account_id}:log-group:/edge/${local.name}"]
    }
  }
}

# What the company asks of every role.

data "aws_iam_policy_document" "house_rules" {
  statement {
    sid       = "OnlyByTls"
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

data "aws_iam_policy_document" "boundary" {
  statement {
    actions   = ["s3:GetObject", "kms:Decrypt", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "boundary" {
  name   = "${local.name}-boundary"
  policy = data.aws_iam_policy_document.boundary.json
}
