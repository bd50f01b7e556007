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

mock_resource "aws_apigatewayv2_api" {
  defaults = {
    execution_arn = "arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5"
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

mock_resource "aws_cloudwatch_event_rule" {
  defaults = {
    arn = "arn:aws:events:us-east-1:111122223333:rule/statsig-edge-sync"
  }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = {
    arn = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/statsig-edge-sync"
  }
}

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:aws:iam::111122223333:role/statsig-edge"
  }
}

mock_resource "aws_lambda_function" {
  defaults = {
    arn           = "arn:aws:lambda:us-east-1:111122223333:function:statsig-edge"
    invoke_arn    = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:statsig-edge/invocations"
    qualified_arn = "arn:aws:lambda:us-east-1:111122223333:function:statsig-edge:1"
  }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:us-east-1:111122223333:statsig-edge-sync-failed"
  }
}
