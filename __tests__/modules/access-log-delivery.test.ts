import { describe, expect, it } from '@jest/globals';
import { plain, withVariables } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const destinationResourceArn = 'arn:aws:s3:::our-logs';
const US_EAST_1 = 'aws.us_east_1';

describe('the delivery of access logs', () => {
  it('is from the distribution to where you say, in us-east-1', () => {
    const { resource, output } = plain({
      bucketAccess: 'private',
      tags: { team: 'web' },
      accessLogDelivery: {
        destinationResourceArn,
        outputFormat: 'plain',
        fieldDelimiter: ';',
        recordFields: ['timestamp', 'c-ip'],
        s3DeliveryConfiguration: { suffixPath: '{yyyy}/{MM}' },
      },
    });
    const common = { provider: US_EAST_1, tags: { team: 'web' } };
    expect(only(resource, 'aws_cloudwatch_log_delivery_source')).toEqual({
      ...common,
      name: 'statsig-edge',
      log_type: 'ACCESS_LOGS',
      resource_arn: expect.stringMatching(/^\$\{aws_cloudfront_distribution\..*\.arn\}$/),
    });
    expect(only(resource, 'aws_cloudwatch_log_delivery_destination')).toEqual({
      ...common,
      name: 'statsig-edge',
      output_format: 'plain',
      delivery_destination_configuration: [{ destination_resource_arn: destinationResourceArn }],
    });
    const delivery = only(resource, 'aws_cloudwatch_log_delivery');
    expect(delivery).toMatchObject({
      ...common,
      record_fields: ['timestamp', 'c-ip'],
      field_delimiter: ';',
    });
    expect(String(delivery.s3_delivery_configuration)).toMatch(
      /^\$\{\[\{\nsuffix_path = "\{yyyy\}\/\{MM\}"\nenable_hive_compatible_path = false\n\}\]\}$/,
    );
    expect(output.access_log_delivery_arn?.value).toMatch(/aws_cloudwatch_log_delivery\./);
  });

  it('is to where CloudFront chooses in a bucket, unless you say', () => {
    const { resource } = plain({ accessLogDelivery: { destinationResourceArn } });
    const delivery = only(resource, 'aws_cloudwatch_log_delivery');
    expect(delivery).not.toHaveProperty('s3_delivery_configuration');
    expect(only(resource, 'aws_cloudwatch_log_delivery_destination')).toMatchObject({
      output_format: 'json',
    });
  });

  it('is nothing without a distribution, nor unless it is asked for', () => {
    const accessLogDelivery = { destinationResourceArn };
    for (const inputs of [{}, { accessLogDelivery, createDistribution: false }]) {
      expect(plain(inputs).resource).not.toHaveProperty('aws_cloudwatch_log_delivery');
    }
  });

  it('is what Terraform decides with variables', () => {
    const { resource } = withVariables();
    expect(only(resource, 'aws_cloudwatch_log_delivery')).toMatchObject({
      s3_delivery_configuration:
        '${var.access_log_delivery.s3_delivery_configuration != null ? [var.access_log_delivery.s3_delivery_configuration] : null}',
    });
  });
});
