# One case for each validation in variables.tf that is not about one setting alone, in the same order.
# Those are in settings.tftest.hcl, and what is about the entries of lists and maps in entries.tftest.hcl.

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

################################################################################
# General
################################################################################

run "name_too_long" {
  command = plan

  variables {
    name = "a-name-that-leaves-no-room-for-the-account-behind-it"
  }

  expect_failures = [var.name]
}

run "account_by_name" {
  command = plan

  variables {
    account_id = "production"
  }

  expect_failures = [var.account_id]
}

################################################################################
# Statsig
################################################################################

run "server_secret_key" {
  command = plan

  variables {
    statsig_client_key = "secret-abc"
  }

  expect_failures = [var.statsig_client_key]
}

run "console_key" {
  command = plan

  variables {
    statsig_client_key = "console-abc"
  }

  expect_failures = [var.statsig_client_key]
}

run "no_client_key" {
  command = plan

  variables {
    statsig_client_key = "abc"
  }

  expect_failures = [var.statsig_client_key]
}

run "empty_environment" {
  command = plan

  variables {
    statsig_environment = ""
  }

  expect_failures = [var.statsig_environment]
}

################################################################################
# Specs
################################################################################

run "unknown_access" {
  command = plan

  variables {
    bucket_access = "open"
  }

  expect_failures = [var.bucket_access]
}

run "short_secret" {
  command = plan

  variables {
    specs_secret = { value = "too-short" }
  }

  expect_failures = [var.specs_secret]
}

run "specs_file_missing" {
  command = plan

  variables {
    specs_file = "tests/specs/missing.json"
  }

  expect_failures = [var.specs_file]
}

run "specs_file_error_of_s3" {
  command = plan

  variables {
    specs_file = "tests/specs/s3-error.xml"
  }

  expect_failures = [var.specs_file]
}

run "specs_file_truncated" {
  command = plan

  variables {
    specs_file = "tests/specs/truncated.txt"
  }

  expect_failures = [var.specs_file]
}

run "specs_file_dcs_v2" {
  command = plan

  variables {
    specs_file = "tests/specs/dcs-v2.json"
  }

  expect_failures = [var.specs_file]
}

run "specs_file_something_else" {
  command = plan

  variables {
    specs_file = "tests/specs/something-else.json"
  }

  expect_failures = [var.specs_file]
}

run "unknown_compression" {
  command = plan

  variables {
    specs_compression = "brotli"
  }

  expect_failures = [var.specs_compression]
}

run "unknown_specs_updates" {
  command = plan

  variables {
    specs_updates = "never"
  }

  expect_failures = [var.specs_updates]
}

run "fallback_missing" {
  command = plan

  variables {
    fallback_specs_file = "tests/specs/missing.json"
  }

  expect_failures = [var.fallback_specs_file]
}

run "fallback_error_of_s3" {
  command = plan

  variables {
    fallback_specs_file = "tests/specs/s3-error.xml"
  }

  expect_failures = [var.fallback_specs_file]
}

run "fallback_truncated" {
  command = plan

  variables {
    fallback_specs_file = "tests/specs/truncated.txt"
  }

  expect_failures = [var.fallback_specs_file]
}

run "fallback_dcs_v2" {
  command = plan

  variables {
    fallback_specs_file = "tests/specs/dcs-v2.json"
  }

  expect_failures = [var.fallback_specs_file]
}

run "fallback_something_else" {
  command = plan

  variables {
    fallback_specs_file = "tests/specs/something-else.json"
  }

  expect_failures = [var.fallback_specs_file]
}

run "bucket_name_with_dots" {
  command = plan

  variables {
    bucket_name = "my.bucket"
  }

  expect_failures = [var.bucket_name]
}

run "region_of_bucket_in_words" {
  command = plan

  variables {
    existing_bucket = { name = "my-bucket", region = "Ireland" }
  }

  expect_failures = [var.existing_bucket]
}

run "bucket_with_dots" {
  command = plan

  variables {
    existing_bucket = { name = "my.bucket", region = "eu-west-1" }
  }

  expect_failures = [var.existing_bucket]
}

run "kms_alias" {
  command = plan

  variables {
    kms_key = { arn = "arn:aws:kms:eu-west-1:111122223333:alias/specs" }
  }

  expect_failures = [var.kms_key]
}

run "half_a_day" {
  command = plan

  variables {
    noncurrent_version_expiration_days = 0.5
  }

  expect_failures = [var.noncurrent_version_expiration_days]
}

################################################################################
# Sync
################################################################################

run "sync_every_second" {
  command = plan

  variables {
    sync = { every_minutes = 0.0167 }
  }

  expect_failures = [var.sync]
}

run "sync_with_a_secret_in_the_open" {
  command = plan

  variables {
    sync = { webhook = { secret_arn = "webhook-secret-of-statsig" } }
  }

  expect_failures = [var.sync]
}

run "sync_with_the_alias_of_a_key" {
  command = plan

  variables {
    sync = { webhook = { secret_arn = "arn:aws:ssm:eu-west-1:111122223333:parameter/statsig-webhook", kms_key_arn = "alias/statsig" } }
  }

  expect_failures = [var.sync]
}

run "sync_over_http" {
  command = plan

  variables {
    sync = { statsig_url = "http://api.statsigcdn.com" }
  }

  expect_failures = [var.sync]
}

################################################################################
# Edge function
################################################################################

run "handler_missing" {
  command = plan

  variables {
    handler_file = "tests/handlers/missing.mjs"
  }

  expect_failures = [var.handler_file]
}

run "handler_without_export" {
  command = plan

  variables {
    handler_file = "tests/handlers/no-export.mjs"
  }

  expect_failures = [var.handler_file]
}

run "unknown_runtime" {
  command = plan

  variables {
    runtime = "python3.13"
  }

  expect_failures = [var.runtime]
}

run "timeout_too_long" {
  command = plan

  variables {
    timeout = 6
  }

  expect_failures = [var.timeout]
}

run "too_much_memory" {
  command = plan

  variables {
    memory_size = 256
  }

  expect_failures = [var.memory_size]
}

run "delete_timeout_in_words" {
  command = plan

  variables {
    delete_timeout = "3 hours"
  }

  expect_failures = [var.delete_timeout]
}

################################################################################
# Execution role
################################################################################

run "role_by_name" {
  command = plan

  variables {
    existing_role = { arn = "edge" }
  }

  expect_failures = [var.existing_role]
}

run "role_path_without_slash" {
  command = plan

  variables {
    role_path = "/service-roles"
  }

  expect_failures = [var.role_path]
}

run "boundary_by_name" {
  command = plan

  variables {
    role_permissions_boundary = "boundary"
  }

  expect_failures = [var.role_permissions_boundary]
}

run "policy_without_statement" {
  command = plan

  variables {
    policy_json = "{}"
  }

  expect_failures = [var.policy_json]
}

run "role_name_with_a_slash" {
  command = plan

  variables {
    role_name = "service/edge"
  }

  expect_failures = [var.role_name]
}

################################################################################
# Logs
################################################################################

run "existing_log_group_with_spaces" {
  command = plan

  variables {
    existing_log_group = { name = "my logs" }
  }

  expect_failures = [var.existing_log_group]
}

run "log_group_for_deliveries" {
  command = plan

  variables {
    log_group_class = "DELIVERY"
  }

  expect_failures = [var.log_group_class]
}

run "unknown_log_format" {
  command = plan

  variables {
    log_format = "json"
  }

  expect_failures = [var.log_format]
}

run "log_group_of_aws" {
  command = plan

  variables {
    log_group_name = "aws/edge"
  }

  expect_failures = [var.log_group_name]
}

run "log_group_name_with_space" {
  command = plan

  variables {
    log_group_name = "my logs"
  }

  expect_failures = [var.log_group_name]
}

run "unknown_retention" {
  command = plan

  variables {
    log_retention_days = 31
  }

  expect_failures = [var.log_retention_days]
}

run "log_key_elsewhere" {
  command = plan

  variables {
    log_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab"
  }

  expect_failures = [var.log_kms_key_arn]
}

################################################################################
# Distribution
################################################################################

run "comment_too_long" {
  command = plan

  variables {
    comment = "A comment that says more than fits: what this distribution is for, who made it and when, whom to ask, and where its runbook is kept."
  }

  expect_failures = [var.comment]
}

run "certificate_elsewhere" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1234abcd-12ab"
  }

  expect_failures = [var.certificate_arn]
}

run "old_tls" {
  command = plan

  variables {
    minimum_protocol_version = "TLSv1"
  }

  expect_failures = [var.minimum_protocol_version]
}

run "regional_web_acl" {
  command = plan

  variables {
    web_acl_id = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/edge/1234abcd-12ab"
  }

  expect_failures = [var.web_acl_id]
}

run "unknown_price_class" {
  command = plan

  variables {
    price_class = "PriceClass_300"
  }

  expect_failures = [var.price_class]
}

run "unknown_http_version" {
  command = plan

  variables {
    http_version = "http4"
  }

  expect_failures = [var.http_version]
}

run "unknown_restriction_type" {
  command = plan

  variables {
    geo_restriction = { restriction_type = "allow", locations = ["CH"] }
  }

  expect_failures = [var.geo_restriction]
}

run "whitelist_of_nothing" {
  command = plan

  variables {
    geo_restriction = { restriction_type = "whitelist" }
  }

  expect_failures = [var.geo_restriction]
}

run "country_in_words" {
  command = plan

  variables {
    geo_restriction = { restriction_type = "whitelist", locations = ["Switzerland"] }
  }

  expect_failures = [var.geo_restriction]
}

run "access_logs_to_a_name" {
  command = plan

  variables {
    access_logs = { bucket = "our-logs" }
  }

  expect_failures = [var.access_logs]
}

run "root_object_with_slash" {
  command = plan

  variables {
    default_root_object = "/index.html"
  }

  expect_failures = [var.default_root_object]
}

run "logs_delivered_to_a_name" {
  command = plan

  variables {
    access_log_delivery = { destination_resource_arn = "our-logs" }
  }

  expect_failures = [var.access_log_delivery]
}

run "logs_in_an_unknown_format" {
  command = plan

  variables {
    access_log_delivery = { destination_resource_arn = "arn:aws:s3:::our-logs", output_format = "csv" }
  }

  expect_failures = [var.access_log_delivery]
}

run "two_pages_for_an_error" {
  command = plan

  variables {
    custom_error_response = [{ error_code = 404 }, { error_code = 404 }]
  }

  expect_failures = [var.custom_error_response]
}

################################################################################
# Origin
################################################################################

run "bucket_without_signature" {
  command = plan

  variables {
    origin = { domain_name = "site.s3.eu-west-1.amazonaws.com" }
  }

  expect_failures = [var.origin]
}

run "origin_by_url" {
  command = plan

  variables {
    origin = { domain_name = "https://www.example.com" }
  }

  expect_failures = [var.origin]
}

run "website_endpoint" {
  command = plan

  variables {
    origin = { domain_name = "our-site.s3-website.eu-west-1.amazonaws.com", s3 = true }
  }

  expect_failures = [var.origin]
}

run "origin_path_with_slash_last" {
  command = plan

  variables {
    origin = { domain_name = "www.example.com", path = "/production/" }
  }

  expect_failures = [var.origin]
}

run "unknown_protocol_policy" {
  command = plan

  variables {
    origin = { domain_name = "www.example.com", protocol_policy = "https" }
  }

  expect_failures = [var.origin]
}

run "origin_on_a_port_for_others" {
  command = plan

  variables {
    origin = { domain_name = "app.example.com", https_port = 81 }
  }

  expect_failures = [var.origin]
}

run "origin_in_a_vpc_id" {
  command = plan

  variables {
    origin = { domain_name = "app.example.com", vpc_origin_id = "vpc-0a1b" }
  }

  expect_failures = [var.origin]
}

################################################################################
# Cache behaviors
################################################################################

run "unknown_cache_policy" {
  command = plan

  variables {
    cache_policy = "CacheEverything"
  }

  expect_failures = [var.cache_policy]
}

run "unknown_origin_request_policy" {
  command = plan

  variables {
    origin_request_policy = "Everything"
  }

  expect_failures = [var.origin_request_policy]
}

run "unknown_response_headers_policy" {
  command = plan

  variables {
    response_headers_policy = "Secure"
  }

  expect_failures = [var.response_headers_policy]
}

run "get_and_post" {
  command = plan

  variables {
    allowed_methods = ["GET", "POST"]
  }

  expect_failures = [var.allowed_methods]
}

run "http_only" {
  command = plan

  variables {
    viewer_protocol_policy = "http-only"
  }

  expect_failures = [var.viewer_protocol_policy]
}

run "unknown_key_group" {
  command = plan

  variables {
    trusted_key_groups = ["our-keys"]
  }

  expect_failures = [var.trusted_key_groups]
}

run "lambda_on_our_events" {
  command = plan

  variables {
    lambda_function_association = [{ event_type = "viewer-request", lambda_arn = "arn:aws:lambda:us-east-1:111122223333:function:other:7" }]
  }

  expect_failures = [var.lambda_function_association]
}

run "logs_to_a_stream" {
  command = plan

  variables {
    realtime_log_config_arn = "arn:aws:kinesis:us-east-1:111122223333:stream/logs"
  }

  expect_failures = [var.realtime_log_config_arn]
}

################################################################################
# Policies
################################################################################

run "accept_encoding_in_the_key" {
  command = plan

  variables {
    policies = { headers = ["Accept-Encoding"] }
  }

  expect_failures = [var.policies]
}

run "some_query_strings" {
  command = plan

  variables {
    policies = { query_string_behavior = "whitelist" }
  }

  expect_failures = [var.policies]
}

run "kept_longer_than_at_most" {
  command = plan

  variables {
    policies = { min_ttl = 60 }
  }

  expect_failures = [var.policies]
}

################################################################################
# Roll-out
################################################################################

run "roll_out_to_nobody" {
  command = plan

  variables {
    roll_out = { live_version = "7" }
  }

  expect_failures = [var.roll_out]
}

run "roll_out_from_an_alias" {
  command = plan

  variables {
    roll_out = {
      live_version         = "live"
      single_weight_config = { weight = 0.1 }
    }
  }

  expect_failures = [var.roll_out]
}

run "roll_out_by_any_header" {
  command = plan

  variables {
    roll_out = { single_header_config = { header = "x-try", value = "yes" } }
  }

  expect_failures = [var.roll_out]
}

run "roll_out_to_a_fifth" {
  command = plan

  variables {
    roll_out = { single_weight_config = { weight = 0.2 } }
  }

  expect_failures = [var.roll_out]
}

################################################################################
# Monitoring
################################################################################

run "topic_in_another_region" {
  command = plan

  variables {
    alarms = { alarm_actions = ["arn:aws:sns:eu-west-1:111122223333:on-call"] }
  }

  expect_failures = [var.alarms]
}

run "topic_by_its_name" {
  command = plan

  variables {
    alarms = { sync_alarm_actions = ["on-call"] }
  }

  expect_failures = [var.alarms]
}

run "period_of_no_whole_minutes" {
  command = plan

  variables {
    alarms = { period = 90 }
  }

  expect_failures = [var.alarms]
}

run "threshold_below_nothing" {
  command = plan

  variables {
    alarms = { server_error_rate = -1 }
  }

  expect_failures = [var.alarms]
}

run "region_by_its_place" {
  command = plan

  variables {
    dashboard = { regions = ["Ireland"] }
  }

  expect_failures = [var.dashboard]
}

run "distribution_by_its_domain" {
  command = plan

  variables {
    monitored_distribution = { id = "d111111abcdef8.cloudfront.net" }
  }

  expect_failures = [var.monitored_distribution]
}
