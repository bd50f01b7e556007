variable "statsig_client_key" {
  description = "Statsig client key, `client-…`."
  type        = string
}

variable "specs_file" {
  description = "Path of the file with the config specs."
  type        = string
}
