variable "statsig_client_key" {
  description = "Statsig client key, `client-…`."
  type        = string
}

variable "specs_file" {
  description = "Path of the file with the config specs."
  type        = string
}

variable "specs_secret" {
  description = "Secret that the distribution of the specs asks for, such as `openssl rand -hex 32` makes."
  type        = string
  sensitive   = true
}
