output "curl" {
  description = "A line to try it with."
  value       = module.statsig_edge.curl
}
