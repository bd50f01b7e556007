output "domain_name" {
  description = "Domain name of the distribution."
  value       = aws_cloudfront_distribution.site.domain_name
}
