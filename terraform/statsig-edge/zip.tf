################################################################################
# Zip: the code of the function and its settings
################################################################################

# The specs in the zip.
locals {
  fallback_file = (
    var.package_specs && var.fallback_specs_file != null
    ? var.fallback_specs_file
    : var.package_specs ? var.specs_file : null
  )
}

# Left out where these settings can have no use for it.
locals {
  countries_file = var.identity.country_from_address ? "${path.module}/handler/countries.cjs" : null
}

# Left out where these settings can have no use for it.
locals {
  known_file = (
    nonsensitive(sensitive(var.identity.token != null || var.identity.attributes != null || var.preview_keys != null))
    ? "${path.module}/handler/known.cjs"
    : null
  )
}

# Left out where these settings can have no use for it.
locals {
  sticky_file = nonsensitive(sensitive(var.sticky_experiments != null)) ? "${path.module}/handler/sticky.cjs" : null
}

# About what the zip takes. Without the settings, so that it is known at plan.
locals {
  zip_kib = ceil(
    length(base64gzip(join("", [for path in compact([coalesce(var.handler_file, "${path.module}/handler/index.mjs"), "${path.module}/handler/user-agents.cjs", local.countries_file, local.known_file, "${path.module}/handler/browser.cjs", local.sticky_file, local.fallback_file]) : file(path)]))) * 3 / 4 / 1024
  )
}

# Ignored by git almost everywhere, and present wherever terraform init has run. The account, because
# another one may have a function of the same name.
locals {
  zip_path = "${path.root}/.terraform/statsig-edge/${join("-", compact([var.name, local.account_id]))}.zip"
}

# Lambda@Edge has no environment variables: the settings of the function are beside its code.
data "archive_file" "zip" {
  count = var.create ? 1 : 0

  type        = "zip"
  output_path = local.zip_path

  source {
    filename = "index.mjs"
    # Sensitive, so that a plan does not print it.
    content = sensitive(file(coalesce(var.handler_file, "${path.module}/handler/index.mjs")))
  }

  source {
    filename = "user-agents.cjs"
    content  = sensitive(file("${path.module}/handler/user-agents.cjs"))
  }

  source {
    filename = "browser.cjs"
    content  = sensitive(file("${path.module}/handler/browser.cjs"))
  }

  source {
    filename = "settings.json"
    content  = local.settings_json
  }

  dynamic "source" {
    for_each = local.countries_file != null ? [1] : []

    content {
      filename = "countries.cjs"
      content  = sensitive(file(local.countries_file))
    }
  }

  dynamic "source" {
    for_each = local.known_file != null ? [1] : []

    content {
      filename = "known.cjs"
      content  = sensitive(file(local.known_file))
    }
  }

  dynamic "source" {
    for_each = local.sticky_file != null ? [1] : []

    content {
      filename = "sticky.cjs"
      content  = sensitive(file(local.sticky_file))
    }
  }

  dynamic "source" {
    for_each = local.fallback_file != null ? [1] : []

    content {
      filename = "fallback.json"
      content  = sensitive(file(local.fallback_file))
    }
  }
}
