################################################################################
# Sync: the function that brings the specs from Statsig, and what starts it
################################################################################

resource "aws_cloudwatch_log_group" "sync" {
  count = var.create && var.sync != null ? 1 : 0

  name              = "/aws/lambda/${var.name}-sync"
  retention_in_days = var.log_retention_days

  tags = var.tags
}

# The events that the function failed on, and why.
resource "aws_sqs_queue" "sync_dead_letters" {
  count = var.create && var.sync != null ? 1 : 0

  message_retention_seconds = 1209600
  name                      = "${var.name}-sync-failed"
  sqs_managed_sse_enabled   = true

  tags = var.tags
}

locals {
  sync_webhook_input = var.sync != null ? var.sync.webhook : null
}

locals {
  sync_every_minutes_input = var.sync != null ? var.sync.every_minutes : 1
}

locals {
  sync_allow_older_input = var.sync != null ? var.sync.allow_older : false
}

locals {
  sync_log_groups_input = var.sync != null ? var.sync.log_groups : false
}

locals {
  sync_statsig_url_input = var.sync != null ? var.sync.statsig_url : ""
}

locals {
  sync_reserve_concurrency_input = var.sync != null ? var.sync.reserve_concurrency : false
}

locals {
  sync_webhook_key = local.sync_webhook_input != null ? local.sync_webhook_input.kms_key_arn : null
}

resource "aws_iam_role" "sync" {
  count = var.create && var.sync != null ? 1 : 0

  name = "${var.name}-sync"
  path = var.role_path
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRole"
      Principal = {
        Service = "lambda.amazonaws.com"
      }
    }]
  })
  permissions_boundary = var.role_permissions_boundary

  tags = var.tags
}

locals {
  sync_role_policy = (
    var.create && var.sync != null
    ? jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [{
          Sid      = "WriteLogs"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = "${aws_cloudwatch_log_group.sync[0].arn}:*"
          }, {
          Sid      = "ReadAndWriteSpecs"
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:PutObject"]
          Resource = "${local.store.arn}/statsig-config.json"
          }, {
          Sid      = "TellFailures"
          Effect   = "Allow"
          Action   = "sqs:SendMessage"
          Resource = aws_sqs_queue.sync_dead_letters[0].arn
        }],
        var.kms_key != null ? [{
          Sid      = "EncryptSpecs"
          Effect   = "Allow"
          Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource = var.kms_key.arn
        }] : [],
        local.sync_webhook_input != null ? [{
          Sid      = "ReadWebhookSecret"
          Effect   = "Allow"
          Action   = ["ssm:GetParameter", "secretsmanager:GetSecretValue"]
          Resource = local.sync_webhook_input.secret_arn
        }] : [],
        local.sync_webhook_key != null ? [{
          Sid      = "DecryptWebhookSecret"
          Effect   = "Allow"
          Action   = "kms:Decrypt"
          Resource = local.sync_webhook_key
        }] : [],
        local.sync_log_groups_input ? [{
          Sid      = "FindLogGroups"
          Effect   = "Allow"
          Action   = ["ec2:DescribeRegions", "logs:DescribeLogGroups"]
          Resource = "*"
        }] : [],
        local.sync_log_groups_input ? [{
          Sid      = "SetUpLogGroups"
          Effect   = "Allow"
          Action   = ["logs:AssociateKmsKey", "logs:DeleteRetentionPolicy", "logs:ListTagsForResource", "logs:PutRetentionPolicy", "logs:TagResource"]
          Resource = ["arn:aws:logs:*:${local.account_id}:log-group:${local.log_group_name}", "arn:aws:logs:*:${local.account_id}:log-group:${local.log_group_name}:*"]
        }] : []
      )
    })
    : null
  )
}

resource "aws_iam_role_policy" "sync" {
  count = var.create && var.sync != null ? 1 : 0

  name   = "${var.name}-sync"
  role   = aws_iam_role.sync[0].id
  policy = local.sync_role_policy
}

locals {
  sync_zip_path = "${path.root}/.terraform/statsig-edge/${join("-", compact(["${var.name}-sync", local.account_id]))}.zip"
}

data "archive_file" "sync" {
  count = var.create && var.sync != null ? 1 : 0

  type        = "zip"
  output_path = local.sync_zip_path

  source {
    filename = "index.mjs"
    # Sensitive, so that a plan does not print it.
    content = sensitive(file("${path.module}/sync/index.mjs"))
  }
}

resource "aws_lambda_function" "sync" {
  count = var.create && var.sync != null ? 1 : 0

  function_name = "${var.name}-sync"
  description   = "Brings Statsig config specs to the bucket that the edge reads"
  role          = aws_iam_role.sync[0].arn
  filename      = local.sync_zip_path
  # Of what is in the zip, not of the zip: that one is not known where Terraform makes it only when it
  # applies.
  source_code_hash = filebase64sha256("${path.module}/sync/index.mjs")
  handler          = "index.handler"
  runtime          = "nodejs22.x"
  memory_size      = 256
  timeout          = 60
  # One at a time, so that no run overtakes another. What comes meanwhile is tried again, or the next
  # minute makes up for it.
  reserved_concurrent_executions = local.sync_reserve_concurrency_input ? 1 : -1

  environment {
    # No secrets: the function reads that of the webhook when it runs.
    variables = {
      STATSIG_CLIENT_KEY = var.statsig_client_key
      STATSIG_URL        = local.sync_statsig_url_input
      SPECS_BUCKET       = local.store.name
      SPECS_KEY          = "statsig-config.json"
      SPECS_COMPRESSION  = var.specs_compression
      ALLOW_OLDER_SPECS  = tostring(local.sync_allow_older_input)
      WEBHOOK_SECRET_ARN = local.sync_webhook_input != null ? local.sync_webhook_input.secret_arn : ""
    }
  }

  tags = var.tags

  lifecycle {
    precondition {
      condition     = try(filebase64sha256(local.sync_zip_path), "") == data.archive_file.sync[0].output_base64sha256
      error_message = "The zip of the sync function is missing. A saved plan does not contain it: copy the folder .terraform/statsig-edge from where the plan was made, or plan again here."
    }
  }

  # With the group made first, Lambda does not make one without retention; with the policy, no run is
  # denied.
  depends_on = [
    aws_cloudwatch_log_group.sync,
    aws_iam_role_policy.sync,
  ]
}

resource "aws_lambda_function_event_invoke_config" "sync" {
  count = var.create && var.sync != null ? 1 : 0

  function_name = aws_lambda_function.sync[0].function_name
  # The next minute brings the next one.
  maximum_event_age_in_seconds = 60
  maximum_retry_attempts       = 0

  destination_config {
    on_failure {
      destination = aws_sqs_queue.sync_dead_letters[0].arn
    }
  }

  depends_on = [
    aws_iam_role_policy.sync,
  ]
}

resource "aws_cloudwatch_event_rule" "sync_specs" {
  count = var.create && var.sync != null ? 1 : 0

  description = "Looks whether Statsig has other specs"
  name        = "${var.name}-sync-specs"
  schedule_expression = (
    local.sync_every_minutes_input == 1
    ? "rate(1 minute)"
    : "rate(${local.sync_every_minutes_input} minutes)"
  )

  tags = var.tags
}

resource "aws_lambda_permission" "sync_specs" {
  count = var.create && var.sync != null ? 1 : 0

  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.sync[0].function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.sync_specs[0].arn
}

resource "aws_cloudwatch_event_target" "sync_specs" {
  count = var.create && var.sync != null ? 1 : 0

  arn = aws_lambda_function.sync[0].arn
  input = jsonencode({
    task = "specs"
  })
  rule = aws_cloudwatch_event_rule.sync_specs[0].name

  depends_on = [
    aws_lambda_permission.sync_specs,
  ]
}

resource "aws_cloudwatch_event_rule" "sync_log_groups" {
  count = var.create && var.sync != null && local.sync_log_groups_input ? 1 : 0

  description         = "Gives the edge function's log groups their retention, key and tags"
  name                = "${var.name}-sync-log-groups"
  schedule_expression = "rate(1 day)"

  tags = var.tags
}

resource "aws_lambda_permission" "sync_log_groups" {
  count = var.create && var.sync != null && local.sync_log_groups_input ? 1 : 0

  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.sync[0].function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.sync_log_groups[0].arn
}

resource "aws_cloudwatch_event_target" "sync_log_groups" {
  count = var.create && var.sync != null && local.sync_log_groups_input ? 1 : 0

  arn = aws_lambda_function.sync[0].arn
  input = jsonencode({
    task            = "log groups"
    logGroupName    = local.log_group_name
    retentionInDays = var.log_retention_days
    kmsKeyArn       = var.log_kms_key_arn
    tags            = var.tags
    except          = ["us-east-1"]
  })
  rule = aws_cloudwatch_event_rule.sync_log_groups[0].name

  depends_on = [
    aws_lambda_permission.sync_log_groups,
  ]
}

resource "aws_apigatewayv2_api" "sync_webhook" {
  count = var.create && var.sync != null && local.sync_webhook_input != null ? 1 : 0

  name          = "${var.name}-sync-webhook"
  protocol_type = "HTTP"

  tags = var.tags
}

resource "aws_apigatewayv2_integration" "sync_webhook" {
  count = var.create && var.sync != null && local.sync_webhook_input != null ? 1 : 0

  api_id                 = aws_apigatewayv2_api.sync_webhook[0].id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.sync[0].invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "sync_webhook" {
  count = var.create && var.sync != null && local.sync_webhook_input != null ? 1 : 0

  api_id = aws_apigatewayv2_api.sync_webhook[0].id
  # The function checks the signature, which Statsig makes of the body.
  authorization_type = "NONE"
  route_key          = "POST /"
  target             = "integrations/${aws_apigatewayv2_integration.sync_webhook[0].id}"
}

resource "aws_apigatewayv2_stage" "sync_webhook" {
  count = var.create && var.sync != null && local.sync_webhook_input != null ? 1 : 0

  api_id      = aws_apigatewayv2_api.sync_webhook[0].id
  auto_deploy = true
  name        = "$default"

  # Who floods the address keeps no run from its turn.
  default_route_settings {
    throttling_burst_limit = 5
    throttling_rate_limit  = 5
  }

  tags = var.tags
}

resource "aws_lambda_permission" "sync_webhook" {
  count = var.create && var.sync != null && local.sync_webhook_input != null ? 1 : 0

  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.sync[0].function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.sync_webhook[0].execution_arn}/*/*/"
}
