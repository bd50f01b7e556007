################################################################################
# Specs: the bucket, the object in it, and who may read it
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

# With sync, the specs as they were uploaded at first: an apply leaves the object alone, whatever
# becomes of the file.
resource "terraform_data" "specs_seed" {
  count = var.create && var.specs_file != null && var.sync != null ? 1 : 0

  input = {
    source           = var.specs_compression == "gzip" ? null : var.specs_file
    content_base64   = var.specs_compression == "gzip" ? base64gzip(file(var.specs_file)) : null
    content_encoding = var.specs_compression == "gzip" ? "gzip" : null
  }
  triggers_replace = var.specs_compression

  lifecycle {
    ignore_changes = [
      input,
    ]
  }
}

resource "aws_s3_object" "specs" {
  count = var.create && var.specs_file != null ? 1 : 0

  bucket = local.store.name
  key    = "statsig-config.json"
  source = (
    var.sync != null
    ? one(terraform_data.specs_seed[*].input.source)
    : var.specs_compression == "gzip" ? null : var.specs_file
  )
  content_base64 = (
    var.sync != null
    ? one(terraform_data.specs_seed[*].input.content_base64)
    : var.specs_compression == "gzip" ? base64gzip(file(var.specs_file)) : null
  )
  content_type = "application/json"
  content_encoding = (
    var.sync != null
    ? one(terraform_data.specs_seed[*].input.content_encoding)
    : var.specs_compression == "gzip" ? "gzip" : null
  )
  # Not etag: with a KMS key, or above 5 MB, it is no MD5 and would differ on every plan. Null leaves
  # later changes of the file, and of the object, alone.
  source_hash = var.specs_updates == "terraform" && var.sync == null ? filemd5(var.specs_file) : null

  # No tags at all: S3 takes ten for an object, and those of the provider count.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  lifecycle {
    # What sync says there of the specs that it wrote.
    ignore_changes = [
      metadata,
    ]

    precondition {
      condition     = var.specs_compression == "none" || var.specs_updates == "terraform" || var.sync != null
      error_message = "Whoever uploads the specs elsewhere compresses them as well: remove specs_compression, or set specs_updates to terraform."
    }
  }

  # An object keeps the encryption and the versioning that it was uploaded with.
  depends_on = [
    aws_s3_bucket_server_side_encryption_configuration.specs_store,
    aws_s3_bucket_versioning.specs_store,
  ]
}
