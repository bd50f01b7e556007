# One case for each check in checks.tf that is not about one setting alone, in the same order.
# Those are in settings.tftest.hcl.

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

run "gate_and_experiment" {
  command = plan

  variables {
    routes = [{ action = "respond", gate = "new_home", experiment = "home" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "parameter_of_a_gate" {
  command = plan

  variables {
    routes = [{ action = "respond", gate = "new_home", parameter = "path" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "rewrite_without_parameter" {
  command = plan

  variables {
    routes = [{ action = "rewrite", experiment = "home" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "gate_default_of_another_kind" {
  command = plan

  variables {
    routes = [{ action = "respond", gate = "new_home", default = "yes" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "header_without_name" {
  command = plan

  variables {
    routes = [{ action = "header", gate = "new_home" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "block_by_an_experiment" {
  command = plan

  variables {
    routes = [{ action = "block", experiment = "home" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "block_that_leads_nowhere" {
  command = plan

  variables {
    routes = [{ action = "block", gate = "new_home", status = 302 }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "gate_without_target" {
  command = plan

  variables {
    routes = [{ action = "rewrite", gate = "new_home" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "targets_beside_a_parameter" {
  command = plan

  variables {
    routes = [{ action = "rewrite", experiment = "home", parameter = "path", on = "/new" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "rewrite_to_another_site" {
  command = plan

  variables {
    routes = [{ action = "rewrite", gate = "new_home", on = "//b.example/" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "redirect_to_an_unlisted_host" {
  command = plan

  variables {
    routes = [{ action = "redirect", gate = "new_home", on = "https://b.example/", hosts = ["a.example"] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "bootstrap_of_no_gates" {
  command = plan

  variables {
    routes = [{ action = "bootstrap", gates = [] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "error_page_for_success" {
  command = plan

  variables {
    custom_error_response = [{ error_code = 200 }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "error_page_without_status" {
  command = plan

  variables {
    custom_error_response = [{ error_code = 404, response_page_path = "/404.html" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "error_kept_for_ever" {
  command = plan

  variables {
    custom_error_response = [{ error_code = 404, error_caching_min_ttl = 31536001 }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "further_bucket_without_signature" {
  command = plan

  variables {
    origins = { assets = { domain_name = "site.s3.eu-west-1.amazonaws.com" } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "further_origin_by_url" {
  command = plan

  variables {
    origins = { app = { domain_name = "https://app.example.com" } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "further_origin_website" {
  command = plan

  variables {
    origins = { site = { domain_name = "my-bucket.s3-website-eu-west-1.amazonaws.com", s3 = true } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "further_origin_path_without_slash" {
  command = plan

  variables {
    origins = { app = { domain_name = "app.example.com", path = "v2" } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "further_origin_unknown_protocol" {
  command = plan

  variables {
    origins = { app = { domain_name = "app.example.com", protocol_policy = "https" } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "further_origin_slow" {
  command = plan

  variables {
    origins = { app = { domain_name = "app.example.com", origin_read_timeout = 600 } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "further_origin_shield_nowhere" {
  command = plan

  variables {
    origins = { app = { domain_name = "app.example.com", origin_shield_region = "Frankfurt" } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "further_origin_called_origin" {
  command = plan

  variables {
    origins = { origin = { domain_name = "app.example.com" } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "group_called_origin" {
  command = plan

  variables {
    origin_groups = { origin = { member = [{ origin_id = "a" }, { origin_id = "b" }] } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "group_of_one" {
  command = plan

  variables {
    origin_groups = { both = { member = [{ origin_id = "a" }] } }
  }

  expect_failures = [aws_lambda_function.edge]
}

run "pattern_of_nothing" {
  command = plan

  variables {
    ordered_cache_behaviors = [{ path_pattern = "" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "get_and_post_on_some_paths" {
  command = plan

  variables {
    ordered_cache_behaviors = [{ path_pattern = "/api/*", allowed_methods = ["GET", "POST"] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "unknown_policy_on_some_paths" {
  command = plan

  variables {
    ordered_cache_behaviors = [{ path_pattern = "/assets/*", cache_policy = "CacheEverything" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "signed_by_nobody" {
  command = plan

  variables {
    ordered_cache_behaviors = [{ path_pattern = "/paid/*", trusted_key_groups = ["our-keys"] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "lambda_beside_ours" {
  command = plan

  variables {
    ordered_cache_behaviors = [{
      path_pattern                = "/app/*"
      lambda_function_association = [{ event_type = "viewer-request", lambda_arn = "arn:aws:lambda:us-east-1:111122223333:function:other:7" }]
    }]
  }

  expect_failures = [aws_lambda_function.edge]
}

run "cloudfront_function_beside_ours" {
  command = plan

  variables {
    ordered_cache_behaviors = [{
      path_pattern         = "/app/*"
      function_association = [{ event_type = "viewer-request", function_arn = "arn:aws:cloudfront::111122223333:function/other" }]
    }]
  }

  expect_failures = [aws_lambda_function.edge]
}
