provider "aws" {
  region = "us-east-1"
}

module "statsig_edge" {
  source = "../.."

  statsig_client_key = var.statsig_client_key
  config_file        = var.config_file

  providers = {
    aws           = aws
    aws.us_east_1 = aws
  }
}
