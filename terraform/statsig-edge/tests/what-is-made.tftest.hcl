# What the inputs that leave something out leave out.

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

run "nothing" {
  command = plan

  variables {
    create     = false
    specs_file = "tests/specs/empty.json"
  }

  assert {
    condition     = output.domain_name == null && output.test_command == null
    error_message = "There is a distribution."
  }

  assert {
    condition     = output.function_arn == null && output.role_arn == null
    error_message = "There is a function or a role."
  }

  assert {
    condition     = output.bucket == null && output.specs_url == null
    error_message = "There is a bucket."
  }

  assert {
    condition     = length(output.lambda_function_association) == 0
    error_message = "There is something to attach to another distribution."
  }
}

run "everything" {
  variables {
    specs_file = "tests/specs/empty.json"
  }

  assert {
    condition     = output.test_command == "curl https://${output.domain_name}/"
    error_message = "There is no distribution to try."
  }

  assert {
    condition     = length(aws_s3_object.specs) == 1
    error_message = "The specs_file is not uploaded."
  }

  assert {
    condition     = join(",", keys(output.lambda_function_association)) == "viewer-request,viewer-response"
    error_message = "The function does not handle what viewers ask and get."
  }
}

run "no_distribution" {
  variables {
    create_distribution = false
  }

  assert {
    condition     = length(aws_cloudfront_distribution.this) == 0 && output.domain_name == null
    error_message = "There is a distribution."
  }

  assert {
    condition = alltrue([
      for association in values(output.lambda_function_association) :
      association.lambda_arn == output.function_qualified_arn
    ])
    error_message = "What another distribution would be given is not the published version."
  }
}

run "several_origins" {
  variables {
    routes = [
      { path = "/statsig-bootstrap", action = "bootstrap", gates = ["new_home"], layers = ["checkout"] },
      { action = "rewrite", gate = "new_home", on = "/new/index.html" },
    ]

    origin = {
      domain_name              = "app.example.com"
      http_port                = 8080
      https_port               = 8443
      origin_read_timeout      = 60
      origin_keepalive_timeout = 30
      origin_shield_region     = "eu-central-1"
    }
    origins = {
      api   = { domain_name = "internal-api.eu-central-1.elb.amazonaws.com", vpc_origin_id = "vo_0a1b2c3d" }
      media = { domain_name = "media.s3.eu-central-1.amazonaws.com", s3 = true }
      pages = { domain_name = "pages.s3.eu-west-1.amazonaws.com", s3 = true }
    }
    origin_groups = {
      site = { member = [{ origin_id = "origin" }, { origin_id = "pages" }] }
    }

    target_origin_id       = "site"
    viewer_protocol_policy = "https-only"
    trusted_key_groups     = ["0a1b2c3d-1111-2222-3333-444455556666"]
    lambda_function_association = [
      { event_type = "origin-response", lambda_arn = "arn:aws:lambda:us-east-1:111122223333:function:other:7" },
    ]
    realtime_log_config_arn = "arn:aws:cloudfront::111122223333:realtime-log-config/edge"
    ordered_cache_behaviors = [
      {
        path_pattern         = "/media/*"
        target_origin_id     = "media"
        edge_function        = false
        function_association = [{ event_type = "viewer-request", function_arn = "arn:aws:cloudfront::111122223333:function/other" }]
      },
      {
        path_pattern                = "/api/*"
        target_origin_id            = "api"
        viewer_protocol_policy      = "redirect-to-https"
        trusted_key_groups          = []
        lambda_function_association = []
      },
    ]
  }

  assert {
    condition     = join(",", sort(aws_cloudfront_distribution.this[0].origin[*].origin_id)) == "api,media,origin,pages"
    error_message = "The origins are not those that were given."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this[0].origin_group).member[1].origin_id == "pages"
    error_message = "Nothing answers where the site fails."
  }

  assert {
    condition = join(", ", [
      for behavior in concat(aws_cloudfront_distribution.this[0].default_cache_behavior, aws_cloudfront_distribution.this[0].ordered_cache_behavior) :
      join(" ", [
        behavior.target_origin_id,
        behavior.viewer_protocol_policy,
        length(behavior.trusted_key_groups) > 0 ? "signed" : "open",
        try(length(behavior.origin_request_policy_id), 0) == 0 ? "untold" : "told",
      ])
    ]) == "site https-only signed told, media https-only signed untold, api redirect-to-https open told"
    error_message = "Requests do not go where they should, or not as they should."
  }

  assert {
    condition = alltrue([
      length(aws_cloudfront_distribution.this[0].default_cache_behavior[0].lambda_function_association) == 3,
      length(aws_cloudfront_distribution.this[0].ordered_cache_behavior[0].lambda_function_association) == 1,
      length(aws_cloudfront_distribution.this[0].ordered_cache_behavior[0].function_association) == 1,
      length(aws_cloudfront_distribution.this[0].ordered_cache_behavior[1].lambda_function_association) == 2,
    ])
    error_message = "The functions on a behavior are others than its own, yours and ours."
  }

  assert {
    condition     = length(aws_cloudfront_origin_access_control.distribution) == 1 && join(",", keys(output.origin_bucket_policies_json)) == "media,pages"
    error_message = "The buckets cannot be read, or nobody says what their policies need."
  }
}

run "policies_from_the_routes" {
  variables {
    routes = [
      { path = "/shop/*", action = "header", gate = "new_shop", header = "X-Shop" },
      { action = "rewrite", gate = "new_home", on = "/new/index.html" },
    ]
    origin          = { domain_name = "app.example.com" }
    origins         = { media = { domain_name = "media.s3.eu-central-1.amazonaws.com", s3 = true } }
    create_policies = true
    policies = {
      headers           = ["Accept-Language"]
      forwarded_headers = ["CloudFront-Viewer-Country"]
      cookies           = ["session"]
    }
    ordered_cache_behaviors = [
      { path_pattern = "/media/*", target_origin_id = "media", edge_function = false, cache_policy = "CachingOptimized" },
    ]
  }

  assert {
    condition = alltrue([
      for names in one(aws_cloudfront_cache_policy.routes[0].parameters_in_cache_key_and_forwarded_to_origin).headers_config[0].headers[*].items :
      names == toset(["x-shop", "accept-language"])
    ])
    error_message = "The cache does not tell apart what the routes decide."
  }

  assert {
    condition = alltrue([
      aws_cloudfront_origin_request_policy.routes[0].headers_config[0].headers[0].items == toset(["x-shop", "accept-language", "cloudfront-viewer-country"]),
      aws_cloudfront_origin_request_policy.routes[0].cookies_config[0].cookies[0].items == toset(["session"]),
    ])
    error_message = "The origin is not told what the routes decide."
  }

  assert {
    condition = alltrue([
      for output, used in {
        (output.cache_policy_id)            = aws_cloudfront_distribution.this[0].default_cache_behavior[0].cache_policy_id
        (output.origin_request_policy_id)   = aws_cloudfront_distribution.this[0].default_cache_behavior[0].origin_request_policy_id
        (output.response_headers_policy_id) = aws_cloudfront_distribution.this[0].default_cache_behavior[0].response_headers_policy_id
      } : output == used
    ])
    error_message = "The distribution does not use the policies."
  }

  assert {
    condition = alltrue([
      aws_cloudfront_distribution.this[0].ordered_cache_behavior[0].cache_policy_id == "658327ea-f89d-4fab-a63d-7e88639e58f6",
      aws_cloudfront_distribution.this[0].ordered_cache_behavior[0].origin_request_policy_id == null,
    ])
    error_message = "A behavior does not use what it names, or a bucket is told what it has no use for."
  }
}

run "access_logs_by_cloudwatch" {
  command = plan

  variables {
    access_log_delivery = {
      destination_resource_arn  = "arn:aws:s3:::our-logs"
      output_format             = "parquet"
      record_fields             = ["timestamp", "c-ip", "cs-uri-stem"]
      s3_delivery_configuration = { suffix_path = "{DistributionId}/{yyyy}/{MM}/{dd}" }
    }
  }

  assert {
    condition = alltrue([
      aws_cloudwatch_log_delivery_source.access_logs[0].log_type == "ACCESS_LOGS",
      aws_cloudwatch_log_delivery_destination.access_logs[0].output_format == "parquet",
      aws_cloudwatch_log_delivery.access_logs[0].delivery_source_name == "statsig-edge",
      aws_cloudwatch_log_delivery.access_logs[0].s3_delivery_configuration[0].suffix_path == "{DistributionId}/{yyyy}/{MM}/{dd}",
    ])
    error_message = "The logs are not delivered as they should be."
  }
}

run "policies_without_a_distribution" {
  variables {
    create_distribution = false
    create_policies     = true
    routes              = [{ action = "header", gate = "new_shop", header = "x-new-shop" }]
  }

  assert {
    condition     = output.cache_policy_id == aws_cloudfront_cache_policy.routes[0].id && output.domain_name == null
    error_message = "Nobody says what the policies of another distribution are."
  }
}

run "distribution_by_another_module" {
  command = plan

  module {
    source = "./tests/cloudfront-module"
  }

  variables {
    default_cache_behavior = {
      target_origin_id            = "site"
      viewer_protocol_policy      = "redirect-to-https"
      cache_policy_id             = run.policies_without_a_distribution.cache_policy_id
      origin_request_policy_id    = run.policies_without_a_distribution.origin_request_policy_id
      response_headers_policy_id  = run.policies_without_a_distribution.response_headers_policy_id
      lambda_function_association = run.policies_without_a_distribution.lambda_function_association
    }
  }

  assert {
    condition     = output.events == "viewer-request,viewer-response"
    error_message = "Another module does not take what attaches the function."
  }
}

run "no_specs" {
  assert {
    condition     = length(aws_s3_object.specs) == 0
    error_message = "Specs are uploaded, and none were given."
  }
}

run "compressed_specs" {
  variables {
    specs_file        = "tests/specs/other.json"
    specs_compression = "gzip"
  }

  assert {
    condition     = aws_s3_object.specs[0].content_encoding == "gzip" && aws_s3_object.specs[0].source == null
    error_message = "The object is not said to be compressed."
  }
}

run "specs_from_the_bucket" {
  variables {
    bucket_access = "private"
  }

  assert {
    condition     = length(aws_cloudfront_distribution.specs) == 0 && output.specs_distribution_id == null
    error_message = "There is a distribution in front of a bucket that the function reads by itself."
  }
}

run "specs_through_cloudfront" {
  variables {
    bucket_access       = "cloudfront"
    create_distribution = false
    kms_key             = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab" }
  }

  assert {
    condition     = output.specs_url == "https://${output.specs_distribution_domain_name}/statsig-config.json"
    error_message = "The function does not ask the distribution."
  }

  assert {
    condition     = length(aws_cloudfront_function.specs_secret) == 0
    error_message = "There is a check, and no secret."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.specs_store[0].restrict_public_buckets
    error_message = "The bucket is not shut."
  }

  assert {
    condition     = output.kms_key_policy_json != null
    error_message = "Nobody says what the policy of the key needs."
  }
}

run "specs_through_cloudfront_with_a_secret" {
  variables {
    bucket_access   = "cloudfront"
    existing_bucket = { name = "our-bucket", region = "eu-west-1" }
    specs_secret    = { value = "as-nobody-guesses-1" }
  }

  assert {
    condition = alltrue([
      strcontains(aws_cloudfront_function.specs_secret[0].code, sha256("as-nobody-guesses-1")),
      !strcontains(aws_cloudfront_function.specs_secret[0].code, "as-nobody-guesses-1"),
    ])
    error_message = "The check does not know the secret by its digest alone."
  }

  assert {
    condition = anytrue([
      for file in data.archive_file.zip[0].source :
      file.filename == "settings.json" && try(jsondecode(file.content).specs.secret, "") == "as-nobody-guesses-1"
    ])
    error_message = "The function does not know the secret."
  }
}

run "no_stable_id_cookie" {
  variables {
    identity = { stable_id_cookie = false, country_from_address = false }
  }

  assert {
    condition     = join(" ", sort([for file in data.archive_file.zip[0].source : file.filename])) == "browser.cjs index.mjs settings.json user-agents.cjs"
    error_message = "The zip holds files for which the function has no use."
  }

  assert {
    condition     = join(",", keys(output.lambda_function_association)) == "viewer-request"
    error_message = "The function is asked about responses, to which it would add nothing."
  }
}

run "known_visitors" {
  variables {
    identity = {
      everywhere       = true
      mapped_addresses = true
      token = {
        cookie   = "idToken"
        issuer   = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_aBcDeFgHi"
        audience = ["1example23456789"]
        keys     = jsonencode({ keys = [{ kty = "OKP", crv = "Ed25519", x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }] })
      }
      attributes = [
        { name = "email", from = "claim", key = "email" },
        { name = "custom.groups", from = "claim", key = "cognito:groups", type = "list" },
      ]
    }
  }

  assert {
    condition = anytrue([
      for file in data.archive_file.zip[0].source :
      file.filename == "settings.json" && try(jsondecode(file.content).identity.token.user, "") == "sub"
    ])
    error_message = "The function does not know the token."
  }

  assert {
    condition = anytrue([
      for file in data.archive_file.zip[0].source :
      file.filename == "settings.json" && try(jsondecode(file.content).identity.attributes[1].type, "") == "list"
    ])
    error_message = "The function does not know the attributes."
  }

  assert {
    condition     = alltrue([for name in ["countries.cjs", "known.cjs"] : contains([for file in data.archive_file.zip[0].source : file.filename], name)])
    error_message = "The zip lacks what the function needs to know the token."
  }
}

run "names_that_are_known" {
  command = plan

  variables {
    account_id  = "111122223333"
    bucket_name = "specs-of-ours"
  }

  assert {
    condition     = aws_s3_bucket.specs_store[0].bucket == "specs-of-ours"
    error_message = "The bucket has another name."
  }

  assert {
    condition     = endswith(aws_lambda_function.edge[0].filename, "/statsig-edge-111122223333.zip")
    error_message = "The zip has not the account in its name."
  }
}

run "kept_groups" {
  variables {
    identity           = { stable_id_cookie = false }
    sticky_experiments = ["checkout"]
    sticky_keys        = ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
  }

  assert {
    condition = anytrue([
      for file in data.archive_file.zip[0].source :
      file.filename == "settings.json" && try(jsondecode(file.content).stickyKeys[0], "") == "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    ])
    error_message = "The function cannot sign groups."
  }

  assert {
    condition     = !strcontains(output.settings_json, "AAAAAAAAAA") && strcontains(output.settings_json, "checkout")
    error_message = "The settings that are shown have the keys, or do not have the experiments."
  }

  assert {
    condition     = contains(keys(output.lambda_function_association), "viewer-response")
    error_message = "Responses of the origin cannot hand the groups out."
  }
}

run "previews" {
  variables {
    identity     = { stable_id_cookie = false }
    preview_keys = jsonencode({ keys = [{ kty = "OKP", crv = "Ed25519", x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }] })
  }

  assert {
    condition     = join(",", keys(output.lambda_function_association)) == "viewer-request,viewer-response"
    error_message = "Responses of the origin cannot say that they are a preview."
  }
}

run "no_bucket" {
  variables {
    existing_bucket = { name = "our-bucket", region = "eu-west-1" }
    specs_file      = "tests/specs/empty.json"
  }

  assert {
    condition     = length(aws_s3_bucket.specs_store) == 0 && length(aws_s3_bucket_policy.access) == 0
    error_message = "There is a bucket beside the existing one, or a policy for it."
  }

  assert {
    condition     = aws_s3_object.specs[0].bucket == output.bucket
    error_message = "The specs are not in the existing bucket."
  }
}

run "no_role" {
  variables {
    existing_role = { arn = "arn:aws:iam::111122223333:role/edge" }
  }

  assert {
    condition     = length(aws_iam_role.execution) == 0 && output.role_arn == null
    error_message = "There is a role beside the existing one."
  }

  assert {
    condition     = aws_lambda_function.edge[0].role == "arn:aws:iam::111122223333:role/edge"
    error_message = "The function does not have the existing role."
  }
}

run "no_log_group" {
  variables {
    existing_log_group = { name = "/edge/logs" }
    role_name          = "service-edge"
    log_format         = "JSON"
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.edge_function) == 0 && output.log_group_name == "/edge/logs"
    error_message = "There is a log group beside the existing one."
  }

  assert {
    condition = alltrue([
      aws_lambda_function.edge[0].logging_config[0].log_group == "/edge/logs",
      aws_lambda_function.edge[0].logging_config[0].log_format == "JSON",
    ])
    error_message = "The function does not write to the existing log group, or not as it should."
  }

  assert {
    condition     = output.role_name == "service-edge"
    error_message = "The role is not called as it should be."
  }
}

run "log_group_of_a_class" {
  command = plan

  variables {
    log_group_class = "INFREQUENT_ACCESS"
    metrics         = false
  }

  assert {
    condition     = aws_cloudwatch_log_group.edge_function[0].log_group_class == "INFREQUENT_ACCESS"
    error_message = "The log group is of another class."
  }

  assert {
    condition     = output.log_group_name == "/aws/lambda/us-east-1.statsig-edge"
    error_message = "The log group is not the one that Lambda@Edge writes to."
  }
}

run "own_handler" {
  variables {
    handler_file = "tests/handlers/own.mjs"
  }

  assert {
    condition = anytrue([
      for file in data.archive_file.zip[0].source :
      file.filename == "index.mjs" && file.content == file("tests/handlers/own.mjs")
    ])
    error_message = "The zip does not hold the handler_file."
  }
}

run "packaged_specs" {
  variables {
    specs_file = "tests/specs/empty.json"
  }

  assert {
    condition = anytrue([
      for file in data.archive_file.zip[0].source :
      file.filename == "fallback.json" && file.content == file("tests/specs/empty.json")
    ])
    error_message = "The zip does not hold the specs_file."
  }
}

run "packaged_specs_of_another_file" {
  variables {
    specs_file          = "tests/specs/other.json"
    fallback_specs_file = "tests/specs/empty.json"
  }

  assert {
    condition = anytrue([
      for file in data.archive_file.zip[0].source :
      file.filename == "fallback.json" && file.content == file("tests/specs/empty.json")
    ])
    error_message = "The zip does not hold the fallback_specs_file."
  }
}

run "no_packaged_specs" {
  variables {
    specs_file    = "tests/specs/empty.json"
    package_specs = false
  }

  assert {
    condition = alltrue([
      for file in data.archive_file.zip[0].source : file.filename != "fallback.json"
    ])
    error_message = "The zip holds specs that nobody wants there."
  }
}

run "takes_routes_of_every_kind" {
  command = plan

  variables {
    create = false
    routes = [
      { path = "/api/*", action = "respond", config = "api", methods = ["get"] },
      { path = "*.html", action = "header", layer = "page", parameter = "theme", header = "X-Theme", default = "light" },
      { path = "/old/*", action = "rewrite", gate = "new_home", on = "/new/*", default = "true" },
      { path = "/a", action = "rewrite", experiment = "home", parameter = "path", default = "/b.html" },
      { path = "/c", action = "redirect", gate = "new_home", on = "https://B.example/*?a=1", off = "/d?e=f", hosts = ["b.example"], status = 307 },
      { path = "/statsig-bootstrap", action = "bootstrap" },
      { action = "pass" },
    ]
  }

  assert {
    condition     = output.function_arn == null
    error_message = "Something was made."
  }
}

run "alarms_of_a_distribution_of_your_own" {
  command = plan

  variables {
    create_distribution    = false
    monitored_distribution = { id = "E2EXAMPLE" }
    additional_metrics     = true
    alarms = {
      alarm_actions             = ["arn:aws:sns:us-east-1:111122223333:on-call"]
      lambda_execution_error    = 0
      server_error_rate         = 2.5
      specs_unconfirmed_minutes = 30
    }
    dashboard = { regions = ["eu-west-1", "us-east-1"], log_regions = ["eu-west-1"] }
  }

  assert {
    condition = toset(keys(aws_cloudwatch_metric_alarm.cloudfront)) == toset([
      "LambdaValidationError",
      "LambdaLimitExceededErrors",
      "5xxErrorRate",
    ])
    error_message = "There are other alarms."
  }

  assert {
    condition = alltrue([
      for alarm in values(aws_cloudwatch_metric_alarm.cloudfront) : alltrue([
        alarm.dimensions == tomap({ DistributionId = "E2EXAMPLE", Region = "Global" }),
        alarm.treat_missing_data == "notBreaching",
        alarm.alarm_actions == toset(["arn:aws:sns:us-east-1:111122223333:on-call"]),
        alarm.period == 300,
      ])
    ])
    error_message = "An alarm is about something else."
  }

  assert {
    condition = alltrue([
      aws_cloudwatch_metric_alarm.cloudfront["5xxErrorRate"].statistic == "Average",
      aws_cloudwatch_metric_alarm.cloudfront["5xxErrorRate"].threshold == 2.5,
      aws_cloudwatch_metric_alarm.cloudfront["LambdaValidationError"].statistic == "Sum",
      aws_cloudwatch_metric_alarm.cloudfront["LambdaValidationError"].threshold == 1,
    ])
    error_message = "CloudFront's metrics are taken otherwise."
  }

  assert {
    condition = toset([
      for query in aws_cloudwatch_metric_alarm.specs[0].metric_query : one(query.metric[*].period)
    ]) == toset([1800, null])
    error_message = "The alarm about specs does not look at half an hour."
  }

  assert {
    condition     = aws_cloudfront_monitoring_subscription.additional_metrics[0].distribution_id == "E2EXAMPLE"
    error_message = "The additional metrics are those of another distribution."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets) == 3 + 3 + 6 + 1
    error_message = "The dashboard has other widgets."
  }

  assert {
    condition = alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets :
      [for metric in widget.properties.metrics : metric[4].region] == ["eu-west-1", "us-east-1"]
      if widget.type == "metric" && try(widget.properties.metrics[0][0], null) == "StatsigEdge"
    ])
    error_message = "The function's metrics are not shown by Region."
  }
}

run "sync" {
  variables {
    specs_file = "tests/specs/empty.json"
    sync = {
      webhook = { secret_arn = "arn:aws:ssm:us-east-1:111122223333:parameter/statsig-webhook" }
    }
  }

  assert {
    condition     = output.sync_function_name == "statsig-edge-sync"
    error_message = "There is no function that brings the specs."
  }

  assert {
    condition     = one(aws_cloudwatch_event_rule.sync_specs[*].schedule_expression) == "rate(1 minute)"
    error_message = "It does not run every minute."
  }

  assert {
    condition     = one(aws_lambda_function.sync[*].reserved_concurrent_executions) == 1
    error_message = "Its runs may overtake each other."
  }

  assert {
    condition     = one(aws_s3_object.specs[*].source_hash) == null
    error_message = "A change of the file would overwrite what it brought."
  }

  assert {
    condition     = length(aws_apigatewayv2_route.sync_webhook) == 1
    error_message = "The webhook has no address."
  }
}

run "no_sync" {
  assert {
    condition     = output.sync_function_name == null && length(aws_iam_role.sync) == 0
    error_message = "There is a function that nobody asked for."
  }
}

run "a_version_on_some_requests" {
  variables {
    http_version = "http2"
    roll_out = {
      live_version         = "7"
      single_header_config = { header = "aws-cf-cd-try", value = "yes" }
    }
  }

  assert {
    condition = alltrue([
      for association in aws_cloudfront_distribution.this[0].default_cache_behavior[0].lambda_function_association :
      association.lambda_arn == "${output.function_arn}:7"
    ])
    error_message = "The site has another version than the one that is live."
  }

  assert {
    condition = alltrue([
      for association in aws_cloudfront_distribution.staging[0].default_cache_behavior[0].lambda_function_association :
      association.lambda_arn == output.function_qualified_arn
    ])
    error_message = "The staging distribution has another version than the newest."
  }

  assert {
    condition = alltrue([
      aws_cloudfront_distribution.staging[0].staging,
      aws_cloudfront_distribution.this[0].continuous_deployment_policy_id == aws_cloudfront_continuous_deployment_policy.roll_out[0].id,
      aws_cloudfront_continuous_deployment_policy.roll_out[0].enabled,
      aws_cloudfront_continuous_deployment_policy.roll_out[0].traffic_config[0].type == "SingleHeader",
      aws_cloudfront_continuous_deployment_policy.roll_out[0].traffic_config[0].single_header_config[0].header == "aws-cf-cd-try",
    ])
    error_message = "Requests with the header do not go to the staging distribution."
  }
}

run "a_version_for_everybody" {
  command = plan

  variables {
    http_version = "http2"
    roll_out = {
      single_weight_config = {
        weight                    = 0.05
        session_stickiness_config = { idle_ttl = 300, maximum_ttl = 600 }
      }
    }
  }

  assert {
    condition = alltrue([
      !aws_cloudfront_continuous_deployment_policy.roll_out[0].enabled,
      aws_cloudfront_continuous_deployment_policy.roll_out[0].traffic_config[0].type == "SingleWeight",
      aws_cloudfront_continuous_deployment_policy.roll_out[0].traffic_config[0].single_weight_config[0].weight == 0.05,
    ])
    error_message = "There is nothing to try, and requests go to the staging distribution."
  }
}

run "alarms_of_the_sync" {
  variables {
    sync = { every_minutes = 10 }
    alarms = {
      # Where the mock providers are.
      sync_alarm_actions        = ["arn:aws:sns:us-east-1:111122223333:on-call"]
      specs_unconfirmed_minutes = 15
    }
  }

  assert {
    condition = alltrue([
      aws_cloudwatch_metric_alarm.sync_unconfirmed[0].period == 1200,
      aws_cloudwatch_metric_alarm.sync_unconfirmed[0].treat_missing_data == "breaching",
      aws_cloudwatch_metric_alarm.sync_unconfirmed[0].dimensions == tomap({ Function = output.sync_function_name }),
      aws_cloudwatch_metric_alarm.sync_failed[0].dimensions == tomap({ QueueName = "statsig-edge-sync-failed" }),
      aws_cloudwatch_metric_alarm.sync_failed[0].alarm_actions == toset(["arn:aws:sns:us-east-1:111122223333:on-call"]),
    ])
    error_message = "Nobody is told when the specs no longer come."
  }
}
