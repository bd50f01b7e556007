import { describe, expect, it } from '@jest/globals';
import type { SyncInput } from '../../modules/statsig-edge-inputs';
import { plain, policyWith, SPECS } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const SECRET_ARN = 'arn:aws:ssm:eu-west-1:123456789012:parameter/statsig-webhook';

const withSync = (sync: SyncInput = {}, more: Parameters<typeof plain>[0] = {}) =>
  plain({ name: 'gates', sync, ...more });

const functionOf = ({ resource }: ReturnType<typeof withSync>) => {
  const found = Object.values(resource.aws_lambda_function ?? {});
  const lambda = found.find(({ function_name: name }) => name === 'gates-sync');
  if (lambda === undefined) throw new Error('There is no function of sync.');
  return lambda;
};
const variablesOf = (stack: ReturnType<typeof withSync>) =>
  String((functionOf(stack).environment as { variables: string }).variables);

const sidsOf = (stack: ReturnType<typeof withSync>) =>
  policyWith(stack, 's3:PutObject').map(({ Sid }) => Sid);

describe('sync', () => {
  it('is not there unless it is asked for', () => {
    const { resource } = plain({ name: 'gates' });
    expect(resource.aws_cloudwatch_event_rule).toBeUndefined();
    expect(Object.keys(resource.aws_lambda_function ?? {})).toHaveLength(1);
  });

  it('is a function in the Region of the bucket, one run at a time, started every minute', () => {
    const stack = withSync();
    const lambda = functionOf(stack);
    expect(lambda).not.toHaveProperty('provider');
    expect(lambda).toMatchObject({ runtime: 'nodejs22.x', reserved_concurrent_executions: 1 });
    const rules = Object.values(stack.resource.aws_cloudwatch_event_rule ?? {});
    expect(rules.map(({ name, schedule_expression: rate }) => [name, rate])).toEqual([
      ['gates-sync-log-groups', 'rate(1 day)'],
      ['gates-sync-specs', 'rate(1 minute)'],
    ]);
  });

  it('reserves no execution, looks less often and leaves log groups alone where it is told so', () => {
    const stack = withSync({ reserveConcurrency: false, everyMinutes: 5, logGroups: false });
    expect(functionOf(stack).reserved_concurrent_executions).toBe(-1);
    expect(only(stack.resource, 'aws_cloudwatch_event_rule')).toMatchObject({
      schedule_expression: 'rate(5 minutes)',
    });
    expect(sidsOf(stack)).toEqual(['WriteLogs', 'ReadAndWriteSpecs', 'TellFailures']);
  });

  it('knows whom to ask and where to write, and no secret', () => {
    const stack = withSync({ webhook: { secretArn: SECRET_ARN } }, { specsCompression: 'gzip' });
    const variables = variablesOf(stack);
    expect(variables).toContain('STATSIG_CLIENT_KEY = "client-abc"');
    expect(variables).toContain('STATSIG_URL = "https://api.statsigcdn.com"');
    expect(variables).toContain('SPECS_COMPRESSION = "gzip"');
    expect(variables).toContain('ALLOW_OLDER_SPECS = tostring(false)');
    expect(variables).toContain(`WEBHOOK_SECRET_ARN = "${SECRET_ARN}"`);
  });

  it('may read and write the one object, and nothing else of S3', () => {
    const statements = policyWith(withSync(), 's3:PutObject');
    const ofS3 = statements.filter(({ Action }) =>
      [Action].flat().some((a) => a.startsWith('s3:')),
    );
    expect(ofS3).toEqual([
      {
        Sid: 'ReadAndWriteSpecs',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: expect.stringMatching(/\/statsig-config\.json$/),
      },
    ]);
  });

  it('may use the keys that there are, and read the secret of the webhook that there is', () => {
    const key = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab';
    const webhook = { secretArn: SECRET_ARN, kmsKeyArn: key };
    expect(sidsOf(withSync())).not.toContain('ReadWebhookSecret');
    expect(sidsOf(withSync({ webhook }, { kmsKey: { arn: key } }))).toEqual([
      'WriteLogs',
      'ReadAndWriteSpecs',
      'TellFailures',
      'EncryptSpecs',
      'ReadWebhookSecret',
      'DecryptWebhookSecret',
      'FindLogGroups',
      'SetUpLogGroups',
    ]);
  });

  it('sends what it failed on to a queue', () => {
    const { resource } = withSync();
    const queue = Object.keys(resource.aws_sqs_queue ?? {})[0];
    expect(only(resource, 'aws_lambda_function_event_invoke_config')).toMatchObject({
      maximum_retry_attempts: 0,
      destination_config: {
        on_failure: { destination: `\${aws_sqs_queue.${queue}.arn}` },
      },
    });
  });

  it('has an address for the webhook only where there is one', () => {
    expect(withSync().resource.aws_apigatewayv2_api).toBeUndefined();
    const { resource } = withSync({ webhook: { secretArn: SECRET_ARN } });
    expect(only(resource, 'aws_apigatewayv2_route').route_key).toBe('POST /');
    expect(only(resource, 'aws_apigatewayv2_stage')).toMatchObject({
      default_route_settings: { throttling_rate_limit: 5 },
    });
  });

  it('leaves the object alone after the first upload: what file, how compressed and what it holds is kept', () => {
    const { resource } = withSync({}, { specsFile: SPECS, specsCompression: 'gzip' });
    const object = only(resource, 'aws_s3_object');
    expect(object).not.toHaveProperty('source_hash');
    expect(object.lifecycle).toMatchObject({ ignore_changes: ['metadata'] });
    for (const argument of ['source', 'content_base64', 'content_encoding']) {
      expect(object[argument]).toMatch(
        new RegExp(`^\\$\\{terraform_data\\.[\\w-]+specs-seed\\w+\\.input\\.${argument}\\}$`),
      );
    }
  });
});
