################################################################################
# Checks: what each entry of lists and maps must be
################################################################################

locals {
  refused_routes = flatten([
    for index, route in coalesce(var.routes, []) :
    [
      for check in [
        {
          holds   = can(regex("^[/*]", route.path))
          message = "The path is not valid: a path starts with / or *."
        },
        {
          holds   = contains(["respond", "header", "rewrite", "redirect", "block", "bootstrap", "pass"], route.action)
          message = "The action must be one of respond, header, rewrite, redirect, block, bootstrap, pass."
        },
        {
          holds = route.methods == null ? true : alltrue([
            for entry in route.methods :
            can(regex("^(GET|HEAD|OPTIONS|PUT|POST|PATCH|DELETE)$", upper(entry)))
          ])
          message = "One of the methods is not valid: CloudFront knows GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE."
        },
        {
          holds   = route.header == null ? true : can(regex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", lower(route.header)))
          message = "The header is not valid: the name of a header has letters, digits and !#$%&'*+.^_`|~-."
        },
        {
          holds = route.header == null ? true : (
            !contains(
              [
                "client-cert",
                "client-cert-chain",
                "cloudfront-viewer-cert-pem",
                "connection",
                "expect",
                "keep-alive",
                "proxy-authenticate",
                "proxy-authorization",
                "proxy-connection",
                "trailer",
                "upgrade",
                "x-accel-buffering",
                "x-accel-charset",
                "x-accel-limit-rate",
                "x-accel-redirect",
                "x-amzn-auth",
                "x-amzn-cf-billing",
                "x-amzn-cf-id",
                "x-amzn-cf-xff",
                "x-amzn-errortype",
                "x-amzn-fle-profile",
                "x-amzn-header-count",
                "x-amzn-header-order",
                "x-amzn-lambda-integration-tag",
                "x-amzn-requestid",
                "x-cache",
                "x-forwarded-proto",
                "x-real-ip",
                "cdn-loop",
                "content-length",
                "host",
                "transfer-encoding",
                "via",
              ],
              lower(route.header)
            ) &&
            !can(regex("^(x-amz-cf-|x-edge-|cloudfront-)", lower(route.header)))
          )
          message = "The header is one that CloudFront reserves; name one of your own, such as x-my-variant."
        },
        {
          holds   = route.header == null ? true : !contains(["cookie", "set-cookie"], lower(route.header))
          message = "The header is one that holds cookies, which would be lost; name one of your own, such as x-my-variant."
        },
        {
          holds = (
            route.header == null
            ? true
            : !contains(["x-statsig-stable-id", "x-statsig-differs", "x-statsig-sticky"], lower(route.header))
          )
          message = "The header is one that the function sets for itself, and takes off every request; name one of your own, such as x-my-variant."
        },
        {
          holds = (
            route.status == null
            ? true
            : contains([301, 302, 303, 307, 308, 401, 403, 404, 410, 451, 503], route.status)
          )
          message = "The status must be one of 301, 302, 303, 307, 308, 401, 403, 404, 410, 451, 503."
        },
        {
          holds = (
            route.hosts == null
            ? true
            : alltrue([for entry in route.hosts : can(regex("^[a-z0-9.-]+(:[0-9]+)?$", lower(entry)))])
          )
          message = "One of the hosts is not valid: a host is a name alone, such as www.example.com."
        },
        {
          holds   = route.gates == null ? true : alltrue([for entry in route.gates : can(regex("^.", entry))])
          message = "One of the gates is not valid: it needs a name, or is left out."
        },
        {
          holds = (
            route.experiments == null
            ? true
            : alltrue([for entry in route.experiments : can(regex("^.", entry))])
          )
          message = "One of the experiments is not valid: it needs a name, or is left out."
        },
        {
          holds   = route.configs == null ? true : alltrue([for entry in route.configs : can(regex("^.", entry))])
          message = "One of the configs is not valid: it needs a name, or is left out."
        },
        {
          holds   = route.layers == null ? true : alltrue([for entry in route.layers : can(regex("^.", entry))])
          message = "One of the layers is not valid: it needs a name, or is left out."
        },
        {
          holds = !contains(
            [
              for text in [route.gate, route.experiment, route.config, route.layer, route.parameter, route.on, route.off] :
              text == null ? "left out" : text
            ],
            ""
          )
          message = "None of gate, experiment, config, layer, parameter, on, off may be an empty string: leave it out instead."
        },
        {
          holds = (
            length([
              for subject in [route.gate, route.experiment, route.config, route.layer] :
              subject if subject != null
            ]) ==
            (contains(["bootstrap", "pass"], route.action) ? 0 : 1)
          )
          message = "A route must name exactly one of gate, experiment, config or layer, and none with the action bootstrap or pass."
        },
        {
          holds = (
            route.action != "block" ||
            alltrue([for subject in [route.experiment, route.config, route.layer] : subject == null])
          )
          message = "A route with the action block must name a gate."
        },
        {
          holds   = route.parameter == null || route.gate == null && !contains(["bootstrap", "pass"], route.action)
          message = "A route with a parameter must name an experiment, config or layer."
        },
        {
          holds = (
            route.gate != null ||
            route.parameter != null ||
            !contains(["header", "rewrite", "redirect"], route.action)
          )
          message = "A header, rewrite or redirect by an experiment, config or layer must name the parameter that it takes its value from."
        },
        {
          holds   = route.gate == null ? true : contains(["true", "false"], coalesce(route.default, "true"))
          message = "The default of a gate must be true or false."
        },
        {
          holds   = (route.action == "header") == (route.header != null)
          message = "A route with the action header must name the header that it sets, and no other route may name one."
        },
        {
          holds = (
            route.gate == null ||
            route.on != null ||
            route.off != null ||
            !contains(["rewrite", "redirect"], route.action)
          )
          message = "A rewrite or redirect by a gate must have a target in on, in off, or in both."
        },
        {
          holds = (
            (route.on == null || route.gate != null && contains(["rewrite", "redirect"], route.action)) &&
            (
              route.off == null ||
              route.gate != null && contains(["rewrite", "redirect", "block"], route.action)
            )
          )
          message = "Only a rewrite or redirect by a gate has a target in on, and only a rewrite, redirect or block by a gate has one in off: a parameter's value is the target itself."
        },
        {
          holds = (
            route.status == null ||
            !contains(["redirect", "block"], route.action) ||
            (
              (coalesce(route.status, 0) < 400) ==
              (contains(["rewrite", "redirect"], route.action) || route.off != null)
            )
          )
          message = "A status of 3xx needs a target, and one of 4xx or 5xx is for a block without a target."
        },
        {
          holds = (
            route.action != "rewrite" ||
            alltrue([
              for target in compact([route.on, route.off, route.gate == null ? route.default : null]) :
              can(regex(
                "^/([!-\"$-.0->@-\\[\\]-~][!-\"$->@-\\[\\]-~]*)?$",
                replace(target, "/^([^*]*)[*]/", "$1")
              ))
            ])
          )
          message = "The target of a rewrite must be a path of the site: it starts with one /, has no query string, and special characters are percent-encoded."
        },
        {
          holds = (
            !contains(["redirect", "block"], route.action) ||
            alltrue([
              for target in compact([route.on, route.off, route.gate == null ? route.default : null]) : (
                can(regex("^/([!-\"$-.0-\\[\\]-~][!-\"$-\\[\\]-~]*)?$", replace(target, "/^([^*]*)[*]/", "$1"))) ||
                (
                  can(regex("^https://[!-\"$-\\[\\]-~]*$", replace(target, "/^([^*]*)[*]/", "$1"))) &&
                  contains(
                    try([for host in route.hosts : lower(host)], []),
                    lower(try(regex("^https://([^/?]+)", replace(target, "/^([^*]*)[*]/", "$1"))[0], ""))
                  )
                )
              )
            ])
          )
          message = "The target of a redirect must be a path of the site, or an https address on one of the hosts of its route; special characters are percent-encoded."
        },
        {
          holds = alltrue([
            for names in [route.gates, route.experiments, route.configs, route.layers] :
            names == null ? true : route.action == "bootstrap" && length(names) > 0 && length(names) <= 500
          ])
          message = "Only a bootstrap has gates, experiments, configs or layers, each a list of 1 to 500 names: leave out what is empty."
        },
        {
          holds = alltrue([
            for other in slice(var.routes, 0, index) :
            !(
              (
                (other.assets || !route.assets) &&
                alltrue([
                  for run in ["", "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"] :
                  can(regex(
                    join("", ["^\\Q", replace(replace(other.path, "*", "\\E.*\\Q"), "?", "\\E.\\Q"), "\\E$"]),
                    replace(
                      replace(startswith(route.path, "*") ? join("", ["/", route.path]) : route.path, "?", "~"),
                      "*",
                      run
                    )
                  ))
                ])
              )
            )
          ])
          message = "No request reaches a route after one that has all of its paths: put it first, or take it out."
        },
      ] :
      "routes[${index}]: ${check.message}" if !check.holds
    ]
  ])
}

locals {
  refused_identity = flatten([
    for index, attribute in coalesce(var.identity.attributes, []) :
    [
      for check in [
        {
          holds = can(regex(
            "^(email|locale|appVersion|(custom|privateAttributes|customIDs)[.].{1,100})$",
            attribute.name
          ))
          message = "The name is not valid: an attribute is email, locale, appVersion, or one of custom, privateAttributes and customIDs, such as custom.plan."
        },
        {
          holds   = !contains(["customIDs.stableID", "customIDs.stableid"], attribute.name)
          message = "The name is one that comes from the cookie; leave it to that."
        },
        {
          holds   = contains(["header", "cookie", "query", "claim", "acceptLanguage", "path", "host"], attribute.from)
          message = "The from must be one of header, cookie, query, claim, acceptLanguage, path, host."
        },
        {
          holds   = attribute.key == null ? true : can(regex("^.", attribute.key))
          message = "The key is not valid: it needs a name, or is left out."
        },
        {
          holds   = contains(["text", "number", "boolean", "list"], attribute.type)
          message = "The type must be one of text, number, boolean, list."
        },
        {
          holds = !contains(
            attribute.key == null ? ["header", "cookie", "query", "claim"] : ["acceptLanguage", "path", "host"],
            attribute.from
          )
          message = "An attribute from a header, cookie, query, claim has the key by which it is found, and no other has one."
        },
        {
          holds   = attribute.type == "text" || can(regex("^(custom|privateAttributes)[.]", attribute.name))
          message = "Only attributes of custom and of privateAttributes have a type; the others are texts."
        },
        {
          holds   = attribute.from != "claim" || var.identity.token != null
          message = "An attribute is from a claim, and there is no token with claims: give identity.token."
        },
      ] :
      "identity.attributes[${index}]: ${check.message}" if !check.holds
    ]
  ])
}

locals {
  refused_custom_error_response = flatten([
    for index, response in var.custom_error_response :
    [
      for check in [
        {
          holds = alltrue([
            contains([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504], response.error_code),
            (
              response.response_code == null
              ? true
              : contains([200, 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504], response.response_code)
            ),
          ])
          message = "The error_code of a custom_error_response must be one of 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504, and its response_code one of these or 200."
        },
        {
          holds = alltrue([
            (response.response_code == null) == (response.response_page_path == null),
            response.response_page_path == null ? true : can(regex("^/", response.response_page_path)),
          ])
          message = "A custom_error_response must have a response_code and a response_page_path, which begins with a slash, or neither."
        },
        {
          holds = (
            response.error_caching_min_ttl >= 0 &&
            response.error_caching_min_ttl <= 31536000 &&
            floor(response.error_caching_min_ttl) == response.error_caching_min_ttl
          )
          message = "The error_caching_min_ttl of a custom_error_response must be a whole number of seconds, 0 to 31536000."
        },
      ] :
      "custom_error_response[${index}]: ${check.message}" if !check.holds
    ]
  ])
}

locals {
  refused_origins = flatten([
    for key, origin in var.origins :
    [
      for check in [
        {
          holds   = can(regex("^[A-Za-z0-9.-]+$", origin.domain_name))
          message = "The domain_name of an origin must be a domain name alone, without https:// and without a path: give the path as path."
        },
        {
          holds   = origin.s3 ? can(regex("\\.s3\\.[a-z0-9.-]*amazonaws\\.com(\\.cn)?$", origin.domain_name)) : true
          message = "With s3 the domain_name of an origin must be the bucket's bucket_regional_domain_name, such as my-bucket.s3.eu-west-1.amazonaws.com: the endpoint of a website takes no signed requests."
        },
        {
          holds   = origin.s3 || !can(regex("\\.s3\\.[a-z0-9.-]*amazonaws\\.com(\\.cn)?$", origin.domain_name))
          message = "The domain_name of an origin is that of an S3 bucket: set s3 to true, so that CloudFront signs its requests."
        },
        {
          holds   = can(regex("^(/.*[^/])?$", origin.path))
          message = "The path of an origin must begin with a slash and must not end with one."
        },
        {
          holds   = contains(["https-only", "http-only", "match-viewer"], origin.protocol_policy)
          message = "The protocol_policy of an origin must be https-only, http-only or match-viewer."
        },
        {
          holds = alltrue([
            (
              contains([80, 443], origin.http_port) ||
              origin.http_port >= 1024 && origin.http_port <= 65535 && floor(origin.http_port) == origin.http_port
            ),
            (
              contains([80, 443], origin.https_port) ||
              (
                origin.https_port >= 1024 &&
                origin.https_port <= 65535 &&
                floor(origin.https_port) == origin.https_port
              )
            ),
            (
              origin.origin_read_timeout >= 1 &&
              origin.origin_read_timeout <= 180 &&
              floor(origin.origin_read_timeout) == origin.origin_read_timeout
            ),
            (
              origin.origin_keepalive_timeout >= 1 &&
              origin.origin_keepalive_timeout <= 180 &&
              floor(origin.origin_keepalive_timeout) == origin.origin_keepalive_timeout
            ),
            (
              origin.connection_attempts >= 1 &&
              origin.connection_attempts <= 3 &&
              floor(origin.connection_attempts) == origin.connection_attempts
            ),
            (
              origin.connection_timeout >= 1 &&
              origin.connection_timeout <= 10 &&
              floor(origin.connection_timeout) == origin.connection_timeout
            ),
          ])
          message = "An origin must have 80, 443 or 1024 to 65535 as http_port and https_port, 1 to 180 seconds as origin_read_timeout and origin_keepalive_timeout (more than 120 if AWS raised your quota), 1 to 3 connection_attempts and 1 to 10 seconds as connection_timeout, each a whole number."
        },
        {
          holds = alltrue([
            origin.vpc_origin_id == null ? true : can(regex("^vo_[A-Za-z0-9]+$", origin.vpc_origin_id)),
            !origin.s3 || origin.vpc_origin_id == null,
            (
              origin.origin_shield_region == null
              ? true
              : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", origin.origin_shield_region))
            ),
          ])
          message = "The vpc_origin_id of an origin must be the ID of a VPC origin, vo_…, which is no S3 bucket, and its origin_shield_region a Region such as eu-central-1."
        },
        {
          holds   = alltrue([can(regex("^[A-Za-z0-9._-]{1,128}$", key)), key != "origin"])
          message = "A key of origins must have 1 to 128 letters, digits and characters of _ - . and cannot be origin, which is the input of that name."
        },
      ] :
      "origins.${key}: ${check.message}" if !check.holds
    ]
  ])
}

locals {
  refused_origin_groups = flatten([
    for key, group in var.origin_groups :
    [
      for check in [
        {
          holds   = alltrue([can(regex("^[A-Za-z0-9._-]{1,128}$", key)), key != "origin"])
          message = "A key of origin_groups must have 1 to 128 letters, digits and characters of _ - . and cannot be origin, which is an origin."
        },
        {
          holds = alltrue([
            length(group.member) == 2,
            alltrue([
              (
                length(group.failover_criteria.status_codes) >= 1 &&
                length(group.failover_criteria.status_codes) <= 9
              ),
              alltrue([
                for status in group.failover_criteria.status_codes :
                contains([400, 403, 404, 416, 429, 500, 502, 503, 504], status)
              ]),
            ]),
          ])
          message = "An entry of origin_groups must have two origins as member, and as status_codes of its failover_criteria some of 400, 403, 404, 416, 429, 500, 502, 503, 504."
        },
      ] :
      "origin_groups.${key}: ${check.message}" if !check.holds
    ]
  ])
}

locals {
  refused_ordered_cache_behaviors = flatten([
    for index, behavior in var.ordered_cache_behaviors :
    [
      for check in [
        {
          holds   = can(regex("^[A-Za-z0-9_.*$/~\"'@:+&?-]{1,255}$", behavior.path_pattern))
          message = "A path_pattern of the ordered_cache_behaviors must have 1 to 255 letters, digits and signs that CloudFront takes in one, such as /assets/*."
        },
        {
          holds = behavior.allowed_methods == null ? true : contains(
            ["GET HEAD", "GET HEAD OPTIONS", "DELETE GET HEAD OPTIONS PATCH POST PUT"],
            join(" ", sort(behavior.allowed_methods))
          )
          message = "CloudFront allows GET and HEAD; GET, HEAD and OPTIONS; or all of GET, HEAD, OPTIONS, PUT, POST, PATCH and DELETE."
        },
        {
          holds = alltrue([
            behavior.cache_policy == null ? true : can(regex(
              "^(CachingDisabled|CachingOptimized|CachingOptimizedForUncompressedObjects|UseOriginCacheControlHeaders|UseOriginCacheControlHeaders-QueryStrings|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
              behavior.cache_policy
            )),
            behavior.origin_request_policy == null ? true : can(regex(
              "^(AllViewer|AllViewerExceptHostHeader|AllViewerAndCloudFrontHeaders-2022-06|CORS-CustomOrigin|CORS-S3Origin|HostHeaderOnly|UserAgentRefererHeaders|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
              behavior.origin_request_policy
            )),
            behavior.response_headers_policy == null ? true : can(regex(
              "^(SimpleCORS|CORS-With-Preflight|SecurityHeadersPolicy|CORS-and-SecurityHeadersPolicy|CORS-with-preflight-and-SecurityHeadersPolicy|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
              behavior.response_headers_policy
            )),
          ])
          message = "A policy of the ordered_cache_behaviors must be an ID or the name of a managed policy, as in the inputs cache_policy, origin_request_policy and response_headers_policy."
        },
        {
          holds = alltrue([
            (
              behavior.viewer_protocol_policy == null
              ? true
              : contains(["redirect-to-https", "https-only", "allow-all"], behavior.viewer_protocol_policy)
            ),
            behavior.trusted_key_groups == null ? true : alltrue([
              for group in behavior.trusted_key_groups :
              can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", group))
            ]),
            behavior.realtime_log_config_arn == null ? true : can(regex(
              "^arn:aws:cloudfront::[0-9]{12}:realtime-log-config/.+$",
              behavior.realtime_log_config_arn
            )),
          ])
          message = "In the ordered_cache_behaviors viewer_protocol_policy, trusted_key_groups and realtime_log_config_arn must be as the inputs of these names: redirect-to-https, https-only or allow-all; IDs; an ARN of a realtime-log-config."
        },
        {
          holds = alltrue([
            (
              behavior.lambda_function_association == null
              ? true
              : alltrue([
                (
                  length(distinct(behavior.lambda_function_association[*].event_type)) ==
                  length(behavior.lambda_function_association)
                ),
                alltrue([
                  for own in behavior.lambda_function_association :
                  alltrue([
                    contains(["origin-request", "origin-response", "viewer-request", "viewer-response"], own.event_type),
                    can(regex("^arn:aws:lambda:us-east-1:[0-9]{12}:function:[A-Za-z0-9_-]+:[0-9]+$", own.lambda_arn)),
                  ])
                ]),
              ])
            ),
            (
              behavior.edge_function
              ? behavior.lambda_function_association == null ? true
              : alltrue([for own in behavior.lambda_function_association : contains(["origin-request", "origin-response"], own.event_type)]) : true
            ),
          ])
          message = "A lambda_function_association of the ordered_cache_behaviors must name published versions in us-east-1, arn:aws:lambda:us-east-1:ACCOUNT:function:NAME:VERSION, one for each event_type at most: origin-request, origin-response, and with edge_function = false viewer-request and viewer-response."
        },
        {
          holds = alltrue([
            alltrue([
              (
                length(distinct(behavior.function_association[*].event_type)) ==
                length(behavior.function_association)
              ),
              alltrue([
                for own in behavior.function_association :
                alltrue([
                  contains(["viewer-request", "viewer-response"], own.event_type),
                  can(regex("^arn:aws:cloudfront::[0-9]{12}:function/[A-Za-z0-9_-]+$", own.function_arn)),
                ])
              ]),
            ]),
            behavior.edge_function ? length(behavior.function_association) == 0 : true,
            (
              length(behavior.function_association) > 0
              ? behavior.lambda_function_association == null ? true
              : alltrue([for own in behavior.lambda_function_association : contains(["origin-request", "origin-response"], own.event_type)]) : true
            ),
          ])
          message = "A function_association of the ordered_cache_behaviors must name CloudFront Functions, arn:aws:cloudfront::ACCOUNT:function/NAME, for viewer-request or viewer-response. It needs edge_function = false and no Lambda on these events, because CloudFront runs one kind of function on them."
        },
      ] :
      "ordered_cache_behaviors[${index}]: ${check.message}" if !check.holds
    ]
  ])
}

# A precondition of the function: the validation of a variable could not say which entry it is about
# without each condition once more.
locals {
  refused_entries = flatten([
    local.refused_routes,
    local.refused_identity,
    local.refused_custom_error_response,
    local.refused_origins,
    local.refused_origin_groups,
    local.refused_ordered_cache_behaviors,
  ])
}
