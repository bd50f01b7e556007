# Ways in which teams use the module, side by side. The module lies above the folder that this one is copied to.

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

variable "client_key" {
  type      = string
  default   = "client-hidden"
  sensitive = true
}

variable "dependency" {
  type    = string
  default = "first"
}

variable "gate" {
  type    = string
  default = "new_home"
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = { for number in range(12) : "default-${number}" => "yes" }
  }
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

provider "aws" {
  alias  = "other"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::222222222222:role/deployer"
  }
}

provider "aws" {
  alias  = "other_us_east_1"
  region = "us-east-1"

  assume_role {
    role_arn = "arn:aws:iam::222222222222:role/deployer"
  }
}

################################################################################
# for_each
################################################################################

module "each" {
  source   = "../"
  for_each = toset(["stage", "live"])

  name                = "each-${each.key}"
  statsig_client_key  = "client-${each.key}"
  specs_file          = var.specs_file
  bucket_access       = "private"
  create_distribution = false

  # More than an object of S3 may have, with those of the provider.
  tags = { team = "web", stage = each.key }

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }
}

################################################################################
# Two accounts, with a function of the same name
################################################################################

module "this_account" {
  source = "../"

  name                = "of-both"
  statsig_client_key  = "client-this"
  bucket_access       = "private"
  create_distribution = false

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }
}

module "other_account" {
  source = "../"

  name                = "of-both"
  statsig_client_key  = "client-other"
  bucket_access       = "private"
  create_distribution = false

  providers = {
    aws           = aws.other
    aws.us_east_1 = aws.other_us_east_1
  }
}

################################################################################
# In a module of one's own, with a key that is sensitive
################################################################################

module "nested" {
  source = "./nested"

  client_key = var.client_key

  providers = {
    aws.here = aws
    aws.edge = aws.us_east_1
  }
}

################################################################################
# What is there already, in another Region, and unknown until it is made
################################################################################

resource "aws_s3_bucket" "existing" {
  provider = aws.frankfurt

  bucket = "existing-specs"
}

resource "aws_kms_key" "existing" {
  provider = aws.frankfurt

  deletion_window_in_days = 7
}

resource "aws_iam_role" "existing" {
  name               = "existing-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "terraform_data" "unknown" {
  input = {
    client_key = "client-unknown"
    gate       = "made_later"
    tag        = "later"
  }
}

module "unknown" {
  source = "../"

  name                = "unknown"
  statsig_client_key  = terraform_data.unknown.output.client_key
  specs_file          = var.specs_file
  bucket_access       = "private"
  create_distribution = false
  existing_bucket     = { name = aws_s3_bucket.existing.id, region = "eu-central-1" }
  existing_role       = { arn = aws_iam_role.existing.arn }
  kms_key             = { arn = aws_kms_key.existing.arn }
  routes              = [{ action = "respond", gate = terraform_data.unknown.output.gate }]
  tags                = { made = terraform_data.unknown.output.tag }

  providers = {
    aws           = aws.frankfurt
    aws.us_east_1 = aws.us_east_1
  }
}

################################################################################
# A handler of one's own, and one that is not there
################################################################################

module "own_handler" {
  source = "../"

  name                = "own-handler"
  statsig_client_key  = "client-own"
  handler_file        = "../tests/handlers/own.mjs"
  bucket_access       = "private"
  create_distribution = false

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }
}

module "nothing" {
  source = "../"

  create             = false
  statsig_client_key = "client-nothing"
  specs_file         = var.specs_file

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }
}

################################################################################
# Every action, by every kind of value; and what they all wait for
################################################################################

resource "aws_iam_role" "dependency" {
  name               = "dependency"
  description        = var.dependency
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

module "actions" {
  source = "../"

  name                = "actions"
  statsig_client_key  = "client-actions"
  specs_file          = var.specs_file
  bucket_access       = "private"
  create_distribution = false

  routes = [
    { path = "/gate", action = "respond", gate = var.gate },
    { path = "/config", action = "respond", config = "prices" },
    { path = "/layer", action = "header", layer = "page", parameter = "theme", header = "X-Theme", default = "light" },
    { path = "/rewrite", action = "rewrite", gate = "new_home", on = "/new/index.html" },
    { path = "/experiment", action = "rewrite", experiment = "home", parameter = "path", default = "/b.html" },
    { path = "/redirect", action = "redirect", gate = "moved", on = "https://www.example.com/", hosts = ["www.example.com"] },
    { path = "/block", action = "block", gate = "beta", off = "/sorry.html" },
    { path = "/bootstrap", action = "bootstrap" },
    { path = "/pass", action = "pass" },
  ]

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }

  depends_on = [aws_iam_role.dependency]
}
