data "aws_caller_identity" "account" {
  count = var.create ? 1 : 0
}

data "aws_partition" "account" {
  count = var.create ? 1 : 0
}

resource "aws_s3_bucket" "config_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  bucket        = "${var.name}-${data.aws_caller_identity.account[0].account_id}"
  force_destroy = var.force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_ownership_controls" "config_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  bucket = aws_s3_bucket.config_store[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "config_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  bucket = aws_s3_bucket.config_store[0].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "config_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  bucket = aws_s3_bucket.config_store[0].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "config_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  block_public_acls       = true
  block_public_policy     = var.access == "private"
  bucket                  = aws_s3_bucket.config_store[0].id
  ignore_public_acls      = true
  restrict_public_buckets = var.access == "private"
}

data "aws_iam_policy_document" "config_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  statement {
    actions   = ["s3:*"]
    effect    = "Deny"
    resources = [aws_s3_bucket.config_store[0].arn, "${aws_s3_bucket.config_store[0].arn}/*"]
    sid       = "DenyInsecureTransport"

    condition {
      test     = "Bool"
      values   = ["false"]
      variable = "aws:SecureTransport"
    }

    principals {
      identifiers = ["*"]
      type        = "*"
    }
  }

  dynamic "statement" {
    for_each = var.access == "public" ? [1] : []
    content {
      sid       = "PublicReadGetObject"
      actions   = ["s3:GetObject"]
      resources = ["${aws_s3_bucket.config_store[0].arn}/statsig-config.json"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "config_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  bucket = aws_s3_bucket.config_store[0].id
  policy = data.aws_iam_policy_document.config_store[0].json
  depends_on = [
    aws_s3_bucket_public_access_block.config_store,
  ]
}

data "aws_s3_bucket" "existing" {
  count = var.create && var.existing_bucket != null ? 1 : 0

  bucket = var.existing_bucket
}

locals {
  store = {
    name        = var.existing_bucket == null ? one(aws_s3_bucket.config_store[*].id) : one(data.aws_s3_bucket.existing[*].id)
    arn         = var.existing_bucket == null ? one(aws_s3_bucket.config_store[*].arn) : one(data.aws_s3_bucket.existing[*].arn)
    region      = var.existing_bucket == null ? one(aws_s3_bucket.config_store[*].region) : one(data.aws_s3_bucket.existing[*].region)
    domain_name = var.existing_bucket == null ? one(aws_s3_bucket.config_store[*].bucket_regional_domain_name) : one(data.aws_s3_bucket.existing[*].bucket_regional_domain_name)
  }
}

resource "aws_s3_object" "config" {
  count = var.create && var.config_file != null ? 1 : 0

  bucket       = local.store.name
  content_type = "application/json"
  key          = "statsig-config.json"
  source       = var.config_file
  source_hash  = var.config_updates == "terraform" ? filemd5(var.config_file) : null
  tags         = var.tags
}

resource "aws_cloudwatch_log_group" "edge_function" {
  count    = var.create ? 1 : 0
  provider = aws.us_east_1

  name              = "/aws/lambda/us-east-1.${var.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

data "aws_iam_policy_document" "trust" {
  count = var.create ? 1 : 0

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      identifiers = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]
      type        = "Service"
    }
  }
}

resource "aws_iam_role" "execution" {
  count = var.create ? 1 : 0

  assume_role_policy = data.aws_iam_policy_document.trust[0].json
  name               = var.name
  tags               = var.tags
}

data "aws_iam_policy_document" "permissions" {
  count = var.create ? 1 : 0

  statement {
    actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [
      "arn:${data.aws_partition.account[0].partition}:logs:*:${data.aws_caller_identity.account[0].account_id}:log-group:/aws/lambda/us-east-1.${var.name}:*",
    ]
    sid = "WriteLogs"
  }

  dynamic "statement" {
    for_each = var.access == "private" ? [1] : []
    content {
      sid       = "ReadSpecs"
      actions   = ["s3:GetObject"]
      resources = ["${local.store.arn}/statsig-config.json"]
    }
  }
}

resource "aws_iam_role_policy" "execution" {
  count = var.create ? 1 : 0

  name   = var.name
  policy = data.aws_iam_policy_document.permissions[0].json
  role   = aws_iam_role.execution[0].id
}

data "archive_file" "zip" {
  count = var.create ? 1 : 0

  output_path = "${path.root}/.terraform/statsig-edge/${var.name}.zip"
  type        = "zip"

  source {
    content  = file("${path.module}/handler/index.mjs")
    filename = "index.mjs"
  }

  source {
    content = jsonencode({
      clientKey   = var.statsig_client_key
      environment = var.statsig_environment
      specs = {
        url             = "https://${local.store.domain_name}/statsig-config.json"
        region          = local.store.region
        access          = var.access
        refreshSeconds  = var.specs.refresh_seconds
        maxStaleSeconds = var.specs.max_stale_seconds
        timeoutMs       = var.specs.timeout_ms
      }
      routes = var.routes
      identity = {
        stableIdCookie  = var.identity.stable_id_cookie
        consentCookie   = var.identity.consent_cookie
        userIdCookie    = var.identity.user_id_cookie
        userIdHeader    = var.identity.user_id_header
        anonymousUserId = var.identity.anonymous_user_id
        countryHeader   = var.identity.country_header
      }
      exposures = {
        mode          = var.exposures.mode
        maxEvents     = var.exposures.max_events
        maxAgeSeconds = var.exposures.max_age_seconds
        timeoutMs     = var.exposures.timeout_ms
        userFields    = var.exposures.user_fields
      }
    })
    filename = "settings.json"
  }
}

resource "aws_lambda_function" "edge" {
  count    = var.create ? 1 : 0
  provider = aws.us_east_1

  architectures    = ["x86_64"]
  description      = "Evaluates Statsig gates on the viewer request"
  filename         = data.archive_file.zip[0].output_path
  function_name    = var.name
  handler          = "index.handler"
  memory_size      = var.memory_size
  publish          = true
  role             = aws_iam_role.execution[0].arn
  runtime          = var.runtime
  skip_destroy     = var.skip_destroy
  source_code_hash = data.archive_file.zip[0].output_base64sha256
  timeout          = var.timeout
  depends_on = [
    aws_cloudwatch_log_group.edge_function,
    aws_iam_role_policy.execution,
  ]

  timeouts {
    delete = var.delete_timeout
  }

  lifecycle {
    precondition {
      condition     = try(filebase64sha256(data.archive_file.zip[0].output_path), "") == data.archive_file.zip[0].output_base64sha256
      error_message = "The zip of the function that this plan was made with is not here. A saved plan does not carry it: bring the folder .terraform/statsig-edge along from where the plan was made, or plan again here."
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  count = var.create && var.create_distribution ? 1 : 0

  aliases         = var.aliases
  comment         = var.name
  enabled         = true
  http_version    = "http2and3"
  is_ipv6_enabled = true
  tags            = var.tags

  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    cached_methods         = ["GET", "HEAD"]
    compress               = true
    target_origin_id       = "origin"
    viewer_protocol_policy = "redirect-to-https"

    dynamic "lambda_function_association" {
      for_each = var.identity.stable_id_cookie ? ["viewer-request", "viewer-response"] : ["viewer-request"]
      content {
        event_type   = lambda_function_association.value
        lambda_arn   = aws_lambda_function.edge[0].qualified_arn
        include_body = false
      }
    }
  }

  origin {
    domain_name = "example.com"
    origin_id   = "origin"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn            = var.certificate_arn
    cloudfront_default_certificate = var.certificate_arn == null
    minimum_protocol_version       = var.certificate_arn != null ? "TLSv1.2_2021" : null
    ssl_support_method             = var.certificate_arn != null ? "sni-only" : null
  }

  lifecycle {
    precondition {
      condition     = length(var.aliases) == 0 || var.certificate_arn != null
      error_message = "CloudFront answers to aliases only with a certificate for them: give certificate_arn."
    }
  }
}
