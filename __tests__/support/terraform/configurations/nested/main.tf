terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.here, aws.edge]
    }
  }
}

variable "client_key" {
  type = string
}

module "statsig_edge" {
  source = "../../"

  name                = "nested"
  statsig_client_key  = var.client_key
  bucket_access       = "private"
  create_distribution = false
  routes              = [{ path = "/nested", action = "respond", gate = "readable" }]

  providers = {
    aws           = aws.here
    aws.us_east_1 = aws.edge
  }
}
