# What terraform-aws-modules/cloudfront 6 takes of a behavior, by its documentation, as far as the README fills it in.

terraform {
  required_version = ">= 1.5.7"
}
