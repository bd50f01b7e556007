provider "aws" {
  region = "us-east-1"
}

module "statsig_edge" {
  source = "../.."

  statsig_client_key = var.statsig_client_key
  specs_file         = var.specs_file

  providers = {
    aws           = aws
    aws.us_east_1 = aws
  }
}
