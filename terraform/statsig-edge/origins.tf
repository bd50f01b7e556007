################################################################################
# Origins: where requests go that the function lets through
################################################################################

# Without routes every request is answered at the edge; CloudFront wants an origin still.
locals {
  origin = var.origin == null ? {
    domain_name              = "example.com"
    s3                       = false
    path                     = ""
    protocol_policy          = "https-only"
    custom_headers           = {}
    http_port                = 80
    https_port               = 443
    origin_read_timeout      = 30
    origin_keepalive_timeout = 5
    connection_attempts      = 3
    connection_timeout       = 10
    origin_shield_region     = null
    vpc_origin_id            = null
  } : var.origin
}

locals {
  origins = {
    for id, origin in merge({ origin = local.origin }, var.origins) :
    id => origin if id != "origin" || var.origin != null || length(var.origins) == 0
  }
}

# The origin that is asked first, of an origin and of a group.
locals {
  first_origins = merge(
    { for id in keys(local.origins) : id => id },
    { for id, group in var.origin_groups : id => group.member[0].origin_id }
  )
}

# Headers that the function adds are to reach the origin. S3 has no use for them.
locals {
  request_policies = {
    for id, first in local.first_origins :
    id => (
      var.origin_request_policy == null && !try(local.origins[first].s3, true) && (first != "origin" || var.origin != null)
      ? coalesce(one(aws_cloudfront_origin_request_policy.routes[*].id), "AllViewerExceptHostHeader")
      : var.origin_request_policy
    )
  }
}

resource "aws_cloudfront_origin_access_control" "distribution" {
  count = var.create && var.create_distribution && anytrue(values(local.origins)[*].s3) ? 1 : 0

  name                              = var.name
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}
