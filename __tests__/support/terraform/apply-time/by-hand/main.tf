# What by-module makes, as it is written for one purpose: no conditions, no variables but where the files are.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    archive = {
      source = "hashicorp/archive"
    }
  }
}

variable "specs_file" {
  type = string
}

variable "module_folder" {
  type = string
}

locals {
  handler = { for name in ["index.mjs", "browser.cjs", "countries.cjs", "user-agents.cjs"] : name => "${var.module_folder}/handler/${name}" }
}

provider "aws" {
  region = "us-east-1"
}

data "aws_caller_identity" "this" {}

resource "aws_s3_bucket" "specs" {
  bucket = "statsig-edge-${data.aws_caller_identity.this.account_id}"
}

resource "aws_s3_bucket_ownership_controls" "specs" {
  bucket = aws_s3_bucket.specs.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "specs" {
  bucket = aws_s3_bucket.specs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "specs" {
  bucket = aws_s3_bucket.specs.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "specs" {
  bucket = aws_s3_bucket.specs.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyInsecureTransport"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.specs.arn, "${aws_s3_bucket.specs.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  depends_on = [aws_s3_bucket_public_access_block.specs]
}

resource "aws_s3_object" "specs" {
  bucket       = aws_s3_bucket.specs.id
  key          = "statsig-config.json"
  source       = var.specs_file
  source_hash  = filemd5(var.specs_file)
  content_type = "application/json"

  depends_on = [aws_s3_bucket_versioning.specs]
}

resource "aws_iam_role" "edge" {
  name = "statsig-edge"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] }
    }]
  })
}

resource "aws_iam_role_policy" "edge" {
  name = "statsig-edge"
  role = aws_iam_role.edge.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:*:*:log-group:/aws/lambda/us-east-1.statsig-edge:*"
      },
      {
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "${aws_s3_bucket.specs.arn}/statsig-config.json"
      }
    ]
  })
}

resource "aws_cloudwatch_log_group" "edge" {
  name              = "/aws/lambda/us-east-1.statsig-edge"
  retention_in_days = 30
}

data "archive_file" "edge" {
  type        = "zip"
  output_path = "${path.root}/.terraform/edge.zip"

  dynamic "source" {
    for_each = local.handler

    content {
      filename = source.key
      content  = file(source.value)
    }
  }

  source {
    filename = "fallback.json"
    content  = file(var.specs_file)
  }

  source {
    filename = "settings.json"

    content = jsonencode({
      clientKey = "client-measured"
      routes    = [{ path = "/*", action = "respond", gate = "test_gate" }]
      specs     = { url = "https://${aws_s3_bucket.specs.bucket_regional_domain_name}/statsig-config.json", region = aws_s3_bucket.specs.region, access = "private" }
    })
  }
}

resource "aws_lambda_function" "edge" {
  function_name    = "statsig-edge"
  role             = aws_iam_role.edge.arn
  filename         = data.archive_file.edge.output_path
  source_code_hash = data.archive_file.edge.output_base64sha256
  handler          = "index.handler"
  runtime          = "nodejs22.x"
  memory_size      = 128
  timeout          = 5
  publish          = true

  depends_on = [aws_cloudwatch_log_group.edge, aws_iam_role_policy.edge]
}
