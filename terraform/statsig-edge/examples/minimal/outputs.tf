output "test_command" {
  description = "A line to try it with."
  value       = module.statsig_edge.test_command
}
