terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "specs_file" {
  type = string
}

provider "aws" {
  region = "us-east-1"
}

module "statsig_edge" {
  source = "../"

  statsig_client_key  = "client-measured"
  specs_file          = var.specs_file
  bucket_access       = "private"
  create_distribution = false
  routes              = [{ path = "/*", action = "respond", gate = "test_gate" }]

  providers = {
    aws           = aws
    aws.us_east_1 = aws
  }
}
