import { type IResolvable, TerraformOutput, type TerraformStack } from 'cdktf';
import { ORIGIN_ID } from './inputs/origin';
import type { StatsigEdge } from './statsig-edge';
import { choose } from './terraform/condition';
import { bare, hcl, isExpression } from './terraform/expression';

interface Output {
  readonly description: string;
  /** Others are texts. */
  readonly isMap?: true;
  value(edge: StatsigEdge): unknown;
}

/** What is told after an apply, by its name in Terraform; null where it is not there. */
const outputs: Readonly<Record<string, Output>> = {
  domain_name: {
    description: 'Domain name of the distribution.',
    value: (edge) => edge.distribution.orNull('domain_name'),
  },
  test_command: {
    description: 'Command that sends the distribution a request, to test the deployment.',
    value: (edge) =>
      choose(
        edge.hasDistribution,
        () => `curl https://${edge.distribution.get('domain_name')}/`,
        () => undefined,
      ),
  },
  distribution_id: {
    description: 'ID of the distribution, such as for cache invalidations.',
    value: (edge) => edge.distribution.orNull('id'),
  },
  distribution_arn: {
    description: 'ARN of the distribution.',
    value: (edge) => edge.distribution.orNull('arn'),
  },
  distribution_hosted_zone_id: {
    description: 'ID of the Route 53 zone for an alias record that points to the distribution.',
    value: (edge) => edge.distribution.orNull('hosted_zone_id'),
  },
  distribution_status: {
    description:
      'Status of the distribution: `Deployed` when every edge location has the last change.',
    value: (edge) => edge.distribution.orNull('status'),
  },
  distribution_etag: {
    description: 'Version of the configuration of the distribution, for the API of CloudFront.',
    value: (edge) => edge.distribution.orNull('etag'),
  },
  staging_distribution_id: {
    description: 'ID of the staging distribution of roll_out.',
    value: (edge) => edge.staging.orNull('id'),
  },
  access_log_delivery_arn: {
    description: 'ARN of the delivery of access logs.',
    value: (edge) => edge.logDelivery.orNull('arn'),
  },
  cache_policy_id: {
    description: 'ID of the cache policy of create_policies.',
    value: (edge) => edge.policies.cache.orNull('id'),
  },
  origin_request_policy_id: {
    description: 'ID of the origin request policy of create_policies.',
    value: (edge) => edge.policies.originRequest.orNull('id'),
  },
  response_headers_policy_id: {
    description: 'ID of the response headers policy of create_policies.',
    value: (edge) => edge.policies.responseHeaders.orNull('id'),
  },
  origin_access_control_id: {
    description: 'ID of what CloudFront signs requests to S3 origins with.',
    value: (edge) => edge.origins.accessControl.orNull('id'),
  },
  origin_access_control_arn: {
    description: 'ARN of the same.',
    value: (edge) => edge.origins.accessControl.orNull('arn'),
  },
  origin_bucket_policy_json: {
    description:
      'JSON of the bucket policy that the S3 bucket of `origin` needs, so that the distribution may read it.',
    value: ({ originBucketPolicies: policies }) =>
      isExpression(policies)
        ? hcl`lookup(${policies}, ${ORIGIN_ID}, null)`
        : (policies as Readonly<Record<string, IResolvable>>)[ORIGIN_ID],
  },
  origin_bucket_policies_json: {
    isMap: true,
    description: 'The same for each S3 bucket of `origin` and origins, by origin_id.',
    value: (edge) => edge.originBucketPolicies,
  },
  function_name: {
    description: 'Name of the function.',
    value: (edge) => edge.lambda.orNull('function_name'),
  },
  function_arn: {
    description: 'ARN of the function, without a version.',
    value: (edge) => edge.lambda.orNull('arn'),
  },
  function_qualified_arn: {
    description: 'ARN of the published version of the function.',
    value: (edge) => edge.lambda.orNull('qualified_arn'),
  },
  function_version: {
    description: 'Number of the published version of the function.',
    value: (edge) => edge.lambda.orNull('version'),
  },
  function_source_code_hash: {
    description: "SHA-256 of the function's zip, in Base64: another one is another version.",
    value: (edge) => edge.lambda.orNull('source_code_hash'),
  },
  lambda_function_association: {
    isMap: true,
    description:
      'Arguments of lambda_function_association for a cache behavior of another distribution, by event type.',
    value: (edge) =>
      choose(
        edge.isCreated,
        () =>
          hcl`{ for event_type in ${edge.events} : event_type => ${{
            event_type: bare('event_type'),
            lambda_arn: edge.lambda.get('qualified_arn'),
            include_body: false,
          }} }`,
        () => ({}),
      ),
  },
  settings_json: {
    description:
      "JSON of the function's settings, but for the client key, the sticky_keys and the specs_secret, to be read or compared.",
    value: (edge) =>
      choose(
        edge.isCreated,
        () => edge.edgeFunction.settingsJson,
        () => undefined,
      ),
  },
  role_name: {
    description: 'Name of the role that is created for the function.',
    value: (edge) => edge.edgeFunction.executionRole.role.orNull('name'),
  },
  role_arn: {
    description: 'ARN of the role that is created for the function.',
    value: (edge) => edge.edgeFunction.executionRole.role.orNull('arn'),
  },
  role_policy_json: {
    description: 'JSON of the policy that the role of the function needs: for an existing_role.',
    value: (edge) => edge.edgeFunction.executionRole.permissions,
  },
  bucket: {
    description: 'Name of the bucket with the specs.',
    value: (edge) => edge.store.bucket,
  },
  bucket_arn: {
    description: 'ARN of the bucket with the specs.',
    value: (edge) => edge.store.bucketArn,
  },
  bucket_policy_json: {
    description: 'JSON of the policy that the bucket with the specs needs: for an existing_bucket.',
    value: (edge) => edge.store.policy,
  },
  kms_key_policy_json: {
    description:
      'JSON of what the policy of the kms_key needs, so that the distribution of bucket_access `cloudfront` may decrypt with it.',
    value: (edge) => edge.store.keyPolicy,
  },
  specs_distribution_id: {
    description:
      'ID of the distribution of bucket_access `cloudfront`, which has the specs near everywhere.',
    value: (edge) => edge.store.distribution.orNull('id'),
  },
  specs_distribution_arn: {
    description: 'ARN of that distribution.',
    value: (edge) => edge.store.distribution.orNull('arn'),
  },
  specs_distribution_domain_name: {
    description: 'Domain name of that distribution.',
    value: (edge) => edge.store.distribution.orNull('domain_name'),
  },
  specs_origin_access_control_id: {
    description: 'ID of what that distribution signs its requests to the bucket with.',
    value: (edge) => edge.store.around.accessControl.orNull('id'),
  },
  specs_cache_policy_id: {
    description: 'ID of the cache policy of that distribution.',
    value: (edge) => edge.store.around.cachePolicy.orNull('id'),
  },
  specs_function_arn: {
    description: 'ARN of the CloudFront Function that asks for the specs_secret.',
    value: (edge) => edge.store.around.check.orNull('arn'),
  },
  specs_object_arn: {
    description: 'ARN of the object with the specs, also where you upload it yourself.',
    value: (edge) =>
      choose(
        edge.isCreated,
        () => edge.store.objectArn,
        () => undefined,
      ),
  },
  specs_url: {
    description: 'URL that the function loads the specs from.',
    value: (edge) =>
      choose(
        edge.isCreated,
        () => edge.store.url,
        () => undefined,
      ),
  },
  sync_function_name: {
    description: 'Name of the function of sync.',
    value: ({ sync }) => sync?.lambda.orNull('function_name'),
  },
  sync_function_arn: {
    description: 'ARN of the function of sync.',
    value: ({ sync }) => sync?.lambda.orNull('arn'),
  },
  sync_log_group_name: {
    description: 'Name of the log group of the function of sync, in the Region of the bucket.',
    value: ({ sync }) => sync?.logGroup.orNull('name'),
  },
  sync_dead_letter_queue_arn: {
    description: 'ARN of the queue with the events that the function of sync failed on.',
    value: ({ sync }) => sync?.deadLetters.orNull('arn'),
  },
  sync_webhook_url: {
    description: "Address to give to Statsig's webhook.",
    value: ({ sync }) => sync?.webhook.api.orNull('api_endpoint'),
  },
  log_group_arn: {
    description: 'ARN of the log group that is created in us-east-1.',
    value: (edge) => edge.edgeFunction.logGroup.orNull('arn'),
  },
  log_group_name: {
    description:
      "Name of the function's log group, in us-east-1 and in every other Region that the function has run in.",
    value: (edge) =>
      choose(
        edge.isCreated,
        () => edge.edgeFunction.logGroupName,
        () => undefined,
      ),
  },
};

/**
 * Declares every output of the stack.
 *
 * @param absent What a text is that is not there. In a module null, as is the custom; the CLI of CDKTF fails on null.
 */
export function declareOutputs(stack: TerraformStack, edge: StatsigEdge, absent?: string): void {
  for (const [name, { description, isMap, value }] of Object.entries(outputs)) {
    const told = value(edge);
    const output = new TerraformOutput(stack, `output-${name}`, {
      description,
      value: absent === undefined || isMap ? told : orAbsent(told, absent),
    });
    output.overrideLogicalId(name);
  }
}

function orAbsent(told: unknown, absent: string): unknown {
  return isExpression(told) ? hcl`try(coalesce(${told}), ${absent})` : (told ?? absent);
}
