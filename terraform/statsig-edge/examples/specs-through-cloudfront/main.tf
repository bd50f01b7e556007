provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

module "statsig_edge" {
  source = "../.."

  name = "statsig-edge-near"

  statsig_client_key = var.statsig_client_key
  specs_file         = var.specs_file

  # The bucket is in Europe; in Tokyo and São Paulo the function asks CloudFront next door.
  bucket_access = "cloudfront"
  # Nobody is told the address. Whoever finds it gets nothing without this.
  specs_secret = { value = var.specs_secret }

  # An example leaves nothing behind.
  force_destroy = true

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }
}
