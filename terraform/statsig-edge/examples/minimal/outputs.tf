output "test_command" {
  description = "Command that sends the distribution a request, to test the deployment."
  value       = module.statsig_edge.test_command
}
