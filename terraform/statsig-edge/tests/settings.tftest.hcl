# Rendered from the fields of the handler's settings.

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

# The routes are an empty list, and the function would have nothing to do. Leave them out to answer as Statsig's guide does, or set create to false.
run "routes_1" {
  command = plan

  variables {
    routes = []
  }

  expect_failures = [var.routes]
}

# The path is not valid: a path starts with / or *.
run "routes_2" {
  command = plan

  variables {
    routes = [{ action = "respond", gate = "new_home", path = "home" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# The action must be one of respond, header, rewrite, redirect, block, bootstrap, pass.
run "routes_3" {
  command = plan

  variables {
    routes = [{ action = "unknown", gate = "new_home" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# One of the methods is not valid: CloudFront knows GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE.
run "routes_4" {
  command = plan

  variables {
    routes = [{ action = "respond", gate = "new_home", methods = ["FETCH"] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# The header is not valid: the name of a header has letters, digits and !#$%&'*+.^_`|~-.
run "routes_5" {
  command = plan

  variables {
    routes = [{ action = "header", gate = "new_home", header = "x gate" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# The header is one that CloudFront reserves; name one of your own, such as x-my-variant.
run "routes_6" {
  command = plan

  variables {
    routes = [{ action = "header", gate = "new_home", header = "host" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# The header is one that holds cookies, which would be lost; name one of your own, such as x-my-variant.
run "routes_7" {
  command = plan

  variables {
    routes = [{ action = "header", gate = "new_home", header = "cookie" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# The header is one that the function sets for itself, and takes off every request; name one of your own, such as x-my-variant.
run "routes_8" {
  command = plan

  variables {
    routes = [{ action = "header", gate = "new_home", header = "x-statsig-stable-id" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# The status must be one of 301, 302, 303, 307, 308, 401, 403, 404, 410, 451, 503.
run "routes_9" {
  command = plan

  variables {
    routes = [{ action = "redirect", gate = "new_home", on = "/new", status = 300 }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# One of the hosts is not valid: a host is a name alone, such as www.example.com.
run "routes_10" {
  command = plan

  variables {
    routes = [{ action = "redirect", gate = "new_home", on = "/new", hosts = ["https://b.example"] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# One of the gates is not valid: it needs a name, or is left out.
run "routes_11" {
  command = plan

  variables {
    routes = [{ action = "bootstrap", gates = [""] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# One of the experiments is not valid: it needs a name, or is left out.
run "routes_12" {
  command = plan

  variables {
    routes = [{ action = "bootstrap", experiments = [""] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# One of the configs is not valid: it needs a name, or is left out.
run "routes_13" {
  command = plan

  variables {
    routes = [{ action = "bootstrap", configs = [""] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# One of the layers is not valid: it needs a name, or is left out.
run "routes_14" {
  command = plan

  variables {
    routes = [{ action = "bootstrap", layers = [""] }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# None of gate, experiment, config, layer, parameter, on, off may be an empty string: leave it out instead.
run "routes_15" {
  command = plan

  variables {
    routes = [{ action = "respond", gate = "" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# No request reaches a route after one that has all of its paths: put it first, or take it out.
run "routes_16" {
  command = plan

  variables {
    routes = [{ action = "respond", gate = "new_home" }, { action = "respond", gate = "new_home", path = "/new/*" }]
  }

  expect_failures = [aws_lambda_function.edge]
}

# The kill_switch_gate is not valid: it needs a name, or is left out.
run "kill_switch_gate_1" {
  command = plan

  variables {
    kill_switch_gate = ""
  }

  expect_failures = [var.kill_switch_gate]
}

# The preview_keys is not valid: keys are the text of a JWKS with at least one key, as /.well-known/jwks.json of the issuer has it.
run "preview_keys_1" {
  command = plan

  variables {
    preview_keys = "{\"keys\":[]}"
  }

  expect_failures = [var.preview_keys]
}

# One of the sticky_experiments is not valid: it needs a name, or is left out.
run "sticky_experiments_1" {
  command = plan

  variables {
    sticky_experiments = [""]
  }

  expect_failures = [var.sticky_experiments]
}

# The sticky_experiments must be 1 to 16 names, or be left out: each takes its place in a cookie.
run "sticky_experiments_2" {
  command = plan

  variables {
    sticky_experiments = []
  }

  expect_failures = [var.sticky_experiments]
}

# The consent_cookie is not valid: a cookie is written as its name, or as name=value.
run "identity_1" {
  command = plan

  variables {
    identity = { consent_cookie = "my consent=yes" }
  }

  expect_failures = [var.identity]
}

# The user_id_cookie is not valid: the name of a cookie has letters, digits and !#$%&'*+.^_`|~-.
run "identity_2" {
  command = plan

  variables {
    identity = { user_id_cookie = "user id" }
  }

  expect_failures = [var.identity]
}

# The user_id_header is not valid: the name of a header has letters, digits and !#$%&'*+.^_`|~-.
run "identity_3" {
  command = plan

  variables {
    identity = { user_id_header = "x gate" }
  }

  expect_failures = [var.identity]
}

# The user_id_header is one that the function sets for itself, and takes off every request; name one of your own, such as x-my-variant.
run "identity_4" {
  command = plan

  variables {
    identity = { user_id_header = "x-statsig-stable-id" }
  }

  expect_failures = [var.identity]
}

# The anonymous_user_id must be one of stableID, none.
run "identity_5" {
  command = plan

  variables {
    identity = { anonymous_user_id = "unknown" }
  }

  expect_failures = [var.identity]
}

# The country_header is not valid: the name of a header has letters, digits and !#$%&'*+.^_`|~-.
run "identity_6" {
  command = plan

  variables {
    identity = { country_header = "x gate" }
  }

  expect_failures = [var.identity]
}

# The country_header is one that CloudFront adds only after the viewer-request event, so that the function would see whatever the viewer wrote; name a header that AWS WAF inserts (x-amzn-waf-…).
run "identity_7" {
  command = plan

  variables {
    identity = { country_header = "cloudfront-viewer-country" }
  }

  expect_failures = [var.identity]
}

# The country_header is one that the function sets for itself, and takes off every request; name one of your own, such as x-my-variant.
run "identity_8" {
  command = plan

  variables {
    identity = { country_header = "x-statsig-stable-id" }
  }

  expect_failures = [var.identity]
}

# The cookie is not valid: the name of a cookie has letters, digits and !#$%&'*+.^_`|~-.
run "identity_9" {
  command = plan

  variables {
    identity = { token = { issuer = "https://issuer.example/", keys = "keys: [{}]", cookie = "user id" } }
  }

  expect_failures = [var.identity]
}

# The issuer is not valid: it needs a name, or is left out.
run "identity_10" {
  command = plan

  variables {
    identity = { token = { issuer = "", keys = "keys: [{}]" } }
  }

  expect_failures = [var.identity]
}

# One of the audience is not valid: it needs a name, or is left out.
run "identity_11" {
  command = plan

  variables {
    identity = { token = { issuer = "https://issuer.example/", keys = "keys: [{}]", audience = [""] } }
  }

  expect_failures = [var.identity]
}

# The keys is not valid: keys are the text of a JWKS with at least one key, as /.well-known/jwks.json of the issuer has it.
run "identity_12" {
  command = plan

  variables {
    identity = { token = { issuer = "https://issuer.example/", keys = "{\"keys\":[]}" } }
  }

  expect_failures = [var.identity]
}

# The user is not valid: it needs a name, or is left out.
run "identity_13" {
  command = plan

  variables {
    identity = { token = { issuer = "https://issuer.example/", keys = "keys: [{}]", user = "" } }
  }

  expect_failures = [var.identity]
}

# The leeway must be a number from 0 to 300.
run "identity_14" {
  command = plan

  variables {
    identity = { token = { issuer = "https://issuer.example/", keys = "keys: [{}]", leeway = 301 } }
  }

  expect_failures = [var.identity]
}

# With everywhere the cookie of stable_id_cookie is handed out, and that is false: leave one of them out.
run "identity_15" {
  command = plan

  variables {
    identity = { everywhere = true, stable_id_cookie = false }
  }

  expect_failures = [var.identity]
}

# The token goes with neither user_id_cookie nor user_id_header, into which viewers can write anybody: leave those out.
run "identity_16" {
  command = plan

  variables {
    identity = { token = { issuer = "https://issuer.example/", keys = "keys: [{}]" }, user_id_cookie = "user" }
  }

  expect_failures = [var.identity]
}

# The name is not valid: an attribute is email, locale, appVersion, or one of custom, privateAttributes and customIDs, such as custom.plan.
run "identity_17" {
  command = plan

  variables {
    identity = { attributes = [{ name = "userID", from = "cookie", key = "plan" }] }
  }

  expect_failures = [aws_lambda_function.edge]
}

# The name is one that comes from the cookie; leave it to that.
run "identity_18" {
  command = plan

  variables {
    identity = { attributes = [{ name = "customIDs.stableID", from = "cookie", key = "plan" }] }
  }

  expect_failures = [aws_lambda_function.edge]
}

# The from must be one of header, cookie, query, claim, acceptLanguage, path, host.
run "identity_19" {
  command = plan

  variables {
    identity = { attributes = [{ name = "custom.plan", from = "unknown", key = "plan" }] }
  }

  expect_failures = [aws_lambda_function.edge]
}

# The key is not valid: it needs a name, or is left out.
run "identity_20" {
  command = plan

  variables {
    identity = { attributes = [{ name = "custom.plan", from = "cookie", key = "" }] }
  }

  expect_failures = [aws_lambda_function.edge]
}

# The type must be one of text, number, boolean, list.
run "identity_21" {
  command = plan

  variables {
    identity = { attributes = [{ name = "custom.plan", from = "cookie", key = "plan", type = "unknown" }] }
  }

  expect_failures = [aws_lambda_function.edge]
}

# An attribute from a header, cookie, query, claim has the key by which it is found, and no other has one.
run "identity_22" {
  command = plan

  variables {
    identity = { attributes = [{ name = "email", from = "cookie" }] }
  }

  expect_failures = [aws_lambda_function.edge]
}

# Only attributes of custom and of privateAttributes have a type; the others are texts.
run "identity_23" {
  command = plan

  variables {
    identity = { attributes = [{ name = "email", from = "cookie", key = "plan", type = "number" }] }
  }

  expect_failures = [aws_lambda_function.edge]
}

# An attribute is from a claim, and there is no token with claims: give identity.token.
run "identity_24" {
  command = plan

  variables {
    identity = { attributes = [{ name = "custom.plan", from = "claim", key = "plan" }] }
  }

  expect_failures = [aws_lambda_function.edge]
}

# The mode must be one of off, batch.
run "exposures_1" {
  command = plan

  variables {
    exposures = { mode = "unknown" }
  }

  expect_failures = [var.exposures]
}

# The max_events must be a number from 1 to 500.
run "exposures_2" {
  command = plan

  variables {
    exposures = { max_events = 501 }
  }

  expect_failures = [var.exposures]
}

# The max_age_seconds must be a number from 0 to 3600.
run "exposures_3" {
  command = plan

  variables {
    exposures = { max_age_seconds = 3601 }
  }

  expect_failures = [var.exposures]
}

# The timeout_ms must be a number from 10 to 1000.
run "exposures_4" {
  command = plan

  variables {
    exposures = { timeout_ms = 1001 }
  }

  expect_failures = [var.exposures]
}

# One of the user_fields is not valid: a field of the user is userID, email, ip, userAgent, country, locale, appVersion, analyticsOnlyMetadata, customIDs or custom, or one of the last two, such as custom.plan; privateAttributes are never sent.
run "exposures_5" {
  command = plan

  variables {
    exposures = { user_fields = ["privateAttributes"] }
  }

  expect_failures = [var.exposures]
}

# One of the sticky_keys is not valid: a key is 32 to 64 random bytes in Base64, as `openssl rand -base64 32` makes them.
run "sticky_keys_1" {
  command = plan

  variables {
    sticky_keys = ["too-short"]
  }

  expect_failures = [var.sticky_keys]
}

# The sticky_keys must be 1 to 4 keys, or be left out.
run "sticky_keys_2" {
  command = plan

  variables {
    sticky_keys = []
  }

  expect_failures = [var.sticky_keys]
}

# The refresh_seconds must be a number from 1 to 86400.
run "specs_refresh_1" {
  command = plan

  variables {
    specs_refresh = { refresh_seconds = 86401 }
  }

  expect_failures = [var.specs_refresh]
}

# The max_stale_seconds must be a number from 0 to 604800.
run "specs_refresh_2" {
  command = plan

  variables {
    specs_refresh = { max_stale_seconds = 604801 }
  }

  expect_failures = [var.specs_refresh]
}

# The max_wait_ms must be a number from 50 to 1500.
run "specs_refresh_3" {
  command = plan

  variables {
    specs_refresh = { max_wait_ms = 1501 }
  }

  expect_failures = [var.specs_refresh]
}
