################################################################################
# Access logs of the distribution
################################################################################

resource "aws_cloudwatch_log_delivery_source" "access_logs" {
  count = var.create && var.create_distribution && var.access_log_delivery != null ? 1 : 0
  # The logs of CloudFront, which is global, are delivered from us-east-1.
  provider = aws.us_east_1

  name         = var.name
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.this[0].arn

  tags = var.tags
}

resource "aws_cloudwatch_log_delivery_destination" "access_logs" {
  count    = var.create && var.create_distribution && var.access_log_delivery != null ? 1 : 0
  provider = aws.us_east_1

  name          = var.name
  output_format = var.access_log_delivery.output_format

  delivery_destination_configuration {
    destination_resource_arn = var.access_log_delivery.destination_resource_arn
  }

  tags = var.tags
}

resource "aws_cloudwatch_log_delivery" "access_logs" {
  count    = var.create && var.create_distribution && var.access_log_delivery != null ? 1 : 0
  provider = aws.us_east_1

  delivery_source_name     = aws_cloudwatch_log_delivery_source.access_logs[0].name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.access_logs[0].arn
  record_fields            = var.access_log_delivery.record_fields
  field_delimiter          = var.access_log_delivery.field_delimiter
  s3_delivery_configuration = (
    var.access_log_delivery.s3_delivery_configuration != null
    ? [var.access_log_delivery.s3_delivery_configuration]
    : null
  )

  tags = var.tags
}
