################################################################################
# General
################################################################################

variable "create" {
  description = "Controls if resources are created. False creates nothing, and reads nothing from AWS."
  type        = bool
  default     = true
  nullable    = false
}

variable "name" {
  description = "Name of the function and of its role; every other name begins with it."
  type        = string
  default     = "statsig-edge"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,46}[a-z0-9]$", var.name))
    error_message = "The name becomes part of the names of a bucket and a role: use 2 to 48 lower-case letters, digits and hyphens, a letter first and no hyphen last."
  }
}

variable "account_id" {
  description = "ID of the AWS account, for the name of the bucket and the policy of the role. Left out: AWS is asked, and the answer kept."
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null ? true : can(regex("^[0-9]{12}$", var.account_id))
    error_message = "The account_id must have 12 digits."
  }
}

variable "tags" {
  description = "Tags of every resource but the function, because Lambda@Edge does not support function tags, and the object with the specs, for which S3 takes ten at most."
  type        = map(string)
  default     = {}
  nullable    = false
}

################################################################################
# Statsig
################################################################################

variable "statsig_client_key" {
  description = "Statsig client key, `client-…`, from Statsig console → Settings → Keys & Environments. It is public: browsers carry the same one."
  type        = string
  nullable    = false

  validation {
    condition     = !startswith(var.statsig_client_key, "secret-")
    error_message = "This is a server secret key, and it would be written into a file: whoever has it can read and change your project. Use a client key (client-…) from Statsig console → Settings → Keys & Environments, and rotate the secret if it was committed anywhere."
  }

  validation {
    condition     = !startswith(var.statsig_client_key, "console-")
    error_message = "This is a console API key. Use a client key (client-…) from Statsig console → Settings → Keys & Environments."
  }

  validation {
    condition     = can(regex("^(secret-|console-|client-[A-Za-z0-9_-]+$)", var.statsig_client_key))
    error_message = "A Statsig client key starts with client-. Find it in Statsig console → Settings → Keys & Environments."
  }
}

variable "statsig_environment" {
  description = "Statsig environment tier, such as `production` or `staging`. Left out: the one in the specs."
  type        = string
  default     = null

  validation {
    condition     = var.statsig_environment == null ? true : var.statsig_environment != ""
    error_message = "The statsig_environment is empty: leave it out instead."
  }
}

variable "routes" {
  description = "Routes, in order: the first one whose path matches decides, and a request that matches none passes untouched. Left out: every path is answered with the JSON of Statsig's guide for the gate `test_gate`."
  type = list(object({
    # Path pattern as CloudFront's: `*` stands for any characters, `?` for one. Paths are compared in one
    # spelling: `/%61` is `/a`.
    path = optional(string, "/*")
    # What becomes of the requests: `respond` answers with the JSON of Statsig's guide; `header` puts the
    # value into a request header for the origin; `rewrite` asks the origin, and the cache, for another
    # path; `redirect` sends the viewer to another address; `block` lets requests pass when the gate is
    # on, and refuses them when it is off; `bootstrap` answers with what Statsig's browser SDK starts
    # from; `pass` leaves requests alone.
    action = string
    # Methods that the route is for; others pass untouched. Left out: `GET` and `HEAD`, for `block` all.
    methods = optional(list(string))
    # Requests for paths that end in a file's name, such as `/app.js` (not `.html`). `false`: they pass
    # untouched.
    assets = optional(bool, true)
    # Gate to evaluate.
    gate = optional(string)
    # Experiment to evaluate, instead of a gate.
    experiment = optional(string)
    # Dynamic config to evaluate, instead of a gate.
    config = optional(string)
    # Layer to evaluate, instead of a gate.
    layer = optional(string)
    # Parameter of the experiment, dynamic config or layer.
    parameter = optional(string)
    # Value when nothing can be evaluated. For a gate `true` or `false`; left out: `false`. For a
    # parameter any value; left out: the request passes untouched.
    default = optional(string)
    # Request header that gets the value. It is taken off every request of a viewer, whatever its path and
    # method.
    header = optional(string)
    # Target when the gate is on; left out: the request passes untouched. A `*` in it stands for what the
    # first `*` of the path matched. With a parameter in place of a gate, the value of the parameter is
    # the target.
    on = optional(string)
    # Target when the gate is off; left out: the request passes untouched, or is refused by a `block`.
    off = optional(string)
    # Status of the answer: 301, 302, 303, 307 or 308 for a `redirect`, and for a `block` with `off` (left
    # out: 302); 401, 403, 404, 410, 451 or 503 for a `block` without it (left out: 403).
    status = optional(number)
    # Other hosts that a target may name, such as `www.example.com`. Left out: none, so that targets are
    # paths of this site.
    hosts = optional(list(string))
    # Gates that a `bootstrap` answers with. Where this list or one of the next three is given, the answer
    # has what they name and nothing else; left out all four: everything.
    gates = optional(list(string))
    # Experiments that a `bootstrap` answers with.
    experiments = optional(list(string))
    # Dynamic configs that a `bootstrap` answers with.
    configs = optional(list(string))
    # Layers that a `bootstrap` answers with.
    layers = optional(list(string))
  }))
  default = null

  validation {
    condition     = var.routes == null ? true : length(var.routes) > 0
    error_message = "The routes are an empty list, and the function would have nothing to do. Leave them out to answer as Statsig's guide does, or set create to false."
  }
}

variable "kill_switch_gate" {
  description = "Gate with which routes are switched off: while it passes for a visitor, they do what they do without specs. Their requests pass, or get the default value. Left out: none."
  type        = string
  default     = null

  validation {
    condition     = var.kill_switch_gate == null ? true : can(regex("^.", var.kill_switch_gate))
    error_message = "The kill_switch_gate is not valid: it needs a name, or is left out."
  }
}

variable "preview_keys" {
  description = "Public Ed25519 keys, the text of a JWKS, by which previews are signed: `?statsig_preview=…` shows one visitor what its token says. Left out: there are no previews."
  type        = string
  default     = null

  validation {
    condition     = var.preview_keys == null ? true : can(regex("keys\\W+\\[\\s*[{]", var.preview_keys))
    error_message = "The preview_keys is not valid: keys are the text of a JWKS with at least one key, as /.well-known/jwks.json of the issuer has it."
  }
}

variable "sticky_experiments" {
  description = "Experiments whose visitors keep their group when the allocation changes, for as long as the experiment is active; 16 at most. Left out: none."
  type        = list(string)
  default     = null

  validation {
    condition = (
      var.sticky_experiments == null
      ? true
      : alltrue([for entry in var.sticky_experiments : can(regex("^.", entry))])
    )
    error_message = "One of the sticky_experiments is not valid: it needs a name, or is left out."
  }

  validation {
    condition = var.sticky_experiments == null ? true : (
      length(var.sticky_experiments) >= 1 &&
      length(var.sticky_experiments) <= 16
    )
    error_message = "The sticky_experiments must be 1 to 16 names, or be left out: each takes its place in a cookie."
  }
}

variable "identity" {
  description = "How visitors are told apart."
  type = object({
    # Cookie with the visitor's sticky id, the same one that Statsig's browser SDK uses. `false`: none is
    # set.
    stable_id_cookie = optional(bool, true)
    # Sticky cookie also for new visitors whose first request no route decides on: a page (GET or HEAD, no
    # path of a file such as `/app.js`) that passes untouched otherwise. `false`: only what is decided on
    # hands it out.
    everywhere = optional(bool, false)
    # Cookie of visitors who agreed to the sticky cookie, `name` or `name=value`: only they are given it.
    # Left out: everybody is.
    consent_cookie = optional(string)
    # Cookie that holds the `userID` of visitors who are signed in. A viewer can write anything into it,
    # so a gate is not access control.
    user_id_cookie = optional(string)
    # Request header that holds the `userID` of visitors who are signed in; it is looked at before the
    # cookie. A viewer can write anything into it, too, unless something in front of the function sets it.
    user_id_header = optional(string)
    # The `userID` of visitors who are not signed in: `none`, as in the browser SDK, or `stableID` for
    # their sticky id (one that the browser SDK or the function made). Left out: `none` where routes are
    # given, and `stableID` without.
    anonymous_user_id = optional(string)
    # Request header that holds the visitor's country and that viewers cannot forge, such as one that AWS
    # WAF inserts. Left out: it is that of the visitor's address.
    country_header = optional(string)
    # Country by the visitor's IPv4 address, as Statsig's servers find it, where neither a function of
    # your own nor `countryHeader` tells it. `false`: it is unknown then.
    country_from_address = optional(bool, true)
    # Addresses such as `::ffff:203.0.113.1` are looked up as the IPv4 address that is in them, which
    # Statsig's servers do not do.
    mapped_addresses = optional(bool, false)
    # Token (JWT) that says who is signed in, and is verified here: of who has none, or one that is not
    # good, nothing is known. Left out: none.
    token = optional(object({
      # Cookie that holds the token. Left out, or absent: it is the Bearer token of the header
      # `Authorization`.
      cookie = optional(string)
      # Issuer, as it stands in the token's claim `iss`.
      issuer = string
      # Audiences that the token may be for, by its claim `aud`, or `client_id` where it has none, as Amazon
      # Cognito's access tokens. Left out: any.
      audience = optional(list(string))
      # Public keys of the issuer, the text of its JWKS (`/.well-known/jwks.json`): RSA for RS256, P-256 for
      # ES256, Ed25519 for EdDSA. Several may stand in it, so that keys can be rotated.
      keys = string
      # Claim that is the `userID`.
      user = optional(string, "sub")
      # Number of seconds by which the issuer's clock may be ahead or behind.
      leeway = optional(number, 30)
    }))
    # Fields of the Statsig user that a request carries. Left out: none.
    attributes = optional(list(object({
      # Field of the Statsig user: `email`, `locale`, `appVersion`, or one of `custom`, `privateAttributes`
      # and `customIDs`, such as `custom.plan`.
      name = string
      # Where it stands: a `header`, a `cookie`, a parameter of the `query`, or a `claim` of the verified
      # token, each by its `key`; or `acceptLanguage` (the language that the visitor likes best, such as
      # `sv-SE`), the request's `path` or its `host`. What is no claim a viewer can write anything into.
      from = string
      # Name of the header, cookie, parameter or claim.
      key = optional(string)
      # What it is: `text`, `number`, `boolean` (`true` or `false`) or `list` (texts with commas between
      # them, or a list in a claim). What is another, or longer than 1,000 characters, is left out, and the
      # log says so.
      type = optional(string, "text")
    })))
  })
  default  = {}
  nullable = false

  validation {
    condition = (
      var.identity.consent_cookie == null
      ? true
      : can(regex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+(=.*)?$", var.identity.consent_cookie))
    )
    error_message = "The consent_cookie is not valid: a cookie is written as its name, or as name=value."
  }

  validation {
    condition = (
      var.identity.user_id_cookie == null
      ? true
      : can(regex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", var.identity.user_id_cookie))
    )
    error_message = "The user_id_cookie is not valid: the name of a cookie has letters, digits and !#$%&'*+.^_`|~-."
  }

  validation {
    condition = (
      var.identity.user_id_header == null
      ? true
      : can(regex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", lower(var.identity.user_id_header)))
    )
    error_message = "The user_id_header is not valid: the name of a header has letters, digits and !#$%&'*+.^_`|~-."
  }

  validation {
    condition = var.identity.user_id_header == null ? true : !contains(
      ["x-statsig-stable-id", "x-statsig-differs", "x-statsig-sticky"],
      lower(var.identity.user_id_header)
    )
    error_message = "The user_id_header is one that the function sets for itself, and takes off every request; name one of your own, such as x-my-variant."
  }

  validation {
    condition = (
      var.identity.anonymous_user_id == null
      ? true
      : contains(["stableID", "none"], var.identity.anonymous_user_id)
    )
    error_message = "The anonymous_user_id must be one of stableID, none."
  }

  validation {
    condition = (
      var.identity.country_header == null
      ? true
      : can(regex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", lower(var.identity.country_header)))
    )
    error_message = "The country_header is not valid: the name of a header has letters, digits and !#$%&'*+.^_`|~-."
  }

  validation {
    condition = (
      var.identity.country_header == null
      ? true
      : !can(regex("^(cloudfront-)", lower(var.identity.country_header)))
    )
    error_message = "The country_header is one that CloudFront adds only after the viewer-request event, so that the function would see whatever the viewer wrote; name a header that AWS WAF inserts (x-amzn-waf-…)."
  }

  validation {
    condition = var.identity.country_header == null ? true : !contains(
      ["x-statsig-stable-id", "x-statsig-differs", "x-statsig-sticky"],
      lower(var.identity.country_header)
    )
    error_message = "The country_header is one that the function sets for itself, and takes off every request; name one of your own, such as x-my-variant."
  }

  validation {
    condition = var.identity.token == null ? true : (
      var.identity.token.cookie == null
      ? true
      : can(regex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", var.identity.token.cookie))
    )
    error_message = "The cookie is not valid: the name of a cookie has letters, digits and !#$%&'*+.^_`|~-."
  }

  validation {
    condition     = var.identity.token == null ? true : can(regex("^.", var.identity.token.issuer))
    error_message = "The issuer is not valid: it needs a name, or is left out."
  }

  validation {
    condition = var.identity.token == null ? true : (
      var.identity.token.audience == null
      ? true
      : alltrue([for entry in var.identity.token.audience : can(regex("^.", entry))])
    )
    error_message = "One of the audience is not valid: it needs a name, or is left out."
  }

  validation {
    condition     = var.identity.token == null ? true : can(regex("keys\\W+\\[\\s*[{]", var.identity.token.keys))
    error_message = "The keys is not valid: keys are the text of a JWKS with at least one key, as /.well-known/jwks.json of the issuer has it."
  }

  validation {
    condition     = var.identity.token == null ? true : can(regex("^.", var.identity.token.user))
    error_message = "The user is not valid: it needs a name, or is left out."
  }

  validation {
    condition = var.identity.token == null ? true : (
      var.identity.token.leeway >= 0 &&
      var.identity.token.leeway <= 300
    )
    error_message = "The leeway must be a number from 0 to 300."
  }

  validation {
    condition     = !var.identity.everywhere || var.identity.stable_id_cookie
    error_message = "With everywhere the cookie of stable_id_cookie is handed out, and that is false: leave one of them out."
  }

  validation {
    condition = (
      var.identity.token == null ||
      var.identity.user_id_cookie == null && var.identity.user_id_header == null
    )
    error_message = "The token goes with neither user_id_cookie nor user_id_header, into which viewers can write anybody: leave those out."
  }
}

variable "exposures" {
  description = "Exposure events: what Statsig is told of who was shown what."
  type = object({
    # How exposure events are sent: `off` (not at all) or `batch` (to Statsig, in batches across
    # requests).
    mode = optional(string, "off")
    # Number of events at which a batch is sent.
    max_events = optional(number, 50)
    # Age in seconds of the oldest event at which a batch is sent, at the end of a request. Younger ones
    # are lost when Lambda ends the environment; with 0 none are, and each new exposure waits for Statsig.
    max_age_seconds = optional(number, 10)
    # Longest time in milliseconds that a request waits for a batch that it sends.
    timeout_ms = optional(number, 300)
    # Fields of the user that are sent along, besides its environment tier, such as `email`, or
    # `custom.plan` of its `custom` fields. Statsig tells bots by `userAgent`.
    user_fields = optional(list(string))
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["off", "batch"], var.exposures.mode)
    error_message = "The mode must be one of off, batch."
  }

  validation {
    condition     = var.exposures.max_events >= 1 && var.exposures.max_events <= 500
    error_message = "The max_events must be a number from 1 to 500."
  }

  validation {
    condition     = var.exposures.max_age_seconds >= 0 && var.exposures.max_age_seconds <= 3600
    error_message = "The max_age_seconds must be a number from 0 to 3600."
  }

  validation {
    condition     = var.exposures.timeout_ms >= 10 && var.exposures.timeout_ms <= 1000
    error_message = "The timeout_ms must be a number from 10 to 1000."
  }

  validation {
    condition = var.exposures.user_fields == null ? true : alltrue([
      for entry in var.exposures.user_fields :
      can(regex(
        "^(userID|email|ip|userAgent|country|locale|appVersion|analyticsOnlyMetadata|(customIDs|custom)([.].+)?)$",
        entry
      ))
    ])
    error_message = "One of the user_fields is not valid: a field of the user is userID, email, ip, userAgent, country, locale, appVersion, analyticsOnlyMetadata, customIDs or custom, or one of the last two, such as custom.plan; privateAttributes are never sent."
  }
}

variable "metrics" {
  description = "Metrics in the log, one line a minute and execution environment, of which CloudWatch makes custom metrics, in each Region that visitors are served from. `false` writes none."
  type        = bool
  default     = true
  nullable    = false
}

variable "sticky_keys" {
  description = "Secret keys by which the cookie is signed that holds the groups which visitors keep: 32 random bytes or more each, in Base64. The first signs and the others are still good, so that keys can be rotated."
  type        = list(string)
  default     = null
  sensitive   = true

  validation {
    condition = (
      var.sticky_keys == null
      ? true
      : alltrue([for entry in var.sticky_keys : can(regex("^[A-Za-z0-9+/_-]{43,86}={0,2}$", entry))])
    )
    error_message = "One of the sticky_keys is not valid: a key is 32 to 64 random bytes in Base64, as `openssl rand -base64 32` makes them."
  }

  validation {
    condition     = var.sticky_keys == null ? true : length(var.sticky_keys) >= 1 && length(var.sticky_keys) <= 4
    error_message = "The sticky_keys must be 1 to 4 keys, or be left out."
  }
}

variable "specs_refresh" {
  description = "How the function keeps its specs fresh."
  type = object({
    # Number of seconds after which the bucket is asked for newer specs.
    refresh_seconds = optional(number, 60)
    # Age in seconds up to which requests are answered from the current specs while they are refreshed;
    # with older ones a request waits for the refresh first.
    max_stale_seconds = optional(number, 600)
    # Longest time in milliseconds that a request waits for a load of the specs; the load itself goes on
    # as long as the store sends something.
    max_wait_ms = optional(number, 800)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.specs_refresh.refresh_seconds >= 1 && var.specs_refresh.refresh_seconds <= 86400
    error_message = "The refresh_seconds must be a number from 1 to 86400."
  }

  validation {
    condition     = var.specs_refresh.max_stale_seconds >= 0 && var.specs_refresh.max_stale_seconds <= 604800
    error_message = "The max_stale_seconds must be a number from 0 to 604800."
  }

  validation {
    condition     = var.specs_refresh.max_wait_ms >= 50 && var.specs_refresh.max_wait_ms <= 1500
    error_message = "The max_wait_ms must be a number from 50 to 1500."
  }
}

################################################################################
# Specs
################################################################################

variable "bucket_access" {
  description = "Way in which the function reads the specs: `cloudfront` (a CloudFront distribution of its own, which alone may read that one object, has it near everywhere), `private` (the role of the function may read that one object, and its requests are signed) or `public` (everybody may read that one object)."
  type        = string
  default     = "cloudfront"
  nullable    = false

  validation {
    condition     = contains(["private", "public", "cloudfront"], var.bucket_access)
    error_message = "The bucket_access must be private, public or cloudfront."
  }
}

variable "specs_secret" {
  description = "Secret that the distribution of bucket_access `cloudfront` asks for, in the header `x-statsig-edge-secret`, which the function sends. Left out: it answers whoever knows its address."
  type = object({
    # The secret: 16 to 256 letters, digits and signs.
    value = string
  })
  default   = null
  sensitive = true

  validation {
    condition     = var.specs_secret == null ? true : can(regex("^[!-~]{16,256}$", var.specs_secret.value))
    error_message = "The value of the specs_secret must have 16 to 256 letters, digits and signs, and no spaces."
  }
}

variable "specs_file" {
  description = "Path of the file with the config specs, which is uploaded as `statsig-config.json`. Left out: nothing is uploaded, and you upload the object by other means."
  type        = string
  default     = null

  validation {
    condition     = var.specs_file == null ? true : fileexists(var.specs_file)
    error_message = "There is no such specs_file. A relative path starts at the folder that Terraform runs in; an absolute path always works."
  }

  validation {
    condition     = var.specs_file == null ? true : try(length(filebase64(var.specs_file)) <= 5592408, true)
    error_message = "The specs_file has more than 4194304 bytes, which is more than a function with 128 MB can keep. Give this client key a target app in the Statsig console, so that its specs have only what it uses."
  }

  validation {
    condition     = var.specs_file == null ? true : try(!startswith(trimspace(file(var.specs_file)), "<"), true)
    error_message = "The specs_file is XML or HTML, most likely an error response of S3 that was saved in place of the object. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
  }

  validation {
    condition = var.specs_file == null ? true : (
      try(startswith(trimspace(file(var.specs_file)), "<"), true) ||
      can(jsondecode(file(var.specs_file)))
    )
    error_message = "The specs_file is not JSON. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
  }

  validation {
    condition = var.specs_file == null ? true : (
      try(jsondecode(file(var.specs_file)).response_format, "") != "dcs-v2" &&
      !can(jsondecode(file(var.specs_file)).condition_map)
    )
    error_message = "The specs_file is in the format dcs-v2, which Statsig's client for the edge cannot read. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
  }

  validation {
    condition = var.specs_file == null ? true : (
      !can(jsondecode(file(var.specs_file))) ||
      can(jsondecode(file(var.specs_file)).condition_map) ||
      (
        can(slice(jsondecode(file(var.specs_file)).feature_gates, 0, 0)) &&
        try(jsondecode(file(var.specs_file)).has_updates, false) == true
      )
    )
    error_message = "The specs_file is JSON, but not config specs: those have a list feature_gates, and has_updates is true. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
  }
}

variable "specs_compression" {
  description = "Compression of `statsig-config.json` in the bucket: `none`, or `gzip` for an object of about a tenth of the size, where nobody but the function reads it. The distribution of bucket_access `cloudfront` compresses by itself."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "gzip"], var.specs_compression)
    error_message = "The specs_compression must be none or gzip."
  }
}

variable "specs_updates" {
  description = "Source of changes to `statsig-config.json` after the first upload: `terraform` (an apply uploads specs_file whenever the file changed) or `elsewhere` (an apply uploads it once, and never overwrites what you upload by other means)."
  type        = string
  default     = "terraform"
  nullable    = false

  validation {
    condition     = contains(["terraform", "elsewhere"], var.specs_updates)
    error_message = "The specs_updates must be terraform or elsewhere."
  }
}

variable "fallback_specs_file" {
  description = "Path of a file with config specs that is packaged with the function, which uses them until it has loaded those in the bucket. Left out: specs_file."
  type        = string
  default     = null

  validation {
    condition     = var.fallback_specs_file == null ? true : fileexists(var.fallback_specs_file)
    error_message = "There is no such fallback_specs_file. A relative path starts at the folder that Terraform runs in; an absolute path always works."
  }

  validation {
    condition = (
      var.fallback_specs_file == null
      ? true
      : try(length(filebase64(var.fallback_specs_file)) <= 5592408, true)
    )
    error_message = "The fallback_specs_file has more than 4194304 bytes, which is more than a function with 128 MB can keep. Give this client key a target app in the Statsig console, so that its specs have only what it uses."
  }

  validation {
    condition = (
      var.fallback_specs_file == null
      ? true
      : try(!startswith(trimspace(file(var.fallback_specs_file)), "<"), true)
    )
    error_message = "The fallback_specs_file is XML or HTML, most likely an error response of S3 that was saved in place of the object. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
  }

  validation {
    condition = var.fallback_specs_file == null ? true : (
      try(startswith(trimspace(file(var.fallback_specs_file)), "<"), true) ||
      can(jsondecode(file(var.fallback_specs_file)))
    )
    error_message = "The fallback_specs_file is not JSON. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
  }

  validation {
    condition = var.fallback_specs_file == null ? true : (
      try(jsondecode(file(var.fallback_specs_file)).response_format, "") != "dcs-v2" &&
      !can(jsondecode(file(var.fallback_specs_file)).condition_map)
    )
    error_message = "The fallback_specs_file is in the format dcs-v2, which Statsig's client for the edge cannot read. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
  }

  validation {
    condition = var.fallback_specs_file == null ? true : (
      !can(jsondecode(file(var.fallback_specs_file))) ||
      can(jsondecode(file(var.fallback_specs_file)).condition_map) ||
      (
        can(slice(jsondecode(file(var.fallback_specs_file)).feature_gates, 0, 0)) &&
        try(jsondecode(file(var.fallback_specs_file)).has_updates, false) == true
      )
    )
    error_message = "The fallback_specs_file is JSON, but not config specs: those have a list feature_gates, and has_updates is true. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
  }
}

variable "package_specs" {
  description = "Controls if specs are packaged with the function: fallback_specs_file, else specs_file. A new environment then answers right at once, however far or slow the bucket is, and whenever the file changes an apply publishes a new version of the function. False: routes use their default values until the specs in the bucket are loaded."
  type        = bool
  default     = true
  nullable    = false
}

variable "bucket_name" {
  description = "Name of the bucket that is created. Another name is another bucket, and the old one is deleted. Left out: the name, a hyphen and the ID of the account."
  type        = string
  default     = null

  validation {
    condition     = var.bucket_name == null ? true : can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "The bucket_name must have 3 to 63 lower-case letters, digits and hyphens. A name with dots does not work, because S3's certificate does not cover it."
  }
}

variable "existing_bucket" {
  description = "Existing bucket for the specs, in the Region of the default provider. Its policy and its settings are not changed: the output bucket_policy_json is the policy that it needs. Left out: a bucket is created."
  type = object({
    # Name of the bucket.
    name = string
    # Region that it is in, such as `eu-west-1`.
    region = string
  })
  default = null

  validation {
    condition = (
      var.existing_bucket == null
      ? true
      : can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.existing_bucket.name))
    )
    error_message = "The name of a bucket must have 3 to 63 lower-case letters, digits and hyphens. A name with dots does not work, because S3's certificate does not cover it."
  }

  validation {
    condition = (
      var.existing_bucket == null
      ? true
      : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+$", var.existing_bucket.region))
    )
    error_message = "The region of the existing_bucket must be the name of a Region, such as eu-west-1."
  }
}

variable "kms_key" {
  description = "KMS key that encrypts the objects of the bucket; the function's role is allowed to decrypt with it. With existing_bucket: the key that encrypts that bucket. Left out: S3's own keys."
  type = object({
    # ARN of the key.
    arn = string
  })
  default = null

  validation {
    condition = (
      var.kms_key == null
      ? true
      : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key.arn))
    )
    error_message = "The kms_key must be named by its ARN, arn:aws:kms:REGION:ACCOUNT:key/ID: a policy cannot name an alias."
  }
}

variable "versioning" {
  description = "Controls if the bucket keeps earlier versions of the specs."
  type        = bool
  default     = true
  nullable    = false
}

variable "noncurrent_version_expiration_days" {
  description = "Number of days after which earlier versions of the specs are deleted. Left out: they are kept."
  type        = number
  default     = null

  validation {
    condition = (
      var.noncurrent_version_expiration_days == null
      ? true
      : (
        var.noncurrent_version_expiration_days >= 1 &&
        var.noncurrent_version_expiration_days <= 36500 &&
        floor(var.noncurrent_version_expiration_days) == var.noncurrent_version_expiration_days
      )
    )
    error_message = "The noncurrent_version_expiration_days must be a whole number, at least 1. Leave it out to keep all versions."
  }
}

variable "force_destroy" {
  description = "Controls if a destroy deletes a bucket that has objects in it. False: such a destroy fails."
  type        = bool
  default     = false
  nullable    = false
}

################################################################################
# Sync
################################################################################

variable "sync" {
  description = "Small function in the Region of the bucket that asks Statsig's CDN for the specs and writes to the bucket what changed; specs_file is what it begins with, and an apply leaves the object alone. `{}` for the defaults, with which `specs_refresh = { refresh_seconds = 8 }` has a change seen soonest. Left out: you upload the specs yourself."
  type = object({
    # Number of minutes from one look at Statsig to the next.
    every_minutes = optional(number, 1)
    # Webhook of Statsig's, by which a change arrives within seconds; the output sync_webhook_url is its
    # address. Left out: changes arrive by the schedule alone.
    webhook = optional(object({
      # ARN of the SSM parameter or of the secret in Secrets Manager that holds the webhook's signing
      # secret, as Statsig shows it. The function reads it when it runs.
      secret_arn = string
      # ARN of the KMS key that encrypts it. Left out: AWS's own key for SSM or Secrets Manager.
      kms_key_arn = optional(string)
    }))
    # Controls if the specs are replaced by older ones, should Statsig give such. False: that is an error
    # in the log, and the newer ones stay.
    allow_older = optional(bool, false)
    # Controls if once a day the function's log groups in other Regions get the retention, the key (of
    # several Regions, `mrk-…`) and the tags of the one in us-east-1.
    log_groups = optional(bool, true)
    # Whom the specs are asked from, such as a proxy of your own.
    statsig_url = optional(string, "https://api.statsigcdn.com")
    # Controls if one execution at a time is reserved for it. False in an account whose limit is too low
    # to reserve any, as that of a new account may be.
    reserve_concurrency = optional(bool, true)
  })
  default = null

  validation {
    condition = var.sync == null ? true : (
      var.sync.every_minutes >= 1 &&
      var.sync.every_minutes <= 60 &&
      floor(var.sync.every_minutes) == var.sync.every_minutes
    )
    error_message = "The every_minutes of sync must be a whole number from 1 to 60."
  }

  validation {
    condition = var.sync == null ? true : var.sync.webhook == null ? true : can(regex(
      "^arn:aws[a-z-]*:(ssm:[a-z0-9-]+:[0-9]{12}:parameter/|secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:).+$",
      var.sync.webhook.secret_arn
    ))
    error_message = "The secret_arn of the webhook must be the ARN of a parameter in SSM, arn:aws:ssm:REGION:ACCOUNT:parameter/NAME, or of a secret in Secrets Manager, never the secret itself."
  }

  validation {
    condition = var.sync == null ? true : var.sync.webhook == null ? true : var.sync.webhook.kms_key_arn == null ? true : can(regex(
      "^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$",
      var.sync.webhook.kms_key_arn
    ))
    error_message = "The kms_key_arn of the webhook must be arn:aws:kms:REGION:ACCOUNT:key/ID."
  }

  validation {
    condition = (
      var.sync == null
      ? true
      : can(regex("^https://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\\s?#]*)?$", var.sync.statsig_url))
    )
    error_message = "The statsig_url of sync must be an address such as https://api.statsigcdn.com: https, and without what follows a question mark."
  }
}

################################################################################
# Edge function
################################################################################

variable "handler_file" {
  description = "Path of your own handler: one bundled ES module that exports `handler`. Left out: the handler that is included, which follows the routes."
  type        = string
  default     = null

  validation {
    condition     = var.handler_file == null ? true : fileexists(var.handler_file)
    error_message = "There is no such handler_file. A relative path starts at the folder that Terraform runs in; an absolute path always works."
  }

  validation {
    condition = (
      var.handler_file == null
      ? true
      : try(length(regexall("\\bexport\\b[^;]*\\bhandler\\b", file(var.handler_file))) > 0, true)
    )
    error_message = "The handler_file exports no handler. Bundle your code into one ES module that exports a function of that name."
  }
}

variable "runtime" {
  description = "Lambda runtime of the function. `nodejs24.x` needs version 6 of the AWS provider."
  type        = string
  default     = "nodejs22.x"
  nullable    = false

  validation {
    condition     = contains(["nodejs22.x", "nodejs24.x"], var.runtime)
    error_message = "The runtime must be nodejs22.x or nodejs24.x: the handler is JavaScript, and older runtimes are deprecated."
  }
}

variable "timeout" {
  description = "Number of seconds that one invocation may take, at most 5. After that Lambda ends it, and the viewer gets an error."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.timeout >= 1 && var.timeout <= 5 && floor(var.timeout) == var.timeout
    error_message = "The timeout must be a whole number from 1 to 5 seconds: CloudFront refuses a function with a longer timeout for viewer events."
  }
}

variable "memory_size" {
  description = "Memory of the function in MB. For viewer events CloudFront allows 128 and no more."
  type        = number
  default     = 128
  nullable    = false

  validation {
    condition     = var.memory_size == 128
    error_message = "The memory_size must be 128: for viewer events CloudFront allows no more, and Lambda no less."
  }
}

variable "delete_timeout" {
  description = "Time for which a destroy tries to delete the function, such as `2h`. AWS removes the replicas of the function some hours after the last distribution stopped using it, and refuses to delete the function before."
  type        = string
  default     = "3h"
  nullable    = false

  validation {
    condition     = can(regex("^([0-9]+[hms])+$", var.delete_timeout))
    error_message = "Write the delete_timeout as 90m, 3h or 1h30m."
  }
}

variable "skip_destroy" {
  description = "Controls if a destroy leaves the function in AWS. True does not wait for its replicas: delete the function by hand later."
  type        = bool
  default     = false
  nullable    = false
}

################################################################################
# Execution role
################################################################################

variable "existing_role" {
  description = "Existing role for the function. Lambda and Lambda@Edge must be allowed to assume it, and the output role_policy_json is the policy that it needs. Left out: a role is created."
  type = object({
    # ARN of the role.
    arn = string
  })
  default = null

  validation {
    condition = (
      var.existing_role == null
      ? true
      : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role\\/.+$", var.existing_role.arn))
    )
    error_message = "The existing_role must be named by its ARN, arn:aws:iam::ACCOUNT:role/NAME."
  }
}

variable "role_name" {
  description = "Name of the role. Left out: the name."
  type        = string
  default     = null

  validation {
    condition     = var.role_name == null ? true : can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.role_name))
    error_message = "The role_name must have 1 to 64 letters, digits and characters of + = , . @ _ -."
  }
}

variable "role_path" {
  description = "IAM path of the role."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/([!-~]+/)?$", var.role_path))
    error_message = "The role_path must begin and end with a slash: /service-roles/. The default is the slash alone."
  }
}

variable "role_permissions_boundary" {
  description = "ARN of the policy that is the permissions boundary of the role. Left out: none."
  type        = string
  default     = null

  validation {
    condition = (
      var.role_permissions_boundary == null
      ? true
      : can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", var.role_permissions_boundary))
    )
    error_message = "The role_permissions_boundary must be the ARN of a policy, arn:aws:iam::ACCOUNT:policy/NAME."
  }
}

variable "policy_json" {
  description = "JSON of an IAM policy with further permissions for the role, such as those that your own handler needs. Left out: none."
  type        = string
  default     = null

  validation {
    condition     = var.policy_json == null ? true : can(jsondecode(var.policy_json).Statement)
    error_message = "The policy_json must be the JSON of an IAM policy with a Statement; take it from data.aws_iam_policy_document.….json."
  }
}

################################################################################
# Logs
################################################################################

variable "existing_log_group" {
  description = "Existing log group in us-east-1 that the function writes to, and in every other Region to one of the same name. It is not changed. Left out: one is created."
  type = object({
    # Name of the log group.
    name = string
  })
  default = null

  validation {
    condition = (
      var.existing_log_group == null
      ? true
      : can(regex("^[A-Za-z0-9_/.#-]{1,512}$", var.existing_log_group.name))
    )
    error_message = "The existing_log_group must be named by 1 to 512 letters, digits and characters of _ - / . #."
  }
}

variable "log_group_name" {
  description = "Name of the log group that the function writes to, in every Region that it runs in. Left out: the name that Lambda@Edge gives it, `/aws/lambda/us-east-1.` and the name of the function."
  type        = string
  default     = null

  validation {
    condition     = var.log_group_name == null ? true : can(regex("^[A-Za-z0-9_/.#-]{1,512}$", var.log_group_name))
    error_message = "The log_group_name must have 1 to 512 letters, digits and characters of _ - / . #."
  }

  validation {
    condition     = var.log_group_name == null ? true : !startswith(var.log_group_name, "aws/")
    error_message = "CloudWatch keeps log groups whose names begin with aws/ for AWS. Write the log_group_name with a slash before it: /aws/…."
  }
}

variable "log_retention_days" {
  description = "Number of days that the log group in us-east-1 keeps its events; 0 keeps them forever. In every other Region that the function runs in, a log group of the same name keeps its events forever, unless sync is on, which gives it the same, or you set a retention there."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition = contains(
      [
        0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
        3288, 3653,
      ],
      var.log_retention_days
    )
    error_message = "The log_retention_days must be one of those that CloudWatch offers: 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (0 is forever)."
  }
}

variable "log_group_class" {
  description = "Class of the log group in us-east-1: `STANDARD`, or `INFREQUENT_ACCESS` at half the price, which makes no metrics of log lines. Another class makes another group. Left out: `STANDARD`."
  type        = string
  default     = null

  validation {
    condition = (
      var.log_group_class == null
      ? true
      : contains(["STANDARD", "INFREQUENT_ACCESS"], var.log_group_class)
    )
    error_message = "The log_group_class must be STANDARD or INFREQUENT_ACCESS; Lambda writes to no other."
  }
}

variable "log_format" {
  description = "Format of the function's log: `Text`, in which the handler's own lines are JSON already, or `JSON`, in which Lambda puts each line into an object of its own. Left out: `Text`, or whatever the function has."
  type        = string
  default     = null

  validation {
    condition     = var.log_format == null ? true : contains(["Text", "JSON"], var.log_format)
    error_message = "The log_format must be Text or JSON."
  }
}

variable "log_kms_key_arn" {
  description = "ARN of the KMS key in us-east-1 that encrypts the log group there. The key's policy must allow CloudWatch Logs to use it. Left out: CloudWatch's own key."
  type        = string
  default     = null

  validation {
    condition = (
      var.log_kms_key_arn == null
      ? true
      : can(regex("^arn:aws:kms:us-east-1:[0-9]{12}:key/[A-Za-z0-9-]+$", var.log_kms_key_arn))
    )
    error_message = "The log group is in us-east-1, so log_kms_key_arn must be arn:aws:kms:us-east-1:ACCOUNT:key/ID."
  }
}

variable "create_log_groups" {
  description = "Controls if the function may create its log group in Regions that have none. False: it logs only in Regions where you created the log group."
  type        = bool
  default     = true
  nullable    = false
}

################################################################################
# Distribution
################################################################################

variable "create_distribution" {
  description = "Controls if a CloudFront distribution is created. False: pass the output lambda_function_association to a distribution of your own."
  type        = bool
  default     = true
  nullable    = false
}

variable "enabled" {
  description = "Controls if the distribution answers viewers. False: it is there, and refuses them."
  type        = bool
  default     = true
  nullable    = false
}

variable "comment" {
  description = "Comment of the distribution, at most 128 characters. Left out: the name."
  type        = string
  default     = null

  validation {
    condition     = var.comment == null ? true : can(regex("^.{1,128}$", var.comment))
    error_message = "The comment must have 1 to 128 characters."
  }
}

variable "aliases" {
  description = "Domain names of your own for the distribution. They need certificate_arn."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "certificate_arn" {
  description = "ARN of the ACM certificate for the aliases, in us-east-1. Left out: CloudFront's certificate for *.cloudfront.net."
  type        = string
  default     = null

  validation {
    condition = (
      var.certificate_arn == null
      ? true
      : can(regex("^arn:aws:acm:us-east-1:[0-9]{12}:certificate/[A-Za-z0-9-]+$", var.certificate_arn))
    )
    error_message = "CloudFront takes a certificate of ACM in us-east-1 only: arn:aws:acm:us-east-1:ACCOUNT:certificate/ID. Request or import it in that Region."
  }
}

variable "minimum_protocol_version" {
  description = "Lowest TLS version and ciphers for viewers, together with certificate_arn; CloudFront's own certificate comes with TLSv1. The values of 2025 need version 6 of the AWS provider."
  type        = string
  default     = "TLSv1.2_2021"
  nullable    = false

  validation {
    condition = contains(
      ["TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"],
      var.minimum_protocol_version
    )
    error_message = "The minimum_protocol_version must be TLSv1.2_2018, TLSv1.2_2019, TLSv1.2_2021, TLSv1.2_2025 or TLSv1.3_2025; what is older is not safe."
  }
}

variable "web_acl_id" {
  description = "ARN of an AWS WAF web ACL for CloudFront. Left out: none."
  type        = string
  default     = null

  validation {
    condition = (
      var.web_acl_id == null
      ? true
      : can(regex("^arn:aws:wafv2:us-east-1:[0-9]{12}:global/webacl/.+$", var.web_acl_id))
    )
    error_message = "The web_acl_id must be the ARN of a web ACL whose scope is CLOUDFRONT, created in us-east-1: arn:aws:wafv2:us-east-1:ACCOUNT:global/webacl/NAME/ID."
  }
}

variable "price_class" {
  description = "Price class of the distribution, which decides on the edge locations that answer."
  type        = string
  default     = "PriceClass_All"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_All", "PriceClass_200", "PriceClass_100"], var.price_class)
    error_message = "The price_class must be PriceClass_All, PriceClass_200 or PriceClass_100."
  }
}

variable "http_version" {
  description = "Highest version of HTTP that viewers can use."
  type        = string
  default     = "http2and3"
  nullable    = false

  validation {
    condition     = contains(["http1.1", "http2", "http2and3", "http3"], var.http_version)
    error_message = "The http_version must be http1.1, http2, http2and3 or http3."
  }
}

variable "is_ipv6_enabled" {
  description = "Controls if viewers can connect over IPv6."
  type        = bool
  default     = true
  nullable    = false
}

variable "geo_restriction" {
  description = "Countries whose viewers are answered, or are refused."
  type = object({
    # Kind of restriction: `none`, `whitelist` (only these countries) or `blacklist` (all other
    # countries).
    restriction_type = optional(string, "none")
    # Country codes of ISO 3166-1 alpha-2, such as `CH`.
    locations = optional(list(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["none", "whitelist", "blacklist"], var.geo_restriction.restriction_type)
    error_message = "The restriction_type must be none, whitelist or blacklist."
  }

  validation {
    condition     = (var.geo_restriction.restriction_type == "none") == (length(var.geo_restriction.locations) == 0)
    error_message = "A geo_restriction of whitelist or blacklist must have locations, and one of none must not."
  }

  validation {
    condition     = alltrue([for country in var.geo_restriction.locations : can(regex("^[A-Z]{2}$", country))])
    error_message = "The locations of a geo_restriction must be country codes of two capital letters, such as CH."
  }
}

variable "access_logs" {
  description = "Bucket for CloudFront's access logs, which must allow ACLs. Left out: no access logs."
  type = object({
    # Domain name of the bucket: aws_s3_bucket.….bucket_domain_name.
    bucket = string
    # Prefix of the names of the log files.
    prefix = optional(string, "")
    # Controls if cookies are logged.
    include_cookies = optional(bool, false)
  })
  default = null

  validation {
    condition = (
      var.access_logs == null
      ? true
      : can(regex("^[a-z0-9.-]+\\.s3[a-z0-9.-]*\\.amazonaws\\.com$", var.access_logs.bucket))
    )
    error_message = "The bucket of the access_logs must be a domain name, my-logs.s3.amazonaws.com: the bucket_domain_name of the bucket."
  }
}

variable "default_root_object" {
  description = "Object that CloudFront asks the origin for in place of `/`, such as `index.html`. Left out: `/` itself."
  type        = string
  default     = null

  validation {
    condition     = var.default_root_object == null ? true : can(regex("^[^/]", var.default_root_object))
    error_message = "The default_root_object must be written without a slash: index.html."
  }
}

variable "wait_for_deployment" {
  description = "Controls if an apply waits until the change has reached every edge location."
  type        = bool
  default     = true
  nullable    = false
}

variable "retain_on_delete" {
  description = "Controls if a destroy disables the distribution and leaves it in AWS."
  type        = bool
  default     = false
  nullable    = false
}

variable "access_log_delivery" {
  description = "Where CloudFront delivers access logs by CloudWatch (standard logging v2), which needs no ACLs. Left out: nowhere."
  type = object({
    # ARN of an S3 bucket, of a log group in us-east-1 or of a Firehose stream, which has to let
    # `delivery.logs.amazonaws.com` write to it.
    destination_resource_arn = string
    # Format of the logs: `json`, `plain`, `w3c`, `raw` or, in S3, `parquet`.
    output_format = optional(string, "json")
    # Fields of a log record, in their order. Left out: those that CloudFront chooses.
    record_fields = optional(list(string))
    # What stands between fields in the formats `plain`, `w3c` and `raw`.
    field_delimiter = optional(string)
    # Where in an S3 bucket. Left out: where CloudFront chooses.
    s3_delivery_configuration = optional(object({
      # Path of the files in the bucket, such as `{DistributionId}/{yyyy}/{MM}/{dd}/{HH}`.
      suffix_path = optional(string)
      # Controls if the path is one that Hive and Athena read partitions from.
      enable_hive_compatible_path = optional(bool, false)
    }))
  })
  default = null

  validation {
    condition = var.access_log_delivery == null ? true : can(regex(
      "^arn:aws:(s3:::.+|logs:us-east-1:[0-9]{12}:log-group:.+|firehose:[a-z0-9-]+:[0-9]{12}:deliverystream/.+)$",
      var.access_log_delivery.destination_resource_arn
    ))
    error_message = "The destination_resource_arn of the access_log_delivery must be the ARN of an S3 bucket, of a log group in us-east-1 or of a Firehose stream."
  }

  validation {
    condition = var.access_log_delivery == null ? true : alltrue([
      contains(["json", "plain", "w3c", "raw", "parquet"], var.access_log_delivery.output_format),
      (
        var.access_log_delivery.field_delimiter == null
        ? true
        : can(regex("^.{1,5}$", var.access_log_delivery.field_delimiter))
      ),
    ])
    error_message = "The output_format of the access_log_delivery must be json, plain, w3c, raw or parquet, and its field_delimiter 1 to 5 characters."
  }
}

variable "custom_error_response" {
  description = "Answers of the origin's that viewers get another page for."
  type = list(object({
    # Status of the origin's answer, such as 404.
    error_code = number
    # Status that viewers get instead, together with response_page_path.
    response_code = optional(number)
    # Path of the page that viewers get instead, such as `/index.html` for a site of a single page.
    # CloudFront asks the origin for it.
    response_page_path = optional(string)
    # Number of seconds for which CloudFront keeps the error at least.
    error_caching_min_ttl = optional(number, 10)
  }))
  default  = []
  nullable = false

  validation {
    condition     = length(distinct(var.custom_error_response[*].error_code)) == length(var.custom_error_response)
    error_message = "An error_code may stand in one custom_error_response only."
  }
}

################################################################################
# Origin
################################################################################

variable "origin" {
  description = "Origin of the distribution, for requests that the function does not answer itself. Its origin_id is `origin`. Left out, and no origins either: example.com, for a function that answers every request."
  type = object({
    # Domain name of the origin; for S3 the bucket_regional_domain_name of the bucket.
    domain_name = string
    # True for an S3 bucket that CloudFront reads with signed requests (origin access control). The output
    # origin_bucket_policies_json has the policy that the bucket needs.
    s3 = optional(bool, false)
    # Path that CloudFront puts before the path of a request, such as `/production`.
    path = optional(string, "")
    # Protocol between CloudFront and an origin other than S3: `https-only`, `http-only` or
    # `match-viewer`.
    protocol_policy = optional(string, "https-only")
    # Headers that CloudFront adds to its requests to the origin.
    custom_headers = optional(map(string), {})
    # Port of the origin for HTTP.
    http_port = optional(number, 80)
    # Port of the origin for HTTPS.
    https_port = optional(number, 443)
    # Number of seconds that CloudFront waits for an answer of an origin other than S3.
    origin_read_timeout = optional(number, 30)
    # Number of seconds that CloudFront keeps an idle connection to an origin other than S3.
    origin_keepalive_timeout = optional(number, 5)
    # Number of times that CloudFront tries to connect, 1 to 3.
    connection_attempts = optional(number, 3)
    # Number of seconds that CloudFront waits for a connection, 1 to 10.
    connection_timeout = optional(number, 10)
    # Region of CloudFront's Origin Shield, a cache between the others and the origin: the one nearest to
    # the origin. Left out: none.
    origin_shield_region = optional(string)
    # ID of a VPC origin (`aws_cloudfront_vpc_origin.….id`), which says how its load balancer or instance
    # is reached. Left out: an origin on the internet.
    vpc_origin_id = optional(string)
  })
  default = null

  validation {
    condition     = var.origin == null ? true : can(regex("^[A-Za-z0-9.-]+$", var.origin.domain_name))
    error_message = "The domain_name of an origin must be a domain name alone, without https:// and without a path: give the path as path."
  }

  validation {
    condition = var.origin == null ? true : (
      var.origin.s3
      ? can(regex("\\.s3\\.[a-z0-9.-]*amazonaws\\.com(\\.cn)?$", var.origin.domain_name))
      : true
    )
    error_message = "With s3 the domain_name of an origin must be the bucket's bucket_regional_domain_name, such as my-bucket.s3.eu-west-1.amazonaws.com: the endpoint of a website takes no signed requests."
  }

  validation {
    condition = var.origin == null ? true : (
      var.origin.s3 ||
      !can(regex("\\.s3\\.[a-z0-9.-]*amazonaws\\.com(\\.cn)?$", var.origin.domain_name))
    )
    error_message = "The domain_name of an origin is that of an S3 bucket: set s3 to true, so that CloudFront signs its requests."
  }

  validation {
    condition     = var.origin == null ? true : can(regex("^(/.*[^/])?$", var.origin.path))
    error_message = "The path of an origin must begin with a slash and must not end with one."
  }

  validation {
    condition = (
      var.origin == null
      ? true
      : contains(["https-only", "http-only", "match-viewer"], var.origin.protocol_policy)
    )
    error_message = "The protocol_policy of an origin must be https-only, http-only or match-viewer."
  }

  validation {
    condition = var.origin == null ? true : alltrue([
      (
        contains([80, 443], var.origin.http_port) ||
        (
          var.origin.http_port >= 1024 &&
          var.origin.http_port <= 65535 &&
          floor(var.origin.http_port) == var.origin.http_port
        )
      ),
      (
        contains([80, 443], var.origin.https_port) ||
        (
          var.origin.https_port >= 1024 &&
          var.origin.https_port <= 65535 &&
          floor(var.origin.https_port) == var.origin.https_port
        )
      ),
      (
        var.origin.origin_read_timeout >= 1 &&
        var.origin.origin_read_timeout <= 180 &&
        floor(var.origin.origin_read_timeout) == var.origin.origin_read_timeout
      ),
      (
        var.origin.origin_keepalive_timeout >= 1 &&
        var.origin.origin_keepalive_timeout <= 180 &&
        floor(var.origin.origin_keepalive_timeout) == var.origin.origin_keepalive_timeout
      ),
      (
        var.origin.connection_attempts >= 1 &&
        var.origin.connection_attempts <= 3 &&
        floor(var.origin.connection_attempts) == var.origin.connection_attempts
      ),
      (
        var.origin.connection_timeout >= 1 &&
        var.origin.connection_timeout <= 10 &&
        floor(var.origin.connection_timeout) == var.origin.connection_timeout
      ),
    ])
    error_message = "An origin must have 80, 443 or 1024 to 65535 as http_port and https_port, 1 to 180 seconds as origin_read_timeout and origin_keepalive_timeout (more than 120 if AWS raised your quota), 1 to 3 connection_attempts and 1 to 10 seconds as connection_timeout, each a whole number."
  }

  validation {
    condition = var.origin == null ? true : alltrue([
      var.origin.vpc_origin_id == null ? true : can(regex("^vo_[A-Za-z0-9]+$", var.origin.vpc_origin_id)),
      !var.origin.s3 || var.origin.vpc_origin_id == null,
      (
        var.origin.origin_shield_region == null
        ? true
        : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.origin.origin_shield_region))
      ),
    ])
    error_message = "The vpc_origin_id of an origin must be the ID of a VPC origin, vo_…, which is no S3 bucket, and its origin_shield_region a Region such as eu-central-1."
  }
}

variable "origins" {
  description = "Further origins, by their origin_id: for target_origin_id, for cache behaviors and for origin_groups."
  type = map(object({
    # Domain name of the origin; for S3 the bucket_regional_domain_name of the bucket.
    domain_name = string
    # True for an S3 bucket that CloudFront reads with signed requests (origin access control). The output
    # origin_bucket_policies_json has the policy that the bucket needs.
    s3 = optional(bool, false)
    # Path that CloudFront puts before the path of a request, such as `/production`.
    path = optional(string, "")
    # Protocol between CloudFront and an origin other than S3: `https-only`, `http-only` or
    # `match-viewer`.
    protocol_policy = optional(string, "https-only")
    # Headers that CloudFront adds to its requests to the origin.
    custom_headers = optional(map(string), {})
    # Port of the origin for HTTP.
    http_port = optional(number, 80)
    # Port of the origin for HTTPS.
    https_port = optional(number, 443)
    # Number of seconds that CloudFront waits for an answer of an origin other than S3.
    origin_read_timeout = optional(number, 30)
    # Number of seconds that CloudFront keeps an idle connection to an origin other than S3.
    origin_keepalive_timeout = optional(number, 5)
    # Number of times that CloudFront tries to connect, 1 to 3.
    connection_attempts = optional(number, 3)
    # Number of seconds that CloudFront waits for a connection, 1 to 10.
    connection_timeout = optional(number, 10)
    # Region of CloudFront's Origin Shield, a cache between the others and the origin: the one nearest to
    # the origin. Left out: none.
    origin_shield_region = optional(string)
    # ID of a VPC origin (`aws_cloudfront_vpc_origin.….id`), which says how its load balancer or instance
    # is reached. Left out: an origin on the internet.
    vpc_origin_id = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "origin_groups" {
  description = "Pairs of origins, by an origin_id of their own: the second one answers where the first one fails, to requests by GET, HEAD and OPTIONS."
  type = map(object({
    # When the second origin is asked.
    failover_criteria = optional(object({
      # Status codes of the first origin for which the second one is asked: of 400, 403, 404, 416, 429, 500,
      # 502, 503 and 504. It is asked, too, where the first one cannot be reached.
      status_codes = optional(list(number), [500, 502, 503, 504])
    }), {})
    # The origin that is asked first, and the one after it.
    member = list(object({
      # An origin, `origin` or a key of origins.
      origin_id = string
    }))
  }))
  default  = {}
  nullable = false
}

################################################################################
# Cache behaviors
################################################################################

variable "target_origin_id" {
  description = "Where requests go that the function does not answer itself: `origin`, or a key of origins or origin_groups."
  type        = string
  default     = "origin"
  nullable    = false
}

variable "viewer_protocol_policy" {
  description = "What becomes of requests by HTTP: `redirect-to-https`, `https-only` (they are refused) or `allow-all`."
  type        = string
  default     = "redirect-to-https"
  nullable    = false

  validation {
    condition     = contains(["redirect-to-https", "https-only", "allow-all"], var.viewer_protocol_policy)
    error_message = "The viewer_protocol_policy must be redirect-to-https, https-only or allow-all."
  }
}

variable "cache_policy" {
  description = "Cache policy for the origin's responses: the ID of a policy, or the name of one that AWS manages. A header that a route sets must be part of its cache key, as it is in that of create_policies. Left out: the one of create_policies, or `CachingDisabled`."
  type        = string
  default     = null

  validation {
    condition = var.cache_policy == null ? true : can(regex(
      "^(CachingDisabled|CachingOptimized|CachingOptimizedForUncompressedObjects|UseOriginCacheControlHeaders|UseOriginCacheControlHeaders-QueryStrings|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
      var.cache_policy
    ))
    error_message = "The cache_policy must be the ID of a policy or one of CachingDisabled, CachingOptimized, CachingOptimizedForUncompressedObjects, UseOriginCacheControlHeaders, UseOriginCacheControlHeaders-QueryStrings."
  }
}

variable "origin_request_policy" {
  description = "Origin request policy, which decides what the origin gets of a request, headers that the function sets included: the ID of a policy, or the name of one that AWS manages. Left out: none for S3, and for others the one of create_policies, or `AllViewerExceptHostHeader`."
  type        = string
  default     = null

  validation {
    condition = var.origin_request_policy == null ? true : can(regex(
      "^(AllViewer|AllViewerExceptHostHeader|AllViewerAndCloudFrontHeaders-2022-06|CORS-CustomOrigin|CORS-S3Origin|HostHeaderOnly|UserAgentRefererHeaders|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
      var.origin_request_policy
    ))
    error_message = "The origin_request_policy must be the ID of a policy or one of AllViewer, AllViewerExceptHostHeader, AllViewerAndCloudFrontHeaders-2022-06, CORS-CustomOrigin, CORS-S3Origin, HostHeaderOnly, UserAgentRefererHeaders."
  }
}

variable "response_headers_policy" {
  description = "Response headers policy, which adds headers to the responses that viewers get: the ID of a policy, or the name of one that AWS manages. Left out: the one of create_policies, or none."
  type        = string
  default     = null

  validation {
    condition = var.response_headers_policy == null ? true : can(regex(
      "^(SimpleCORS|CORS-With-Preflight|SecurityHeadersPolicy|CORS-and-SecurityHeadersPolicy|CORS-with-preflight-and-SecurityHeadersPolicy|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
      var.response_headers_policy
    ))
    error_message = "The response_headers_policy must be the ID of a policy or one of SimpleCORS, CORS-With-Preflight, SecurityHeadersPolicy, CORS-and-SecurityHeadersPolicy, CORS-with-preflight-and-SecurityHeadersPolicy."
  }
}

variable "allowed_methods" {
  description = "HTTP methods that CloudFront accepts."
  type        = list(string)
  default     = ["GET", "HEAD"]
  nullable    = false

  validation {
    condition = contains(
      ["GET HEAD", "GET HEAD OPTIONS", "DELETE GET HEAD OPTIONS PATCH POST PUT"],
      join(" ", sort(var.allowed_methods))
    )
    error_message = "CloudFront allows GET and HEAD; GET, HEAD and OPTIONS; or all of GET, HEAD, OPTIONS, PUT, POST, PATCH and DELETE."
  }
}

variable "compress" {
  description = "Controls if CloudFront compresses the origin's responses."
  type        = bool
  default     = true
  nullable    = false
}

variable "trusted_key_groups" {
  description = "IDs of the key groups whose signed URLs and cookies open the distribution. Left out: it is open to everybody."
  type        = list(string)
  default     = null

  validation {
    condition = var.trusted_key_groups == null ? true : alltrue([
      for group in var.trusted_key_groups :
      can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", group))
    ])
    error_message = "The trusted_key_groups must be IDs of key groups: aws_cloudfront_key_group.….id."
  }
}

variable "lambda_function_association" {
  description = "Lambda@Edge functions of yours for the origin's events. On viewer events the function of this module runs."
  type = list(object({
    # Event: `origin-request` or `origin-response`, and where this function does not run `viewer-request`
    # or `viewer-response`.
    event_type = string
    # Qualified ARN of a published version.
    lambda_arn = string
    # Controls if the function gets the bodies of requests.
    include_body = optional(bool, false)
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue([
      (
        length(distinct(var.lambda_function_association[*].event_type)) ==
        length(var.lambda_function_association)
      ),
      alltrue([
        for own in var.lambda_function_association :
        alltrue([
          contains(["origin-request", "origin-response"], own.event_type),
          can(regex("^arn:aws:lambda:us-east-1:[0-9]{12}:function:[A-Za-z0-9_-]+:[0-9]+$", own.lambda_arn)),
        ])
      ]),
    ])
    error_message = "The lambda_function_association must name published versions in us-east-1, arn:aws:lambda:us-east-1:ACCOUNT:function:NAME:VERSION, one for origin-request and one for origin-response at most: on viewer events the function of this module runs."
  }
}

variable "realtime_log_config_arn" {
  description = "ARN of the configuration of real-time logs (`aws_cloudfront_realtime_log_config.….arn`). Left out: none."
  type        = string
  default     = null

  validation {
    condition = (
      var.realtime_log_config_arn == null
      ? true
      : can(regex("^arn:aws:cloudfront::[0-9]{12}:realtime-log-config/.+$", var.realtime_log_config_arn))
    )
    error_message = "The realtime_log_config_arn must be the ARN of a configuration of real-time logs, arn:aws:cloudfront::ACCOUNT:realtime-log-config/NAME."
  }
}

variable "ordered_cache_behaviors" {
  description = "Cache behaviors for paths that differ from the rest; the first whose pattern matches applies. Attributes that are left out are as in the default cache behavior."
  type = list(object({
    # Path pattern of the behavior, such as `/assets/*`.
    path_pattern = string
    # `origin`, or a key of origins or origin_groups.
    target_origin_id = optional(string)
    # Controls if the function runs on these paths.
    edge_function = optional(bool, true)
    # `redirect-to-https`, `https-only` or `allow-all`.
    viewer_protocol_policy = optional(string)
    # Cache policy, by ID or name.
    cache_policy = optional(string)
    # Origin request policy, by ID or name.
    origin_request_policy = optional(string)
    # Response headers policy, by ID or name.
    response_headers_policy = optional(string)
    # HTTP methods that CloudFront accepts.
    allowed_methods = optional(list(string))
    # Controls if CloudFront compresses the origin's responses.
    compress = optional(bool)
    # IDs of key groups; an empty list opens the paths to everybody.
    trusted_key_groups = optional(list(string))
    # Lambda@Edge functions of yours; an empty list for none.
    lambda_function_association = optional(list(object({
      # Event: `origin-request` or `origin-response`, and where this function does not run `viewer-request`
      # or `viewer-response`.
      event_type = string
      # Qualified ARN of a published version.
      lambda_arn = string
      # Controls if the function gets the bodies of requests.
      include_body = optional(bool, false)
    })))
    # CloudFront Functions of yours, together with `edge_function = false`.
    function_association = optional(list(object({
      # Event: `viewer-request` or `viewer-response`.
      event_type = string
      # ARN of a CloudFront Function.
      function_arn = string
    })), [])
    # ARN of the configuration of real-time logs.
    realtime_log_config_arn = optional(string)
  }))
  default  = []
  nullable = false
}

################################################################################
# Policies
################################################################################

variable "create_policies" {
  description = "Controls if a cache policy, an origin request policy and a response headers policy are created from what the routes need: a header that a route sets is part of the cache key and reaches the origin, and browsers ask again for what the origin says nothing about. Cache behaviors use them where they name no other; for another distribution there are the outputs cache_policy_id, origin_request_policy_id and response_headers_policy_id."
  type        = bool
  default     = false
  nullable    = false
}

variable "policies" {
  description = "What create_policies puts into the policies besides."
  type = object({
    # Further request headers in the cache key, which the origin gets, too: those that a handler of your
    # own sets, or that your origin decides by.
    headers = optional(list(string), [])
    # Cookies in the cache key, which the origin gets, too.
    cookies = optional(list(string), [])
    # Query strings in the cache key, and for the origin: `all` or `none`.
    query_string_behavior = optional(string, "all")
    # Request headers that the origin gets and that are not in the cache key.
    forwarded_headers = optional(list(string), [])
    # Cookies that the origin gets and that are not in the cache key.
    forwarded_cookies = optional(list(string), [])
    # Least number of seconds in the cache, whatever the origin says.
    min_ttl = optional(number, 0)
    # Number of seconds in the cache where the origin says nothing.
    default_ttl = optional(number, 0)
    # Largest number of seconds in the cache, whatever the origin says.
    max_ttl = optional(number, 31536000)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      alltrue([
        length(var.policies.headers) >= 0 && length(var.policies.headers) <= 10,
        alltrue([
          for header in var.policies.headers :
          alltrue([
            can(regex("^[A-Za-z0-9-]+$", header)),
            !contains(["accept-encoding", "cookie"], lower(header)),
          ])
        ]),
      ]),
      alltrue([
        length(var.policies.cookies) >= 0 && length(var.policies.cookies) <= 10,
        alltrue([for cookie in var.policies.cookies : can(regex("^[^\\s;,=\"]+$", cookie))]),
      ]),
      alltrue([
        length(var.policies.forwarded_headers) >= 0 && length(var.policies.forwarded_headers) <= 10,
        alltrue([
          for header in var.policies.forwarded_headers :
          alltrue([
            can(regex("^[A-Za-z0-9-]+$", header)),
            !contains(["accept-encoding", "cookie"], lower(header)),
          ])
        ]),
      ]),
      alltrue([
        length(var.policies.forwarded_cookies) >= 0 && length(var.policies.forwarded_cookies) <= 10,
        alltrue([for cookie in var.policies.forwarded_cookies : can(regex("^[^\\s;,=\"]+$", cookie))]),
      ]),
    ])
    error_message = "The headers, cookies, forwarded_headers and forwarded_cookies of policies must be names, at most 10 of each; Accept-Encoding is in the cache key already, and Cookie is cookies."
  }

  validation {
    condition     = contains(["all", "none"], var.policies.query_string_behavior)
    error_message = "The query_string_behavior of policies must be all or none."
  }

  validation {
    condition = alltrue([
      (
        var.policies.min_ttl >= 0 &&
        var.policies.min_ttl <= 31536000 &&
        floor(var.policies.min_ttl) == var.policies.min_ttl
      ),
      (
        var.policies.default_ttl >= 0 &&
        var.policies.default_ttl <= 31536000 &&
        floor(var.policies.default_ttl) == var.policies.default_ttl
      ),
      (
        var.policies.max_ttl >= 1 &&
        var.policies.max_ttl <= 31536000 &&
        floor(var.policies.max_ttl) == var.policies.max_ttl
      ),
      var.policies.min_ttl <= var.policies.default_ttl && var.policies.default_ttl <= var.policies.max_ttl,
    ])
    error_message = "The min_ttl, default_ttl and max_ttl of policies must be whole numbers of seconds, 0 to 31536000, none larger than the one after it, and max_ttl at least 1: use CachingDisabled where nothing is to be cached."
  }
}

################################################################################
# Roll-out
################################################################################

variable "roll_out" {
  description = "Tries a new version of the function on some requests, by continuous deployment of CloudFront: a staging distribution has the newest version, and the distribution stays on live_version. It cannot be given before there is a distribution, nor be simply removed: see docs/roll-out.md. Left out: a new version answers everybody at once."
  type = object({
    # Number of the version of the function that all other requests go on to be answered by. Left out: the
    # newest answers everybody, and the staging distribution waits for the next roll-out.
    live_version = optional(string)
    # Request header by which a request goes to the staging distribution.
    single_header_config = optional(object({
      # Name of the header, which begins with `aws-cf-cd-`.
      header = string
      # Its value.
      value = string
    }))
    # Share of the requests that go to the staging distribution.
    single_weight_config = optional(object({
      # Share of the requests that go there, at most 0.15.
      weight = number
      # How long a visitor stays where the first request went, by a cookie of CloudFront. Left out: each
      # request goes its own way.
      session_stickiness_config = optional(object({
        # Number of seconds without a request after which a session is over.
        idle_ttl = number
        # Number of seconds that it lasts at most.
        maximum_ttl = number
      }))
    }))
  })
  default = null

  validation {
    condition = (
      var.roll_out == null
      ? true
      : (var.roll_out.single_header_config == null) != (var.roll_out.single_weight_config == null)
    )
    error_message = "The roll_out must say by what requests go to the staging distribution: either single_header_config or single_weight_config."
  }

  validation {
    condition = var.roll_out == null ? true : (
      var.roll_out.live_version == null
      ? true
      : can(regex("^[0-9]+$", var.roll_out.live_version))
    )
    error_message = "The live_version of the roll_out must be the number of a published version, such as 7: the output function_version before the change."
  }

  validation {
    condition = var.roll_out == null ? true : (
      var.roll_out.single_header_config == null
      ? true
      : can(regex("^aws-cf-cd-.+$", var.roll_out.single_header_config.header))
    )
    error_message = "CloudFront takes only headers that begin with aws-cf-cd- as the header of single_header_config."
  }

  validation {
    condition = var.roll_out == null ? true : (
      var.roll_out.single_weight_config == null
      ? true
      : alltrue([
        var.roll_out.single_weight_config.weight > 0 && var.roll_out.single_weight_config.weight <= 0.15,
        (
          var.roll_out.single_weight_config.session_stickiness_config == null
          ? true
          : alltrue([
            (
              var.roll_out.single_weight_config.session_stickiness_config.idle_ttl >= 300 &&
              var.roll_out.single_weight_config.session_stickiness_config.idle_ttl <= 3600 &&
              (
                floor(var.roll_out.single_weight_config.session_stickiness_config.idle_ttl) ==
                var.roll_out.single_weight_config.session_stickiness_config.idle_ttl
              )
            ),
            (
              var.roll_out.single_weight_config.session_stickiness_config.maximum_ttl >= 300 &&
              var.roll_out.single_weight_config.session_stickiness_config.maximum_ttl <= 3600 &&
              (
                floor(var.roll_out.single_weight_config.session_stickiness_config.maximum_ttl) ==
                var.roll_out.single_weight_config.session_stickiness_config.maximum_ttl
              )
            ),
            var.roll_out.single_weight_config.session_stickiness_config.idle_ttl <= var.roll_out.single_weight_config.session_stickiness_config.maximum_ttl,
          ])
        ),
      ])
    )
    error_message = "The weight of single_weight_config must be more than 0 and at most 0.15, which is all that CloudFront gives a staging distribution; idle_ttl and maximum_ttl 300 to 3600 seconds, the first no more than the second."
  }
}

################################################################################
# Monitoring
################################################################################

variable "alarms" {
  description = "Alarms in us-east-1, on what CloudFront counts of the distribution and on the function's own metrics. Left out: none."
  type = object({
    # ARNs of SNS topics in us-east-1 that are told when an alarm begins.
    alarm_actions = optional(list(string), [])
    # ARNs of SNS topics in us-east-1 that are told when it is over.
    ok_actions = optional(list(string), [])
    # ARNs of SNS topics in the Region of the bucket, for the alarms about sync, which are there.
    sync_alarm_actions = optional(list(string), [])
    # Number of seconds over which CloudFront's metrics are taken together.
    period = optional(number, 300)
    # Number of such periods, one after another, that make an alarm.
    evaluation_periods = optional(number, 1)
    # Requests in a period that CloudFront answered with 503, because the function failed, from which on
    # there is an alarm. 0: none.
    lambda_execution_error = optional(number, 5)
    # Requests in a period that it answered with 502, because it refused what the function returned. 0:
    # none.
    lambda_validation_error = optional(number, 1)
    # Requests in a period that it answered with 503, because too many ran at once, or one ran for too
    # long. 0: none.
    lambda_limit_exceeded_errors = optional(number, 5)
    # Percentage of answers with a 5xx status, the origin's included. 0: none.
    server_error_rate = optional(number, 5)
    # Number of minutes for which the function in us-east-1 may fail to load the specs, without ever
    # succeeding, and with sync for which the bucket may not be compared with Statsig. 0: no such alarms.
    specs_unconfirmed_minutes = optional(number, 15)
  })
  default = null

  validation {
    condition = var.alarms == null ? true : alltrue([
      alltrue([
        for topic in var.alarms.alarm_actions :
        can(regex("^arn:aws:sns:us-east-1:[0-9]{12}:[A-Za-z0-9_-]+(\\.fifo)?$", topic))
      ]),
      alltrue([
        for topic in var.alarms.ok_actions :
        can(regex("^arn:aws:sns:us-east-1:[0-9]{12}:[A-Za-z0-9_-]+(\\.fifo)?$", topic))
      ]),
    ])
    error_message = "CloudFront's metrics are in us-east-1, and alarms there tell SNS topics of that Region only: the alarm_actions and ok_actions of the alarms must be arn:aws:sns:us-east-1:ACCOUNT:NAME. Create the topic with the provider aws.us_east_1."
  }

  validation {
    condition = var.alarms == null ? true : alltrue([
      for topic in var.alarms.sync_alarm_actions :
      can(regex("^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+(\\.fifo)?$", topic))
    ])
    error_message = "The sync_alarm_actions of the alarms must be SNS topics in the Region of the bucket, arn:aws:sns:REGION:ACCOUNT:NAME."
  }

  validation {
    condition = var.alarms == null ? true : alltrue([
      var.alarms.period >= 60 && var.alarms.period <= 3600 && var.alarms.period % 60 == 0,
      (
        var.alarms.evaluation_periods >= 1 &&
        var.alarms.evaluation_periods <= 24 &&
        floor(var.alarms.evaluation_periods) == var.alarms.evaluation_periods
      ),
    ])
    error_message = "The period of the alarms must be 60 to 3600 seconds, a multiple of 60, and the evaluation_periods 1 to 24."
  }

  validation {
    condition = var.alarms == null ? true : alltrue([
      var.alarms.lambda_execution_error >= 0,
      var.alarms.lambda_validation_error >= 0,
      var.alarms.lambda_limit_exceeded_errors >= 0,
      var.alarms.server_error_rate >= 0,
      (
        var.alarms.specs_unconfirmed_minutes >= 0 &&
        var.alarms.specs_unconfirmed_minutes <= 1440 &&
        floor(var.alarms.specs_unconfirmed_minutes) == var.alarms.specs_unconfirmed_minutes
      ),
    ])
    error_message = "The thresholds of the alarms must be 0, for no alarm, or more; specs_unconfirmed_minutes a whole number up to 1440."
  }
}

variable "dashboard" {
  description = "Dashboard of CloudWatch, called by the name: what CloudFront counts, the metrics of the function by Region, and its warnings and errors. `{}` is one of every Region. Left out: none."
  type = object({
    # Regions whose metrics of the function's are shown. It runs, and is counted, in the one nearest to
    # the viewer.
    regions = optional(list(string), ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2", "eu-central-1", "ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2", "ap-south-1", "sa-east-1"])
    # Regions whose warnings and errors are listed, each by a query of its own, which costs what it scans.
    # A query of CloudWatch cannot span Regions.
    log_regions = optional(list(string), ["us-east-1"])
  })
  default = null

  validation {
    condition = var.dashboard == null ? true : alltrue([
      alltrue([for region in var.dashboard.regions : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", region))]),
      alltrue([
        for region in var.dashboard.log_regions :
        can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", region))
      ]),
    ])
    error_message = "The regions and log_regions of the dashboard must be names of AWS Regions, such as eu-west-1."
  }
}

variable "monitored_distribution" {
  description = "Distribution of your own, to which the function is attached: where create_distribution is false, alarms and dashboard are about it."
  type = object({
    # ID of the distribution.
    id = string
  })
  default = null

  validation {
    condition = (
      var.monitored_distribution == null
      ? true
      : can(regex("^[A-Z0-9]{5,20}$", var.monitored_distribution.id))
    )
    error_message = "The monitored_distribution must be named by its ID, such as E2EXAMPLE: aws_cloudfront_distribution.….id."
  }
}

variable "additional_metrics" {
  description = "Controls if CloudFront's additional metrics are turned on, such as cache hit rate and origin latency, which the dashboard then shows. They cost a fixed sum per distribution."
  type        = bool
  default     = false
  nullable    = false
}
