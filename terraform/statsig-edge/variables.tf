variable "create" {
  default     = true
  description = "Whether anything is made at all."
  type        = bool
  nullable    = false
}

variable "name" {
  default     = "statsig-edge"
  description = "What the function and its role are called, and what the names of everything else begin with."
  type        = string
  nullable    = false

  validation {
    error_message = "The name becomes part of the name of a bucket and a role: use 2 to 48 lower-case letters, digits and hyphens, a letter first and no hyphen last."
    condition     = can(regex("^[a-z][a-z0-9-]{0,46}[a-z0-9]$", var.name))
  }
}

variable "tags" {
  default     = {}
  description = "Tags for everything that can carry them. A Lambda@Edge function cannot: AWS lists function tags among what is not supported."
  type        = map(string)
  nullable    = false
}

variable "statsig_client_key" {
  description = "Statsig client key, `client-…`, from Statsig console → Settings → Keys & Environments. It is public: browsers carry the same one."
  type        = string
  nullable    = false

  validation {
    error_message = "This is a server secret key, and it would be written into a file: whoever has it can read and change your project. Use a client key (client-…) from Statsig console → Settings → Keys & Environments, and rotate the secret if it was committed anywhere."
    condition     = !startswith(var.statsig_client_key, "secret-")
  }

  validation {
    error_message = "This is a console API key. Use a client key (client-…) from Statsig console → Settings → Keys & Environments."
    condition     = !startswith(var.statsig_client_key, "console-")
  }

  validation {
    error_message = "A Statsig client key starts with client-. You find it in Statsig console → Settings → Keys & Environments."
    condition     = can(regex("^(secret-|console-|client-[A-Za-z0-9_-]+$)", var.statsig_client_key))
  }
}

variable "statsig_environment" {
  default     = null
  description = "Statsig environment tier, such as `production` or `staging`; left out: the one in the specs."
  type        = string
  nullable    = true
}

variable "routes" {
  default     = null
  description = "What to do on which paths; the first whose path matches wins, and a request that matches none passes untouched. Left out: answer for the gate `test_gate` on every path."
  type = list(object({
    path       = optional(string, "/*")
    action     = string
    methods    = optional(list(string))
    assets     = optional(bool, true)
    gate       = optional(string)
    experiment = optional(string)
    config     = optional(string)
    layer      = optional(string)
    parameter  = optional(string)
    default    = optional(string)
    header     = optional(string)
    on         = optional(string)
    off        = optional(string)
    status     = optional(number, 302)
    hosts      = optional(list(string))
  }))
  nullable = true

  validation {
    error_message = "The action of a route is one of respond, header, rewrite, redirect, bootstrap, pass."
    condition     = var.routes == null ? true : alltrue([for route in var.routes : contains(["respond", "header", "rewrite", "redirect", "bootstrap", "pass"], route.action)])
  }

  validation {
    error_message = "A route names exactly one of gate, experiment, config and layer; with the action bootstrap or pass, none."
    condition     = var.routes == null ? true : alltrue([for route in var.routes : length(compact([route.gate, route.experiment, route.config, route.layer])) == (contains(["bootstrap", "pass"], route.action) ? 0 : 1)])
  }
}

variable "identity" {
  default     = {}
  description = "Who a visitor is."
  type = object({
    stable_id_cookie  = optional(bool, true)
    consent_cookie    = optional(string)
    user_id_cookie    = optional(string)
    user_id_header    = optional(string)
    anonymous_user_id = optional(string, "stableID")
    country_header    = optional(string)
  })
  nullable = false

  validation {
    error_message = "The anonymous_user_id is stableID or none."
    condition     = contains(["stableID", "none"], var.identity.anonymous_user_id)
  }

  validation {
    error_message = "CloudFront adds its own headers after the viewer-request event, so here that header would hold whatever the viewer wrote. Name one that AWS WAF inserts (x-amzn-waf-…) as country_header."
    condition     = var.identity.country_header == null ? true : !startswith(lower(var.identity.country_header), "cloudfront-")
  }
}

variable "exposures" {
  default     = {}
  description = "Whether Statsig hears who was shown what."
  type = object({
    mode            = optional(string, "off")
    max_events      = optional(number, 50)
    max_age_seconds = optional(number, 10)
    timeout_ms      = optional(number, 300)
    user_fields     = optional(list(string))
  })
  nullable = false

  validation {
    error_message = "The mode of the exposures is off or batch."
    condition     = contains(["off", "batch"], var.exposures.mode)
  }

  validation {
    error_message = "The exposures take max_events from 1 to 500, max_age_seconds from 0 to 3600 and timeout_ms from 10 to 1000."
    condition     = var.exposures.max_events >= 1 && var.exposures.max_events <= 500 && var.exposures.max_age_seconds >= 0 && var.exposures.max_age_seconds <= 3600 && var.exposures.timeout_ms >= 10 && var.exposures.timeout_ms <= 1000
  }
}

variable "specs" {
  default     = {}
  description = "How the function keeps its specs fresh."
  type = object({
    refresh_seconds   = optional(number, 60)
    max_stale_seconds = optional(number, 600)
    timeout_ms        = optional(number, 1000)
  })
  nullable = false

  validation {
    error_message = "The specs take refresh_seconds from 1 to 86400, max_stale_seconds from 0 to 604800 and timeout_ms from 50 to 1500."
    condition     = var.specs.refresh_seconds >= 1 && var.specs.refresh_seconds <= 86400 && var.specs.max_stale_seconds >= 0 && var.specs.max_stale_seconds <= 604800 && var.specs.timeout_ms >= 50 && var.specs.timeout_ms <= 1500
  }
}

variable "access" {
  default     = "private"
  description = "How the function gets at the specs: `private` (its role may read that one object, and it signs its request) or `public` (everybody may read it)."
  type        = string
  nullable    = false

  validation {
    error_message = "The access is private or public."
    condition     = contains(["private", "public"], var.access)
  }
}

variable "config_file" {
  default     = null
  description = "Path of the config specs that are uploaded as `statsig-config.json`; left out: nothing is uploaded, and others put the object there."
  type        = string
  nullable    = true

  validation {
    error_message = "There is no such config_file. A relative path starts from the folder that Terraform runs in; an absolute one always works."
    condition     = var.config_file == null ? true : fileexists(var.config_file)
  }

  validation {
    error_message = "The config_file is XML or HTML, most likely an error of S3 that was saved as if it were the object. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
    condition     = var.config_file == null ? true : try(!startswith(trimspace(file(var.config_file)), "<"), true)
  }

  validation {
    error_message = "The config_file is not JSON. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
    condition     = var.config_file == null ? true : try(startswith(trimspace(file(var.config_file)), "<"), true) || can(jsondecode(file(var.config_file)))
  }

  validation {
    error_message = "The config_file is in the format dcs-v2, which Statsig's client for the edge cannot read. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
    condition     = var.config_file == null ? true : try(jsondecode(file(var.config_file)).response_format, "") != "dcs-v2" && !can(jsondecode(file(var.config_file)).condition_map)
  }

  validation {
    error_message = "The config_file is JSON, but no config specs: it should hold feature_gates, a list, and has_updates, true. Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json."
    condition     = var.config_file == null ? true : !can(jsondecode(file(var.config_file))) || can(jsondecode(file(var.config_file)).condition_map) || (can(slice(jsondecode(file(var.config_file)).feature_gates, 0, 0)) && try(jsondecode(file(var.config_file)).has_updates, false) == true)
  }
}

variable "config_updates" {
  default     = "terraform"
  description = "Who changes `statsig-config.json` after the first upload: `terraform` (it follows config_file), or `elsewhere` (it is uploaded once, and later changes of the file are not)."
  type        = string
  nullable    = false

  validation {
    error_message = "The config_updates are terraform or elsewhere."
    condition     = contains(["terraform", "elsewhere"], var.config_updates)
  }
}

variable "existing_bucket" {
  default     = null
  description = "A bucket of yours to keep the specs in, in the Region of the default provider; left out: one is made. Its policy and settings are left alone, so that with access public they have to let everybody read the object."
  type        = string
  nullable    = true

  validation {
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and hyphens. One with dots does not work: S3's certificate does not cover it."
    condition     = var.existing_bucket == null ? true : can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.existing_bucket))
  }
}

variable "force_destroy" {
  default     = false
  description = "Whether the bucket is deleted with what is in it."
  type        = bool
  nullable    = false
}

variable "runtime" {
  default     = "nodejs22.x"
  description = "The function's runtime. `nodejs24.x` needs version 6 of the AWS provider."
  type        = string
  nullable    = false

  validation {
    error_message = "The handler is JavaScript for nodejs22.x or nodejs24.x; older runtimes are deprecated."
    condition     = contains(["nodejs22.x", "nodejs24.x"], var.runtime)
  }
}

variable "timeout" {
  default     = 5
  description = "Seconds after which a request is given up."
  type        = number
  nullable    = false

  validation {
    error_message = "The timeout is from 1 to 5 seconds: CloudFront refuses to attach a function with a longer one to viewer events."
    condition     = var.timeout >= 1 && var.timeout <= 5 && floor(var.timeout) == var.timeout
  }
}

variable "memory_size" {
  default     = 128
  description = "The function's memory in MB."
  type        = number
  nullable    = false

  validation {
    error_message = "The memory_size is 128 MB: CloudFront refuses to attach a function with more to viewer events, and Lambda has none with less."
    condition     = var.memory_size >= 128 && var.memory_size <= 128 && floor(var.memory_size) == var.memory_size
  }
}

variable "log_retention_days" {
  default     = 30
  description = "How long the log group in us-east-1 is kept. Lambda@Edge writes to a group of the same name in every other Region it runs in, and keeps it for ever unless told otherwise there."
  type        = number
  nullable    = false

  validation {
    error_message = "CloudWatch knows these log_retention_days: 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (0 is for ever)."
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
  }
}

variable "delete_timeout" {
  default     = "3h"
  description = "How long a destroy tries to delete the function, such as `2h`. AWS removes its replicas some hours after the last distribution let go of it, and refuses until then."
  type        = string
  nullable    = false

  validation {
    error_message = "Write the delete_timeout as 90m, 3h or 1h30m."
    condition     = can(regex("^([0-9]+[hms])+$", var.delete_timeout))
  }
}

variable "skip_destroy" {
  default     = false
  description = "Leave the function where it is on destroy, instead of waiting for its replicas."
  type        = bool
  nullable    = false
}

variable "create_distribution" {
  default     = true
  description = "Whether a CloudFront distribution is made. If not, pass the output lambda_function_association to one of yours."
  type        = bool
  nullable    = false
}

variable "aliases" {
  default     = []
  description = "Domain names of yours that the distribution answers to. They need a certificate."
  type        = list(string)
  nullable    = false
}

variable "certificate_arn" {
  default     = null
  description = "ACM certificate for the aliases, in us-east-1; left out: the one of *.cloudfront.net."
  type        = string
  nullable    = true

  validation {
    error_message = "CloudFront takes a certificate of ACM in us-east-1 only: arn:aws:acm:us-east-1:ACCOUNT:certificate/ID. Request or import it in that Region."
    condition     = var.certificate_arn == null ? true : can(regex("^arn:aws:acm:us-east-1:[0-9]{12}:certificate\\/[A-Za-z0-9-]+$", var.certificate_arn))
  }
}
