variable "statsig_client_key" {
  description = "Statsig client key, `client-…`."
  type        = string
}

variable "specs_file" {
  description = "Path of the config specs."
  type        = string
}

variable "origin_domain_name" {
  description = "Where the site is that the distribution stands before."
  type        = string
  default     = "example.com"
}
