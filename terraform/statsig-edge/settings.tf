################################################################################
# Settings: what the function is told
################################################################################

# But for the client key, which may be sensitive, the sticky_keys and the secret.
locals {
  settings = (
    var.create
    ? {
      environment = var.statsig_environment
      routes = (
        var.routes == null
        ? null
        : [for route in var.routes : { for name, value in route : name => value if value != null }]
      )
      killSwitchGate    = var.kill_switch_gate
      previewKeys       = var.preview_keys
      stickyExperiments = var.sticky_experiments
      identity = {
        stableIdCookie     = var.identity.stable_id_cookie
        everywhere         = var.identity.everywhere
        consentCookie      = var.identity.consent_cookie
        userIdCookie       = var.identity.user_id_cookie
        userIdHeader       = var.identity.user_id_header
        anonymousUserId    = var.identity.anonymous_user_id
        countryHeader      = var.identity.country_header
        countryFromAddress = var.identity.country_from_address
        mappedAddresses    = var.identity.mapped_addresses
        token              = var.identity.token
        attributes         = var.identity.attributes
      }
      exposures = {
        mode          = var.exposures.mode
        maxEvents     = var.exposures.max_events
        maxAgeSeconds = var.exposures.max_age_seconds
        timeoutMs     = var.exposures.timeout_ms
        userFields    = var.exposures.user_fields
      }
      metrics = var.metrics
      specs = {
        url             = "https://${local.specs_host}/statsig-config.json"
        region          = local.store.region
        access          = var.bucket_access
        refreshSeconds  = var.specs_refresh.refresh_seconds
        maxStaleSeconds = var.specs_refresh.max_stale_seconds
        maxWaitMs       = var.specs_refresh.max_wait_ms
      }
    }
    : null
  )
}

locals {
  settings_json = var.create ? jsonencode(merge(local.settings, {
    clientKey  = var.statsig_client_key
    stickyKeys = var.sticky_keys
    specs = merge(local.settings.specs, {
      secret = var.specs_secret == null ? null : var.specs_secret.value
    })
  })) : null
}

# Says in a plan what changes in the settings; the function has them in its zip. Not the keys and the
# secret: what is sensitive would be shown as the output.
resource "terraform_data" "settings" {
  count = var.create ? 1 : 0

  input = local.settings
}
