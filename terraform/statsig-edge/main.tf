################################################################################
# Edge function: its log group and its version
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
    [
      for path in compact([
        coalesce(var.handler_file, "${path.module}/handler/index.mjs"),
        "${path.module}/handler/user-agents.cjs",
        local.countries_file,
        local.known_file,
        "${path.module}/handler/browser.cjs",
        local.sticky_file,
        local.fallback_file,
      ]) :
      filesha256(path)
    ],
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
      condition     = length(local.refused_entries) == 0
      error_message = join("\n", local.refused_entries)
    }

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

    precondition {
      condition = (
        var.sticky_experiments != null && var.sticky_keys != null ||
        var.sticky_experiments == null && var.sticky_keys == null
      )
      error_message = "The groups of sticky_experiments are signed by sticky_keys: give both, or remove both."
    }
  }

  # With the group made first, Lambda does not make one without retention; with the policy, no request
  # is denied.
  depends_on = [
    aws_cloudwatch_log_group.edge_function,
    aws_iam_role_policy.execution,
  ]
}

# The sticky cookie, that of kept groups and that of a preview are written into the response.
locals {
  viewer_events = (
    var.identity.stable_id_cookie || var.preview_keys != null || var.sticky_experiments != null
    ? ["viewer-request", "viewer-response"]
    : ["viewer-request"]
  )
}
