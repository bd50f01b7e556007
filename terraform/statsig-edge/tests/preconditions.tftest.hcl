# One case for each precondition of the module: inputs that are right by themselves and do not go together.

mock_provider "aws" {
  source = "./tests/aws"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/aws"
}

variables {
  statsig_client_key = "client-abc"
}

run "compressed_here_and_changed_elsewhere" {
  command = plan

  variables {
    specs_file        = "tests/specs/other.json"
    specs_compression = "gzip"
    specs_updates     = "elsewhere"
  }

  expect_failures = [aws_s3_object.specs]
}

run "bucket_in_another_region" {
  command = plan

  variables {
    existing_bucket = { name = "our-bucket", region = "eu-central-1" }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "policy_for_an_existing_role" {
  command = plan

  variables {
    existing_role = { arn = "arn:aws:iam::111122223333:role/edge" }
    policy_json   = "{\"Statement\":[]}"
  }

  expect_failures = [aws_lambda_function.edge]
}

run "name_for_an_existing_log_group" {
  command = plan

  variables {
    existing_log_group = { name = "/edge/logs" }
    log_group_name     = "/edge/others"
  }

  expect_failures = [aws_lambda_function.edge]
}

run "metrics_of_an_infrequent_log" {
  command = plan

  variables {
    log_group_class = "INFREQUENT_ACCESS"
  }

  expect_failures = [aws_lambda_function.edge]
}

run "encrypted_for_everybody" {
  command = plan

  variables {
    bucket_access = "public"
    kms_key       = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab" }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "groups_without_keys" {
  command = plan

  variables {
    sticky_experiments = ["checkout"]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "secret_that_nobody_asks_for" {
  command = plan

  variables {
    bucket_access = "private"
    specs_secret  = { value = "as-nobody-guesses-1" }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "aliases_without_a_certificate" {
  command = plan

  variables {
    aliases = ["www.example.com"]
  }

  expect_failures = [aws_cloudfront_distribution.this]
}

run "rewrite_without_an_origin" {
  command = plan

  variables {
    routes = [{ action = "rewrite", gate = "new_home", on = "/new/index.html" }]
  }

  expect_failures = [aws_cloudfront_distribution.this]
}

run "behavior_to_an_origin_that_is_not_there" {
  command = plan

  variables {
    ordered_cache_behaviors = [{ path_pattern = "/app/*", target_origin_id = "app" }]
  }

  expect_failures = [aws_cloudfront_distribution.this]
}

run "too_many_headers_for_the_origin" {
  command = plan

  variables {
    create_distribution = false
    create_policies     = true
    routes              = [{ action = "header", gate = "new_home", header = "x-home" }]
    policies            = { forwarded_headers = ["x-0", "x-1", "x-2", "x-3", "x-4", "x-5", "x-6", "x-7", "x-8", "x-9"] }
  }

  expect_failures = [aws_cloudfront_origin_request_policy.routes]
}

run "writing_to_a_group" {
  command = plan

  variables {
    origin           = { domain_name = "app.example.com" }
    origins          = { other = { domain_name = "other.example.com" } }
    origin_groups    = { both = { member = [{ origin_id = "origin" }, { origin_id = "other" }] } }
    target_origin_id = "both"
    ordered_cache_behaviors = [
      { path_pattern = "/api/*", allowed_methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] },
    ]
  }

  expect_failures = [aws_cloudfront_distribution.this]
}

run "alarms_about_no_distribution" {
  command = plan

  variables {
    create_distribution = false
    alarms = {
      lambda_validation_error      = 0
      lambda_limit_exceeded_errors = 0
      server_error_rate            = 0
      specs_unconfirmed_minutes    = 0
    }
  }

  expect_failures = [aws_cloudwatch_metric_alarm.cloudfront]
}

run "alarm_without_metrics" {
  command = plan

  variables {
    metrics = false
    alarms  = {}
  }

  expect_failures = [aws_cloudwatch_metric_alarm.specs]
}

run "additional_metrics_of_no_distribution" {
  command = plan

  variables {
    create_distribution = false
    additional_metrics  = true
  }

  expect_failures = [aws_cloudfront_monitoring_subscription.additional_metrics]
}

run "dashboard_of_two_distributions" {
  command = plan

  variables {
    dashboard              = {}
    monitored_distribution = { id = "E2EXAMPLE" }
  }

  expect_failures = [aws_cloudwatch_dashboard.this]
}

run "roll_out_beside_another_distribution" {
  command = plan

  variables {
    create_distribution = false
    http_version        = "http2"
    roll_out            = { single_weight_config = { weight = 0.1 } }
  }

  expect_failures = [aws_cloudfront_continuous_deployment_policy.roll_out]
}

run "roll_out_over_http3" {
  command = plan

  variables {
    roll_out = { single_weight_config = { weight = 0.1 } }
  }

  expect_failures = [aws_cloudfront_continuous_deployment_policy.roll_out]
}

run "alarms_to_a_topic_far_from_the_bucket" {
  command = plan

  variables {
    sync   = {}
    alarms = { sync_alarm_actions = ["arn:aws:sns:ap-south-1:111122223333:on-call"] }
  }

  expect_failures = [aws_cloudwatch_metric_alarm.sync_failed]
}
