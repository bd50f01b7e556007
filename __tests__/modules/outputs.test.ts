import { describe, expect, it } from '@jest/globals';
import { declareVariables } from '../../modules/inputs/variables';
import { declareOutputs } from '../../modules/outputs';
import { StatsigEdge } from '../../modules/statsig-edge';
import { HANDLER, withVariables } from '../support/modules/edge';
import { synthesize } from '../support/modules/synthesize';

describe('the outputs', () => {
  it('say what was made', () => {
    expect(Object.keys(withVariables().output).sort()).toEqual([
      'access_log_delivery_arn',
      'bucket',
      'bucket_arn',
      'bucket_policy_json',
      'cache_policy_id',
      'distribution_arn',
      'distribution_etag',
      'distribution_hosted_zone_id',
      'distribution_id',
      'distribution_status',
      'domain_name',
      'function_arn',
      'function_name',
      'function_qualified_arn',
      'function_source_code_hash',
      'function_version',
      'kms_key_policy_json',
      'lambda_function_association',
      'log_group_arn',
      'log_group_name',
      'origin_access_control_arn',
      'origin_access_control_id',
      'origin_bucket_policies_json',
      'origin_bucket_policy_json',
      'origin_request_policy_id',
      'response_headers_policy_id',
      'role_arn',
      'role_name',
      'role_policy_json',
      'settings_json',
      'specs_cache_policy_id',
      'specs_distribution_arn',
      'specs_distribution_domain_name',
      'specs_distribution_id',
      'specs_function_arn',
      'specs_object_arn',
      'specs_origin_access_control_id',
      'specs_url',
      'staging_distribution_id',
      'sync_dead_letter_queue_arn',
      'sync_function_arn',
      'sync_function_name',
      'sync_log_group_name',
      'sync_webhook_url',
      'test_command',
    ]);
  });

  it('say the same in a stack, where nothing may be null', () => {
    const { output } = synthesize((stack, usEast1) => {
      const inputs = {
        ...declareVariables(stack),
        usEast1,
        handlerFile: HANDLER,
        lazyFiles: {},
        syncFile: HANDLER,
      };
      declareOutputs(stack, new StatsigEdge(stack, 'edge', inputs), '');
    });
    for (const [name, { value }] of Object.entries(output)) {
      if (['lambda_function_association', 'origin_bucket_policies_json'].includes(name)) continue;
      expect([name, value]).toEqual([
        name,
        expect.stringMatching(/^\$\{try\(coalesce\([\s\S]*\), ""\)\}$/),
      ]);
    }
  });
});
