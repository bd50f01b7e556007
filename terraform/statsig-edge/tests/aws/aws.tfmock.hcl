mock_data "aws_region" {
  defaults = {
    id = "us-east-1"
  }
}

mock_data "aws_s3_bucket" {
  defaults = {
    bucket_regional_domain_name = "our-bucket.s3.eu-west-1.amazonaws.com"
  }
}

mock_resource "aws_cloudfront_distribution" {
  defaults = {
    arn = "arn:aws:cloudfront::111122223333:distribution/E1A2B3C4D5"
  }
}

mock_resource "aws_cloudfront_function" {
  defaults = {
    arn = "arn:aws:cloudfront::111122223333:function/statsig-edge-specs"
  }
}

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:aws:iam::111122223333:role/statsig-edge"
  }
}

mock_resource "aws_lambda_function" {
  defaults = {
    qualified_arn = "arn:aws:lambda:us-east-1:111122223333:function:statsig-edge:1"
  }
}
