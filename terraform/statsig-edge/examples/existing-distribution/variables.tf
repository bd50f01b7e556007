variable "statsig_client_key" {
  description = "Statsig client key, `client-…`."
  type        = string
}

variable "specs_file" {
  description = "Path of the file with the config specs."
  type        = string
}

variable "origin_domain_name" {
  description = "Domain name of the site that the distribution is for."
  type        = string
  default     = "example.com"
}
