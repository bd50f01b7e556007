import { allOf, hasShape, isOneOf, ofAttribute, ofOptional } from './check';
import type { Inputs } from './input';
import { bool, object, text, texts } from './type';

const DESTINATION = hasShape(
  /^arn:aws:(s3:::.+|logs:us-east-1:[0-9]{12}:log-group:.+|firehose:[a-z0-9-]+:[0-9]{12}:deliverystream\/.+)$/,
);

export const accessLogDelivery = {
  access_log_delivery: {
    type: object('AccessLogDeliveryInput', {
      destination_resource_arn: {
        type: text,
        description:
          'ARN of an S3 bucket, of a log group in us-east-1 or of a Firehose stream, which has to let `delivery.logs.amazonaws.com` write to it.',
      },
      output_format: {
        type: text,
        description: 'Format of the logs: `json`, `plain`, `w3c`, `raw` or, in S3, `parquet`.',
        default: 'json',
      },
      record_fields: {
        type: texts,
        description:
          'Fields of a log record, in their order. Left out: those that CloudFront chooses.',
        default: null,
      },
      field_delimiter: {
        type: text,
        description: 'What stands between fields in the formats `plain`, `w3c` and `raw`.',
        default: null,
      },
      s3_delivery_configuration: {
        type: object('S3DeliveryConfigurationInput', {
          suffix_path: {
            type: text,
            description:
              'Path of the files in the bucket, such as `{DistributionId}/{yyyy}/{MM}/{dd}/{HH}`.',
            default: null,
          },
          enable_hive_compatible_path: {
            type: bool,
            description: 'Controls if the path is one that Hive and Athena read partitions from.',
            default: false,
          },
        }),
        description: 'Where in an S3 bucket. Left out: where CloudFront chooses.',
        default: null,
      },
    }),
    description:
      'Where CloudFront delivers access logs by CloudWatch (standard logging v2), which needs no ACLs. Left out: nowhere.',
    default: null,
    rules: [
      {
        ...ofAttribute('destination_resource_arn', DESTINATION),
        message:
          'The destination_resource_arn of the access_log_delivery must be the ARN of an S3 bucket, of a log group in us-east-1 or of a Firehose stream.',
      },
      {
        ...allOf(
          ofAttribute('output_format', isOneOf(['json', 'plain', 'w3c', 'raw', 'parquet'])),
          ofOptional('field_delimiter', hasShape(/^.{1,5}$/)),
        ),
        message:
          'The output_format of the access_log_delivery must be json, plain, w3c, raw or parquet, and its field_delimiter 1 to 5 characters.',
      },
    ],
  },
} as const satisfies Inputs;
