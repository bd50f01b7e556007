output "test_command" {
  description = "Command that sends the distribution a request, to test the deployment."
  value       = module.statsig_edge.test_command
}

output "specs_url" {
  description = "URL that the function loads the specs from; 403 for everybody else."
  value       = module.statsig_edge.specs_url
}
