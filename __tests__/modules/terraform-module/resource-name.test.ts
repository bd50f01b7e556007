import { describe, expect, it } from '@jest/globals';
import { resourceName } from '../../../modules/terraform-module/resource-name';

describe('resourceName', () => {
  it.each([
    ['aws_s3_object', ['specs-store', 'specs'], 'specs'],
    ['aws_lambda_function', ['edge-function', 'function'], 'edge'],
    ['aws_s3_bucket', ['specs-store', 'bucket'], 'specs_store'],
    ['aws_iam_policy_document', ['specs-store', 'policy-document'], 'specs_store'],
    ['aws_cloudfront_distribution', ['distribution', 'distribution'], 'this'],
    ['', ['edge-function', 'log-group-name'], 'log_group_name'],
  ])('of %s in %j is %s', (type, path, name) => {
    expect(resourceName(type, path)).toBe(name);
  });
});
