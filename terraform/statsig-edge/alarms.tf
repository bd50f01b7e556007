################################################################################
# Alarms
################################################################################

locals {
  monitored_distribution_id = (
    var.create_distribution
    ? one(aws_cloudfront_distribution.this[*].id)
    : try(var.monitored_distribution.id, null)
  )
}

resource "aws_cloudwatch_metric_alarm" "cloudfront" {
  # The metrics of CloudFront, which is global, are in us-east-1.
  provider = aws.us_east_1
  for_each = var.create && var.alarms != null ? { for metric, threshold in {
    LambdaExecutionError      = var.alarms.lambda_execution_error
    LambdaValidationError     = var.alarms.lambda_validation_error
    LambdaLimitExceededErrors = var.alarms.lambda_limit_exceeded_errors
    "5xxErrorRate"            = var.alarms.server_error_rate
  } : metric => threshold if threshold > 0 } : {}

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = "${each.key} of the distribution ${local.monitored_distribution_id}. What to look at: npx statsig-edge doctor ${local.monitored_distribution_id}; npx statsig-edge logs ${var.name} --errors"
  namespace         = "AWS/CloudFront"
  metric_name       = each.key
  dimensions = {
    DistributionId = local.monitored_distribution_id
    Region         = "Global"
  }
  # CloudFront offers one for each metric.
  statistic           = each.key == "5xxErrorRate" ? "Average" : "Sum"
  period              = var.alarms.period
  evaluation_periods  = var.alarms.evaluation_periods
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value
  # Without requests nothing is counted.
  treat_missing_data = "notBreaching"
  alarm_actions      = var.alarms.alarm_actions
  ok_actions         = var.alarms.ok_actions

  tags = var.tags

  lifecycle {
    precondition {
      condition = (
        var.create_distribution && var.monitored_distribution == null ||
        !var.create_distribution && var.monitored_distribution != null
      )
      error_message = "What CloudFront counts, it counts of a distribution: with create_distribution set to false, name yours as monitored_distribution; with one that is created, remove monitored_distribution."
    }
  }
}

# The function's metrics are in the Region that it ran in; the module makes nothing in others than
# us-east-1 and the bucket's.
resource "aws_cloudwatch_metric_alarm" "specs" {
  count    = var.create && try(var.alarms.specs_unconfirmed_minutes, 0) > 0 ? 1 : 0
  provider = aws.us_east_1

  alarm_name          = "${var.name}-SpecsUnconfirmed"
  alarm_description   = "The function could not load the specs for ${var.alarms.specs_unconfirmed_minutes} minutes in us-east-1, and answers from the last ones. What to look at: npx statsig-edge logs ${var.name} --errors"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  # Without requests nobody asks for specs.
  treat_missing_data = "notBreaching"
  alarm_actions      = var.alarms.alarm_actions
  ok_actions         = var.alarms.ok_actions

  metric_query {
    id          = "unconfirmed"
    label       = "Failed, and never succeeded"
    expression  = "IF(failures > 0 AND FILL(loads, 0) == 0, 1, 0)"
    return_data = true
  }

  metric_query {
    id = "loads"

    metric {
      namespace   = "StatsigEdge"
      metric_name = "SpecsLoads"
      dimensions = {
        Function = "us-east-1.${var.name}"
      }
      stat   = "Sum"
      period = var.alarms.specs_unconfirmed_minutes * 60
    }
  }

  metric_query {
    id = "failures"

    metric {
      namespace   = "StatsigEdge"
      metric_name = "SpecsLoadFailures"
      dimensions = {
        Function = "us-east-1.${var.name}"
      }
      stat   = "Sum"
      period = var.alarms.specs_unconfirmed_minutes * 60
    }
  }

  tags = var.tags

  lifecycle {
    precondition {
      condition     = var.metrics
      error_message = "That specs cannot be loaded is seen in the metrics of the function: set metrics to true, or specs_unconfirmed_minutes of the alarms to 0."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "sync_unconfirmed" {
  count = (
    var.create && var.sync != null && var.alarms != null && try(var.alarms.specs_unconfirmed_minutes, 0) > 0
    ? 1
    : 0
  )

  alarm_name        = "${var.name}-SyncUnconfirmed"
  alarm_description = "The sync function did not find out for ${var.alarms.specs_unconfirmed_minutes} minutes that the bucket has Statsig's newest specs. What to look at: the log group /aws/lambda/${aws_lambda_function.sync[0].function_name}"
  namespace         = "StatsigEdge"
  metric_name       = "SpecsConfirmed"
  dimensions = {
    Function = aws_lambda_function.sync[0].function_name
  }
  statistic = "Sum"
  # No shorter than two looks at Statsig.
  period              = max(var.alarms.specs_unconfirmed_minutes, 2 * var.sync.every_minutes) * 60
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  # A function that does not run says nothing.
  treat_missing_data = "breaching"
  alarm_actions      = var.alarms.sync_alarm_actions

  tags = var.tags
}

data "aws_region" "bucket" {
  count = var.create && var.sync != null && var.alarms != null ? 1 : 0
}

resource "aws_cloudwatch_metric_alarm" "sync_failed" {
  count = var.create && var.sync != null && var.alarms != null ? 1 : 0

  alarm_name        = "${var.name}-SyncFailed"
  alarm_description = "The sync function ended without an answer; the event and the reason are in the queue ${aws_sqs_queue.sync_dead_letters[0].name}, for 14 days. The alarm ends when the queue is empty."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.sync_dead_letters[0].name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarms.sync_alarm_actions

  tags = var.tags

  lifecycle {
    precondition {
      condition = alltrue([
        for topic in var.alarms.sync_alarm_actions :
        split(":", topic)[3] == data.aws_region.bucket[0].id
      ])
      error_message = "The sync function and its alarms are in the Region of the bucket, and an alarm tells SNS topics of its own Region only: the sync_alarm_actions of the alarms must be topics there."
    }
  }
}
