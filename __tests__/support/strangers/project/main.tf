# In a folder beside the module's.
variable "handler_file" {
  type = string
}

variable "specs_file" {
  type = string
}

provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

module "statsig_edge" {
  source    = "../statsig-edge"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  statsig_client_key = "client-abc"
  handler_file       = var.handler_file
  specs_file         = var.specs_file
}
