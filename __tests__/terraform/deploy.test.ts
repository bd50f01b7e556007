import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LAZY_FILES } from '../../handler/lazy-files';
import { openGateSpecs } from '../support/open-gate-specs';
import { ask, asked } from '../support/terraform/ask';
import { askDeployed } from '../support/terraform/ask-deployed';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { differingAttributes, type Plan, proposedChanges } from '../support/terraform/plan';
import { sentAssociations, sentZip, unzip } from '../support/terraform/recorded';
import { checkOutStack, type Stack } from '../support/terraform/stack';

/** moto's only account. */
const ACCOUNT = '123456789012';
const BUCKET = `gate-at-edge-${ACCOUNT}`;
const VERSIONS = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:gate-at-edge`;
const FIFTEEN_MINUTES = 900_000;

// One deployment and its life: each test finds what the one before it left.
describeWithTerraform('the stack, deployed by cdktf and Terraform', (toolchain) => {
  let aws: FakeAws;
  let stack: Stack;

  beforeAll(async () => {
    aws = await startFakeAws(toolchain.motoServer);
    stack = checkOutStack(toolchain, aws.endpoint);
    const specs = join(stack.folder, 'open-gate.json');
    writeFileSync(specs, openGateSpecs());
    stack.set('name', 'gate-at-edge');
    stack.set('statsig_client_key', 'client-deployed');
    stack.set('specs_file', specs);
    // Versions of the object are in it when it is destroyed.
    stack.set('force_destroy', 'true');
    await stack.cdktf('deploy', '--auto-approve', '--skip-provider-lock');
  }, FIFTEEN_MINUTES);

  afterAll(async () => {
    stack?.remove();
    await aws?.stop();
  });

  const specsInBucket = () => ask(aws.endpoint, 's3', `/${BUCKET}/statsig-config.json`);
  const output = (name: string) => stack.terraform('output', '-raw', name);
  const deployedFiles = () => unzip(sentZip(aws.requests));

  it('makes the bucket, the function and that of sync with what starts it, their roles and log groups, and the two distributions, and nothing else', async () => {
    expect(await aws.inventory()).toEqual([
      `bucket ${BUCKET}`,
      'function gate-at-edge',
      'function gate-at-edge-sync',
      'role gate-at-edge',
      'role gate-at-edge-sync',
      'log group /aws/lambda/gate-at-edge-sync',
      'log group /aws/lambda/us-east-1.gate-at-edge',
      'queue gate-at-edge-sync-failed',
      'rule gate-at-edge-sync-log-groups',
      'rule gate-at-edge-sync-specs',
      expect.stringMatching(/^distribution /),
      expect.stringMatching(/^distribution /),
      expect.stringMatching(/^origin access control /),
      'cache policy gate-at-edge-specs',
    ]);
  });

  it('puts the specs into the bucket as they are', async () => {
    expect(await specsInBucket()).toBe(openGateSpecs());
  });

  it('lets nobody but the one distribution read the bucket', async () => {
    const policy = await ask(aws.endpoint, 's3', `/${BUCKET}?policy`);
    const { Statement } = JSON.parse(policy) as { Statement: object[] };
    expect(Statement).toHaveLength(2);
    expect(Statement).toContainEqual(
      expect.objectContaining({ Sid: 'DenyInsecureTransport', Effect: 'Deny' }),
    );
    expect(Statement).toContainEqual({
      Sid: 'ReadByDistribution',
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${BUCKET}/statsig-config.json`,
      Condition: { StringEquals: { 'aws:SourceArn': await output('specs_distribution_arn') } },
    });
    const block = await ask(aws.endpoint, 's3', `/${BUCKET}?publicAccessBlock`);
    expect(block.match(/true/g)).toHaveLength(4);
  });

  it('uploads the zip that Terraform says it did', async () => {
    const answer = await ask(aws.endpoint, 'lambda', '/2015-03-31/functions/gate-at-edge');
    const digest = createHash('sha256').update(sentZip(aws.requests)).digest('base64');
    expect(JSON.parse(answer).Configuration).toMatchObject({
      CodeSha256: digest,
      Handler: 'index.handler',
      Runtime: 'nodejs22.x',
      MemorySize: 128,
      Timeout: 5,
    });
  });

  it('bakes the settings into the zip, and puts nothing else there but the handler and the specs', async () => {
    const { 'index.mjs': handler, 'settings.json': settings = '', ...others } = deployedFiles();
    expect(handler).toContain('export');
    expect(others['user-agents.cjs']).toContain('UAParser');
    expect(others['fallback.json']).toBe(openGateSpecs());
    // Nothing is known of visitors but what a request tells.
    const beside = LAZY_FILES.map(({ name }) => name).filter(
      (name) => name !== 'known.cjs' && name !== 'sticky.cjs',
    );
    expect(Object.keys(others).sort()).toEqual([...beside, 'fallback.json'].sort());
    expect(JSON.parse(settings)).toMatchObject({
      clientKey: 'client-deployed',
      specs: {
        url: `https://${await output('specs_distribution_domain_name')}/statsig-config.json`,
        access: 'cloudfront',
      },
    });
  });

  it('deploys a function that answers a viewer from the specs in the bucket', async () => {
    expect(await askDeployed(deployedFiles(), await specsInBucket())).toMatchObject({
      status: 200,
      body: { success: true, gateValue: true },
    });
  });

  it('attaches version 1 of the function to the viewer events of the distribution', () => {
    expect(sentAssociations(aws.requests)).toEqual([
      { eventType: 'viewer-request', arn: `${VERSIONS}:1`, includeBody: false },
      { eventType: 'viewer-response', arn: `${VERSIONS}:1`, includeBody: false },
    ]);
  });

  it('tells where everything is', async () => {
    const outputs = JSON.parse(await stack.terraform('output', '-json')) as Record<
      string,
      { value: unknown }
    >;
    const told = Object.fromEntries(
      Object.entries(outputs).map(([name, { value }]) => [name, value]),
    );
    expect(told).toMatchObject({
      bucket: BUCKET,
      specs_url: `https://${told.specs_distribution_domain_name}/statsig-config.json`,
      specs_distribution_domain_name: expect.stringMatching(/^[a-z0-9]+\.cloudfront\.net$/),
      domain_name: expect.stringMatching(/^[a-z0-9]+\.cloudfront\.net$/),
      function_qualified_arn: `${VERSIONS}:1`,
      log_group_name: '/aws/lambda/us-east-1.gate-at-edge',
    });
    expect(told.domain_name).not.toBe(told.specs_distribution_domain_name);
    expect(told.test_command).toBe(`curl https://${told.domain_name}/`);
  });

  it(
    'plans nothing more right after, but what moto forgets',
    async () => {
      await stack.terraform('plan', '-no-color', '-out=second.tfplan');
      const plan = JSON.parse(await stack.terraform('show', '-json', 'second.tfplan')) as Plan;
      const changes = proposedChanges(plan);
      expect(changes.map(({ type, change }) => [type, change.actions])).toEqual([
        ['aws_cloudfront_distribution', ['update']],
        ['aws_cloudfront_distribution', ['update']],
      ]);
      expect(changes.flatMap(differingAttributes)).toEqual([]);
    },
    FIFTEEN_MINUTES,
  );

  it(
    'turned public, lets everybody read the one object and attaches version 2, which asks for it unsigned',
    async () => {
      stack.set('bucket_access', 'public');
      stack.set('specs_compression', 'gzip');
      await stack.cdktf('deploy', '--auto-approve', '--skip-provider-lock');

      const policy = await ask(aws.endpoint, 's3', `/${BUCKET}?policy`);
      expect(JSON.parse(policy).Statement).toContainEqual({
        Sid: 'PublicReadGetObject',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${BUCKET}/statsig-config.json`,
      });
      const arns = sentAssociations(aws.requests).map(({ arn }) => arn);
      expect(arns).toEqual([`${VERSIONS}:2`, `${VERSIONS}:2`]);
      expect(JSON.parse(deployedFiles()['settings.json'] ?? '').specs.access).toBe('public');
      expect(await askDeployed(deployedFiles(), await specsInBucket())).toMatchObject({
        status: 200,
        body: { success: true, gateValue: true },
      });
    },
    FIFTEEN_MINUTES,
  );

  it('keeps the specs compressed where it was told to, for clients that read them by their content encoding', async () => {
    const stored = await asked(aws.endpoint, 's3', `/${BUCKET}/statsig-config.json`);
    expect(stored.headers.get('content-encoding')).toBe('gzip');
    expect(stored.headers.get('content-type')).toBe('application/json');
    // fetch has read it by its content encoding.
    expect(await stored.text()).toBe(openGateSpecs());
  });

  it(
    'leaves nothing behind when destroyed',
    async () => {
      await stack.cdktf('destroy', '--auto-approve', '--skip-provider-lock');
      expect(await aws.inventory()).toEqual([]);
    },
    FIFTEEN_MINUTES,
  );
});
