import { describe, expect, it } from '@jest/globals';
import { plain, policyWith, withVariables } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1234';

describe('the function', () => {
  const lambda = only(plain().resource, 'aws_lambda_function');

  it('is one that Lambda@Edge can have', () => {
    expect(lambda).toMatchObject({
      provider: 'aws.us_east_1',
      runtime: 'nodejs22.x',
      architectures: ['x86_64'],
      memory_size: 128,
      timeout: 5,
      publish: true,
      handler: 'index.handler',
    });
    for (const refused of ['environment', 'layers', 'vpc_config', 'tags', 'kms_key_arn']) {
      expect(lambda).not.toHaveProperty(refused);
    }
  });

  it('says when the zip of its plan is not at hand', () => {
    const { precondition } = lambda.lifecycle as { precondition: object[] };
    expect(precondition).toContainEqual({
      condition: expect.stringContaining('filebase64sha256('),
      error_message: expect.stringContaining('.terraform/statsig-edge'),
    });
  });
});

describe('the logs', () => {
  it('go to a group that does not grow for ever', () => {
    expect(only(plain().resource, 'aws_cloudwatch_log_group')).toMatchObject({
      provider: 'aws.us_east_1',
      name: '/aws/lambda/us-east-1.statsig-edge',
      retention_in_days: 30,
    });
  });

  it('go where Lambda@Edge puts them, unless told otherwise', () => {
    expect(only(plain().resource, 'aws_lambda_function')).not.toHaveProperty('logging_config');
  });

  it('go to a group of your own name, encrypted with your key', () => {
    const { resource, locals } = plain({
      logGroupName: '/edge/statsig',
      logKmsKeyArn: KEY,
      logRetentionDays: 7,
    });
    expect(only(resource, 'aws_cloudwatch_log_group')).toMatchObject({
      name: '/edge/statsig',
      kms_key_id: KEY,
      retention_in_days: 7,
    });
    expect(only(resource, 'aws_lambda_function').logging_config).toEqual({
      log_format: 'Text',
      log_group: '/edge/statsig',
    });
    expect(policyWith({ resource, locals }, 'logs:PutLogEvents')[0]?.Resource).toMatch(
      /:log-group:\/edge\/statsig:\*$/,
    );
  });

  it('go to a group that is there, in another format', () => {
    const { resource, output } = plain({
      existingLogGroup: { name: '/edge/logs' },
      logFormat: 'JSON',
    });
    expect(resource).not.toHaveProperty('aws_cloudwatch_log_group');
    expect(only(resource, 'aws_lambda_function').logging_config).toEqual({
      log_format: 'JSON',
      log_group: '/edge/logs',
    });
    expect(output.log_group_arn?.value).toBeUndefined();
    const formatted = plain({ logFormat: 'JSON' }).resource;
    expect(only(formatted, 'aws_lambda_function').logging_config).toEqual({ log_format: 'JSON' });
  });

  it('are of a class, unless metrics are made of them', () => {
    const { resource } = plain({ logGroupClass: 'INFREQUENT_ACCESS', metrics: false });
    expect(only(resource, 'aws_cloudwatch_log_group')).toMatchObject({
      log_group_class: 'INFREQUENT_ACCESS',
    });
    expect(() => plain({ logGroupClass: 'INFREQUENT_ACCESS' })).toThrow(
      'no metrics of a log group',
    );
  });

  it('have one name', () => {
    const existingLogGroup = { name: '/edge/logs' };
    expect(() => plain({ existingLogGroup, logGroupName: '/edge/others' })).toThrow(
      'remove log_group_name',
    );
  });

  it('go where Terraform decides with variables', () => {
    const { resource, locals } = withVariables();
    const [name, value] =
      Object.entries(locals).find(([, text]) => String(text).includes('log_group_name')) ?? [];
    expect(value).toBe(
      '${var.existing_log_group != null ? var.existing_log_group.name : coalesce(var.log_group_name, "/aws/lambda/us-east-1.${var.name}")}',
    );
    expect(only(resource, 'aws_cloudwatch_log_group')).toMatchObject({
      name: `\${local.${name}}`,
      kms_key_id: '${var.log_kms_key_arn}',
    });
    expect(only(resource, 'aws_lambda_function').dynamic).toEqual({
      logging_config: [
        {
          for_each:
            '${var.existing_log_group != null || var.log_group_name != null || var.log_format != null ? [1] : []}',
          content: {
            log_format: '${coalesce(var.log_format, "Text")}',
            log_group: `\${var.existing_log_group != null || var.log_group_name != null ? local.${name} : null}`,
          },
        },
      ],
    });
  });
});
