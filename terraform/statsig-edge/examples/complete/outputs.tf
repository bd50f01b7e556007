output "domain_name" {
  description = "Domain name of the distribution."
  value       = module.statsig_edge.domain_name
}

output "bucket" {
  description = "Bucket for new specs, as `statsig-config.json`."
  value       = module.statsig_edge.bucket
}
