################################################################################
# Dashboard
################################################################################

resource "aws_cloudfront_monitoring_subscription" "additional_metrics" {
  count = var.create && var.additional_metrics ? 1 : 0

  distribution_id = local.monitored_distribution_id

  monitoring_subscription {
    realtime_metrics_subscription_config {
      realtime_metrics_subscription_status = "Enabled"
    }
  }

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

locals {
  distribution_charts = concat(
    [{
      title   = "Requests"
      stat    = "Sum"
      metrics = ["Requests"]
      }, {
      title   = "Requests that the function failed"
      stat    = "Sum"
      metrics = ["LambdaExecutionError", "LambdaValidationError", "LambdaLimitExceededErrors"]
      }, {
      title   = "Answers with an error, percent"
      stat    = "Average"
      metrics = ["5xxErrorRate", "4xxErrorRate"]
    }],
    var.additional_metrics ? [{
      title   = "Cache hits, percent"
      stat    = "Average"
      metrics = ["CacheHitRate"]
      }, {
      title   = "Latency of the origin, milliseconds"
      stat    = "Average"
      metrics = ["OriginLatency"]
      }, {
      title   = "Answers with an error that the function may cause, percent"
      stat    = "Average"
      metrics = ["502ErrorRate", "503ErrorRate"]
    }] : []
  )
}

locals {
  function_charts = [{
    title  = "Seconds since the specs were confirmed"
    stat   = "Average"
    metric = "SpecsAge"
    }, {
    title  = "Loads of the specs that failed"
    stat   = "Sum"
    metric = "SpecsLoadFailures"
    }, {
    title  = "Defaults given"
    stat   = "Sum"
    metric = "DefaultsGiven"
    }, {
    title  = "Decisions that failed"
    stat   = "Sum"
    metric = "DecisionsFailed"
    }, {
    title  = "New execution environments"
    stat   = "Sum"
    metric = "ColdStarts"
    }, {
    title  = "Exposures lost"
    stat   = "Sum"
    metric = "ExposuresLost"
  }]
}

resource "aws_cloudwatch_dashboard" "this" {
  count    = var.create && var.dashboard != null ? 1 : 0
  provider = aws.us_east_1

  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = concat(
      [for chart in local.distribution_charts : {
        type   = "metric"
        width  = 8
        height = 6
        properties = {
          title   = chart.title
          region  = "us-east-1"
          stat    = chart.stat
          period  = 300
          metrics = [for metric in chart.metrics : ["AWS/CloudFront", metric, "DistributionId", local.monitored_distribution_id, "Region", "Global"]]
        }
      }],
      [for chart in local.function_charts : {
        type   = "metric"
        width  = 8
        height = 6
        properties = {
          title  = chart.title
          region = "us-east-1"
          stat   = chart.stat
          period = 300
          metrics = [for region in var.dashboard.regions : ["StatsigEdge", chart.metric, "Function", "us-east-1.${var.name}", {
            region = region
            label  = region
          }]]
        }
      }],
      [for region in var.dashboard.log_regions : {
        type   = "log"
        width  = 24
        height = 6
        properties = {
          title  = "Warnings and errors in ${region}"
          region = region
          view   = "table"
          query  = "SOURCE '${local.log_group_name}' | fields tolower(level) as severity, coalesce(message.message, message) as what, coalesce(message.reason, reason) as why | filter severity in [\"warn\", \"error\"] | stats count(*) as lines, max(@timestamp) as last by severity, what, why | sort lines desc | limit 50"
        }
      }]
    )
  })

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
