################################################################################
# Account
################################################################################

data "aws_caller_identity" "account" {
  count = var.create ? 1 : 0
}

# The account as it was asked for first. Where the module block has a depends_on that changes,
# Terraform asks only when it applies; a bucket whose name is unknown until then would be replaced.
resource "terraform_data" "account" {
  count = var.create ? 1 : 0

  input = data.aws_caller_identity.account[0].account_id

  lifecycle {
    ignore_changes = [
      input,
    ]
  }
}

locals {
  account_id = var.account_id == null ? one(terraform_data.account[*].input) : var.account_id
}

################################################################################
# Specs: the bucket, the object in it, and the way to it
################################################################################

resource "aws_s3_bucket" "specs_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  # Bucket names are shared by all of AWS: the account's id makes it ours.
  bucket        = coalesce(var.bucket_name, "${var.name}-${local.account_id}")
  force_destroy = var.force_destroy

  tags = var.tags
}

# No access control lists: the policy alone says who may read.
resource "aws_s3_bucket_ownership_controls" "specs_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  bucket = aws_s3_bucket.specs_store[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "specs_store" {
  count = var.create && var.existing_bucket == null && var.kms_key != null ? 1 : 0

  bucket = aws_s3_bucket.specs_store[0].id

  rule {
    # Without a bucket key every read from S3 is a request to KMS as well, and paid for.
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.kms_key.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "specs_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  bucket = aws_s3_bucket.specs_store[0].id

  versioning_configuration {
    status = var.versioning ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "specs_store" {
  count = var.create && var.existing_bucket == null && var.noncurrent_version_expiration_days != null ? 1 : 0

  bucket = aws_s3_bucket.specs_store[0].id

  rule {
    id     = "former-versions"
    status = "Enabled"

    filter {
      prefix = ""
    }

    noncurrent_version_expiration {
      noncurrent_days = var.noncurrent_version_expiration_days
    }
  }
}

data "aws_s3_bucket" "existing" {
  count = var.create && var.existing_bucket != null ? 1 : 0

  bucket = var.existing_bucket.name
}

# The bucket with the specs, created here or existing.
locals {
  store = {
    name = var.existing_bucket == null ? one(aws_s3_bucket.specs_store[*].id) : var.existing_bucket.name
    arn = (
      var.existing_bucket == null
      ? one(aws_s3_bucket.specs_store[*].arn)
      : "arn:aws:s3:::${var.existing_bucket.name}"
    )
    region = var.existing_bucket == null ? one(aws_s3_bucket.specs_store[*].region) : var.existing_bucket.region
    domain_name = (
      var.existing_bucket == null
      ? one(aws_s3_bucket.specs_store[*].bucket_regional_domain_name)
      : "${var.existing_bucket.name}.s3.${var.existing_bucket.region}.amazonaws.com"
    )
  }
}

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

# Whom the function asks for the specs; null where nothing is created.
locals {
  specs_host = (
    var.bucket_access == "cloudfront"
    ? one(aws_cloudfront_distribution.specs[*].domain_name)
    : local.store.domain_name
  )
}

# With bucket_access public, everybody may read the one object that the policy names, and nothing
# else.
resource "aws_s3_bucket_public_access_block" "specs_store" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  bucket                  = aws_s3_bucket.specs_store[0].id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = var.bucket_access != "public"
  restrict_public_buckets = var.bucket_access != "public"
}

locals {
  bucket_policy = var.create ? jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "DenyInsecureTransport"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [local.store.arn, "${local.store.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      }],
      var.bucket_access == "public" ? [{
        Sid       = "PublicReadGetObject"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "${local.store.arn}/statsig-config.json"
      }] : [],
      var.bucket_access == "cloudfront" ? [{
        Sid      = "ReadByDistribution"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "${local.store.arn}/statsig-config.json"
        Principal = {
          Service = "cloudfront.amazonaws.com"
        }
        Condition = {
          StringEquals = {
            "aws:SourceArn" = one(aws_cloudfront_distribution.specs[*].arn)
          }
        }
      }] : []
    )
  }) : null
}

resource "aws_s3_bucket_policy" "access" {
  count = var.create && var.existing_bucket == null ? 1 : 0

  bucket = aws_s3_bucket.specs_store[0].id
  policy = local.bucket_policy

  # S3 refuses a public policy for as long as the block is on.
  depends_on = [
    aws_s3_bucket_public_access_block.specs_store,
  ]
}

resource "aws_s3_object" "specs" {
  count = var.create && var.specs_file != null ? 1 : 0

  bucket           = local.store.name
  key              = "statsig-config.json"
  source           = var.specs_compression == "gzip" ? null : var.specs_file
  content_base64   = var.specs_compression == "gzip" ? base64gzip(file(var.specs_file)) : null
  content_type     = "application/json"
  content_encoding = var.specs_compression == "gzip" ? "gzip" : null
  # Not etag: with a KMS key, or above 5 MB, it is no MD5 and would differ on every plan. Null leaves
  # later changes of the file, and of the object, alone.
  source_hash = var.specs_updates == "terraform" ? filemd5(var.specs_file) : null

  # No tags at all: S3 takes ten for an object, and those of the provider count.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  lifecycle {
    precondition {
      condition     = var.specs_compression == "none" || var.specs_updates == "terraform"
      error_message = "Whoever uploads the specs elsewhere compresses them as well: remove specs_compression, or set specs_updates to terraform."
    }
  }

  # An object keeps the encryption and the versioning that it was uploaded with.
  depends_on = [
    aws_s3_bucket_server_side_encryption_configuration.specs_store,
    aws_s3_bucket_versioning.specs_store,
  ]
}

################################################################################
# Edge function: its logs, role, code and version
################################################################################

locals {
  log_group_name = (
    var.existing_log_group != null
    ? var.existing_log_group.name
    : coalesce(var.log_group_name, "/aws/lambda/us-east-1.${var.name}")
  )
}

# The logs of what runs in us-east-1. In every other Region the function logs to a group of the same
# name there.
resource "aws_cloudwatch_log_group" "edge_function" {
  count    = var.create && var.existing_log_group == null ? 1 : 0
  provider = aws.us_east_1

  name              = local.log_group_name
  log_group_class   = var.log_group_class
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn

  tags = var.tags
}

resource "aws_iam_role" "execution" {
  count = var.create && var.existing_role == null ? 1 : 0

  name = coalesce(var.role_name, var.name)
  path = var.role_path
  # CloudFront attaches a function only if both services may assume its role.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRole"
      Principal = {
        Service = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]
      }
    }]
  })
  permissions_boundary = var.role_permissions_boundary

  tags = var.tags
}

# The function runs, and logs, in the Region nearest to the viewer, so that the Region stands open.
locals {
  role_policy = var.create ? jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:*:${local.account_id}:log-group:${local.log_group_name}:*"
      }],
      var.create_log_groups ? [{
        Sid      = "CreateLogGroups"
        Effect   = "Allow"
        Action   = "logs:CreateLogGroup"
        Resource = "arn:aws:logs:*:${local.account_id}:log-group:${local.log_group_name}:*"
      }] : [],
      var.bucket_access == "private" ? [{
        Sid      = "ReadSpecs"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "${local.store.arn}/statsig-config.json"
      }] : [],
      var.bucket_access == "private" && var.kms_key != null ? [{
        Sid      = "DecryptSpecs"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.kms_key.arn
      }] : [],
      flatten([try(jsondecode(var.policy_json).Statement, [])])
    )
  }) : null
}

resource "aws_iam_role_policy" "execution" {
  count = var.create && var.existing_role == null ? 1 : 0

  name   = var.name
  role   = aws_iam_role.execution[0].id
  policy = local.role_policy
}

# But for the client key, which may be sensitive, and the secret.
locals {
  settings = (
    var.create
    ? {
      environment    = var.statsig_environment
      routes         = var.routes == null ? null : [for route in var.routes : { for name, value in route : name => value if value != null }]
      killSwitchGate = var.kill_switch_gate
      previewKeys    = var.preview_keys
      identity = {
        stableIdCookie     = var.identity.stable_id_cookie
        consentCookie      = var.identity.consent_cookie
        userIdCookie       = var.identity.user_id_cookie
        userIdHeader       = var.identity.user_id_header
        anonymousUserId    = var.identity.anonymous_user_id
        countryHeader      = var.identity.country_header
        countryFromAddress = var.identity.country_from_address
        mappedAddresses    = var.identity.mapped_addresses
        token              = var.identity.token
        attributes         = var.identity.attributes
      }
      exposures = {
        mode          = var.exposures.mode
        maxEvents     = var.exposures.max_events
        maxAgeSeconds = var.exposures.max_age_seconds
        timeoutMs     = var.exposures.timeout_ms
        userFields    = var.exposures.user_fields
      }
      metrics = var.metrics
      specs = {
        url             = "https://${local.specs_host}/statsig-config.json"
        region          = local.store.region
        access          = var.bucket_access
        refreshSeconds  = var.specs_refresh.refresh_seconds
        maxStaleSeconds = var.specs_refresh.max_stale_seconds
        maxWaitMs       = var.specs_refresh.max_wait_ms
      }
    }
    : null
  )
}

locals {
  settings_json = var.create ? jsonencode(merge(local.settings, {
    clientKey = var.statsig_client_key
    specs = merge(local.settings.specs, {
      secret = var.specs_secret == null ? null : var.specs_secret.value
    })
  })) : null
}

# Says in a plan what changes in the settings; the function has them in its zip. Not the key and the
# secret: what is sensitive would be shown as the output.
resource "terraform_data" "settings" {
  count = var.create ? 1 : 0

  input = local.settings
}

# The specs in the zip.
locals {
  fallback_file = (
    var.package_specs && var.fallback_specs_file != null
    ? var.fallback_specs_file
    : var.package_specs ? var.specs_file : null
  )
}

# About what the zip takes. Without the settings, so that it is known at plan.
locals {
  zip_kib = ceil(
    length(base64gzip(join("", [for path in compact([coalesce(var.handler_file, "${path.module}/handler/index.mjs"), "${path.module}/handler/user-agents.cjs", "${path.module}/handler/countries.cjs", "${path.module}/handler/known.cjs", local.fallback_file]) : file(path)]))) * 3 / 4 / 1024
  )
}

# Ignored by git almost everywhere, and present wherever terraform init has run. The account, because
# another one may have a function of the same name.
locals {
  zip_path = "${path.root}/.terraform/statsig-edge/${join("-", compact([var.name, local.account_id]))}.zip"
}

# Lambda@Edge has no environment variables: the settings of the function are beside its code.
data "archive_file" "zip" {
  count = var.create ? 1 : 0

  type        = "zip"
  output_path = local.zip_path

  source {
    filename = "index.mjs"
    # Sensitive, so that a plan does not print it.
    content = sensitive(file(coalesce(var.handler_file, "${path.module}/handler/index.mjs")))
  }

  source {
    filename = "user-agents.cjs"
    content  = sensitive(file("${path.module}/handler/user-agents.cjs"))
  }

  source {
    filename = "countries.cjs"
    content  = sensitive(file("${path.module}/handler/countries.cjs"))
  }

  source {
    filename = "known.cjs"
    content  = sensitive(file("${path.module}/handler/known.cjs"))
  }

  source {
    filename = "settings.json"
    content  = local.settings_json
  }

  dynamic "source" {
    for_each = local.fallback_file != null ? [1] : []

    content {
      filename = "fallback.json"
      content  = sensitive(file(local.fallback_file))
    }
  }
}

data "aws_region" "us_east_1" {
  count    = var.create ? 1 : 0
  provider = aws.us_east_1
}

# Without tags: AWS lists function tags among what Lambda@Edge does not support.
resource "aws_lambda_function" "edge" {
  count = var.create ? 1 : 0
  # Lambda@Edge functions are made in us-east-1, and replicated to the other Regions.
  provider = aws.us_east_1

  function_name = var.name
  description   = "Evaluates Statsig gates on the viewer request"
  role          = var.existing_role == null ? aws_iam_role.execution[0].arn : var.existing_role.arn
  filename      = local.zip_path
  # Of what is in the zip, not of the zip: that one is not known where Terraform makes it only when it
  # applies.
  source_code_hash = nonsensitive(sensitive(base64sha256(jsonencode([
    local.settings_json,
    [for path in compact([coalesce(var.handler_file, "${path.module}/handler/index.mjs"), "${path.module}/handler/user-agents.cjs", "${path.module}/handler/countries.cjs", "${path.module}/handler/known.cjs", local.fallback_file]) : filesha256(path)],
  ]))))
  handler = "index.handler"
  runtime = var.runtime
  # Lambda@Edge supports no other architecture.
  architectures = ["x86_64"]
  memory_size   = var.memory_size
  timeout       = var.timeout
  # CloudFront accepts a numbered version only, never $LATEST.
  publish      = true
  skip_destroy = var.skip_destroy

  dynamic "logging_config" {
    for_each = var.existing_log_group != null || var.log_group_name != null || var.log_format != null ? [1] : []

    content {
      log_format = coalesce(var.log_format, "Text")
      log_group  = var.existing_log_group != null || var.log_group_name != null ? local.log_group_name : null
    }
  }

  # AWS deletes the replicas some hours after the last distribution let go of the function, and refuses
  # to delete the function until then.
  timeouts {
    delete = var.delete_timeout
  }

  lifecycle {
    precondition {
      condition     = try(filebase64sha256(local.zip_path), "") == data.archive_file.zip[0].output_base64sha256
      error_message = "The zip of the function is missing. A saved plan does not contain it: copy the folder .terraform/statsig-edge from where the plan was made, or plan again here."
    }

    precondition {
      condition     = local.zip_kib <= 1024
      error_message = "The handler and the specs in the function's zip have ${local.zip_kib} KiB compressed, and CloudFront may refuse more than 1024 KiB for a function on viewer events. Name smaller specs in fallback_specs_file, such as those of a target app, or set package_specs to false."
    }

    precondition {
      condition     = data.aws_region.us_east_1[0].id == "us-east-1"
      error_message = "The provider that is passed as aws.us_east_1 must be configured for us-east-1: Lambda@Edge functions are made in no other Region."
    }

    precondition {
      condition = alltrue([
        for domain_name in data.aws_s3_bucket.existing[*].bucket_regional_domain_name :
        domain_name == local.store.domain_name
      ])
      error_message = "The existing_bucket is in another Region than the one that is given for it."
    }

    precondition {
      condition     = var.existing_role == null || var.policy_json == null && var.role_permissions_boundary == null
      error_message = "An existing_role is not changed: remove policy_json and role_permissions_boundary here, and set them where the role is created."
    }

    precondition {
      condition     = var.existing_log_group == null || var.log_group_name == null
      error_message = "An existing_log_group has its name: remove log_group_name."
    }

    precondition {
      condition     = var.log_group_class != "INFREQUENT_ACCESS" || !var.metrics
      error_message = "CloudWatch makes no metrics of a log group of the class INFREQUENT_ACCESS: remove log_group_class, or set metrics to false."
    }

    precondition {
      condition     = var.bucket_access != "public" || var.kms_key == null
      error_message = "Objects that a KMS key encrypts cannot be read by everybody: set bucket_access to private or cloudfront, or remove kms_key."
    }

    precondition {
      condition     = var.bucket_access == "cloudfront" || var.specs_secret == null
      error_message = "Only the distribution of the specs asks for a specs_secret: set bucket_access to cloudfront, or remove specs_secret."
    }
  }

  # With the group made first, Lambda does not make one without retention; with the policy, no request
  # is denied.
  depends_on = [
    aws_cloudwatch_log_group.edge_function,
    aws_iam_role_policy.execution,
  ]
}

# The sticky cookie, and that of a preview, are written into the response.
locals {
  viewer_events = (
    var.identity.stable_id_cookie || var.preview_keys != null
    ? ["viewer-request", "viewer-response"]
    : ["viewer-request"]
  )
}

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

################################################################################
# Distribution
################################################################################

# Without routes every request is answered at the edge; CloudFront wants an origin still.
locals {
  origin = var.origin == null ? {
    domain_name              = "example.com"
    s3                       = false
    path                     = ""
    protocol_policy          = "https-only"
    custom_headers           = {}
    http_port                = 80
    https_port               = 443
    origin_read_timeout      = 30
    origin_keepalive_timeout = 5
    connection_attempts      = 3
    connection_timeout       = 10
    origin_shield_region     = null
    vpc_origin_id            = null
  } : var.origin
}

locals {
  origins = {
    for id, origin in merge({ origin = local.origin }, var.origins) :
    id => origin if id != "origin" || var.origin != null || length(var.origins) == 0
  }
}

# The origin that is asked first, of an origin and of a group.
locals {
  first_origins = merge(
    { for id in keys(local.origins) : id => id },
    { for id, group in var.origin_groups : id => group.member[0].origin_id }
  )
}

# Headers that the function adds are to reach the origin. S3 has no use for them.
locals {
  request_policies = {
    for id, first in local.first_origins :
    id => (
      var.origin_request_policy == null && !try(local.origins[first].s3, true) && (first != "origin" || var.origin != null)
      ? coalesce(one(aws_cloudfront_origin_request_policy.routes[*].id), "AllViewerExceptHostHeader")
      : var.origin_request_policy
    )
  }
}

resource "aws_cloudfront_origin_access_control" "distribution" {
  count = var.create && var.create_distribution && anytrue(values(local.origins)[*].s3) ? 1 : 0

  name                              = var.name
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

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

  comment             = coalesce(var.comment, var.name)
  enabled             = var.enabled
  aliases             = var.aliases
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

resource "aws_cloudwatch_log_delivery_source" "access_logs" {
  count = var.create && var.create_distribution && var.access_log_delivery != null ? 1 : 0
  # The logs of CloudFront, which is global, are delivered from us-east-1.
  provider = aws.us_east_1

  name         = var.name
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.this[0].arn

  tags = var.tags
}

resource "aws_cloudwatch_log_delivery_destination" "access_logs" {
  count    = var.create && var.create_distribution && var.access_log_delivery != null ? 1 : 0
  provider = aws.us_east_1

  name          = var.name
  output_format = var.access_log_delivery.output_format

  delivery_destination_configuration {
    destination_resource_arn = var.access_log_delivery.destination_resource_arn
  }

  tags = var.tags
}

resource "aws_cloudwatch_log_delivery" "access_logs" {
  count    = var.create && var.create_distribution && var.access_log_delivery != null ? 1 : 0
  provider = aws.us_east_1

  delivery_source_name     = aws_cloudwatch_log_delivery_source.access_logs[0].name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.access_logs[0].arn
  record_fields            = var.access_log_delivery.record_fields
  field_delimiter          = var.access_log_delivery.field_delimiter
  s3_delivery_configuration = (
    var.access_log_delivery.s3_delivery_configuration != null
    ? [var.access_log_delivery.s3_delivery_configuration]
    : null
  )

  tags = var.tags
}

# What the buckets of S3 origins need. No data sources: they would be read anew, and the buckets'
# policies planned anew, with each new version of the function, which changes the distribution.
locals {
  origin_bucket_policies = { for id, origin in local.origins : id => jsonencode({
    Version = "2012-10-17"
    Statement = [{
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
    }]
  }) if var.create && var.create_distribution && origin.s3 }
}
