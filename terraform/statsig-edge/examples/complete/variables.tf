variable "statsig_client_key" {
  description = "Statsig client key, `client-…`."
  type        = string
}

variable "specs_file" {
  description = "Path of the file with the config specs."
  type        = string
}

variable "aliases" {
  description = "Domain names of the site. They need a certificate."
  type        = list(string)
  default     = []
}

variable "certificate_arn" {
  description = "ARN of the ACM certificate for the aliases, in us-east-1."
  type        = string
  default     = null
}

variable "web_acl_id" {
  description = "ARN of an AWS WAF web ACL for CloudFront."
  type        = string
  default     = null
}
