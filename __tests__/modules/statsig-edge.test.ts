import { describe, expect, it } from '@jest/globals';
import { TerraformVariable } from 'cdktf';
import { declareVariables } from '../../modules/inputs/variables';
import { declareOutputs } from '../../modules/outputs';
import { StatsigEdge } from '../../modules/statsig-edge';
import {
  HANDLER,
  plain,
  policyWith,
  SPECS,
  settingsIn,
  withVariables,
} from '../support/modules/edge';
import { only, synthesize } from '../support/modules/synthesize';

describe('with plain inputs', () => {
  it('leaves nothing to Terraform that is known at synth', () => {
    const { resource, data } = plain({ specsFile: SPECS });
    const everything = [...Object.values(resource), ...Object.values(data)].flatMap(Object.values);
    expect(everything.length).toBeGreaterThan(15);
    for (const attributes of everything) expect(attributes).not.toHaveProperty('count');
    expect(JSON.stringify(resource)).not.toContain('"dynamic"');
  });

  it('makes no distribution where none is wanted, and says what another one needs', () => {
    const { resource, output } = plain({ createDistribution: false });
    expect(resource.aws_cloudfront_distribution).toBeUndefined();
    expect(String(output.lambda_function_association?.value)).toContain('.qualified_arn');
  });

  it('makes nothing with create = false', () => {
    const { resource, data } = plain({ create: false });
    expect({ resource, data }).toEqual({ resource: {}, data: {} });
  });

  it('leaves an existing bucket as it is, but for the object', () => {
    const { resource, data } = plain({ existingBucket: { name: 'my-bucket' }, specsFile: SPECS });
    expect(Object.keys(resource).filter((type) => type.startsWith('aws_s3_'))).toEqual([
      'aws_s3_object',
    ]);
    expect(only(data, 'aws_s3_bucket')).toEqual({ bucket: 'my-bucket' });
  });

  it('refuses aliases without a certificate', () => {
    expect(() => plain({ aliases: ['a.example'] })).toThrow('certificate');
  });

  it('refuses a route that the handler would refuse', () => {
    expect(() => plain({ routes: [{ action: 'respond' }] })).toThrow('routes[0].action');
  });

  it('refuses settings that the handler would refuse', () => {
    expect(() => plain({ specsRefresh: { timeoutMs: 9_000 } })).toThrow('specs.timeoutMs');
    expect(() => plain({ identity: { countryHeader: 'cloudfront-viewer-country' } })).toThrow(
      'countryHeader',
    );
  });

  it('refuses a file that is no specs, or not there', () => {
    expect(() => plain({ specsFile: 'package.json' })).toThrow('specsFile');
    expect(() => plain({ specsFile: 'not-there.json' })).toThrow('not-there.json');
  });

  it('takes a part that only Terraform knows', () => {
    const build = () =>
      synthesize((stack, usEast1) => {
        const cookie = new TerraformVariable(stack, 'cookie', {}).stringValue;
        new StatsigEdge(stack, 'edge', {
          statsigClientKey: 'client-abc',
          usEast1,
          handlerFile: HANDLER,
          identity: { userIdCookie: cookie },
          routes: [{ action: 'header', gate: 'g', header: cookie }],
          origin: { domainName: 'app.example' },
        });
      });
    expect(settingsIn(build())).toContain('userIdCookie = var.cookie');
  });

  it('stands twice in a stack', () => {
    const { resource } = synthesize((stack, usEast1) => {
      for (const name of ['first', 'second']) {
        new StatsigEdge(stack, name, {
          name,
          statsigClientKey: 'client-abc',
          usEast1,
          handlerFile: HANDLER,
        });
      }
    });
    expect(
      Object.values(resource.aws_lambda_function ?? {}).map((lambda) => lambda.function_name),
    ).toEqual(['first', 'second']);
  });
});

describe('the function', () => {
  const { resource, data } = plain();
  const lambda = only(resource, 'aws_lambda_function');

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
    expect(lambda.lifecycle).toEqual({
      precondition: [
        {
          condition: expect.stringContaining('filebase64sha256('),
          error_message: expect.stringContaining('.terraform/statsig-edge'),
        },
      ],
    });
  });

  it('may be assumed by Lambda and its replicator only', () => {
    expect(policyWith(data, 'sts:AssumeRole')).toEqual([
      {
        actions: ['sts:AssumeRole'],
        principals: [
          { type: 'Service', identifiers: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
        ],
      },
    ]);
  });

  it('may write its own logs in any Region, and read one object', () => {
    const [logs, groups, specs, ...others] = policyWith(data, 'logs:PutLogEvents');
    const own = expect.stringMatching(
      /^arn:\$\{.*\}:logs:\*:\$\{.*\}:log-group:\/aws\/lambda\/us-east-1\.statsig-edge:\*$/,
    );
    expect(logs?.resources).toEqual([own]);
    expect(groups).toMatchObject({ actions: ['logs:CreateLogGroup'], resources: [own] });
    expect(specs).toMatchObject({
      actions: ['s3:GetObject'],
      resources: [expect.stringMatching(/\.arn\}\/statsig-config\.json$/)],
    });
    expect(others).toEqual([]);
  });

  it('logs to a group that does not grow for ever', () => {
    expect(only(resource, 'aws_cloudwatch_log_group')).toMatchObject({
      provider: 'aws.us_east_1',
      name: '/aws/lambda/us-east-1.statsig-edge',
      retention_in_days: 30,
    });
  });
});

describe('the bucket', () => {
  it('is shut to the public by default', () => {
    const { resource, data } = plain();
    expect(only(resource, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      ignore_public_acls: true,
      block_public_policy: true,
      restrict_public_buckets: true,
    });
    expect(policyWith(data, 's3:*')).toEqual([
      expect.objectContaining({
        effect: 'Deny',
        condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
      }),
    ]);
  });

  it('lets everybody read the one object with bucket_access = public, and gives the role no right of its own', () => {
    const { resource, data } = plain({ bucketAccess: 'public' });
    expect(only(resource, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_policy: false,
      restrict_public_buckets: false,
    });
    expect(policyWith(data, 's3:*')[1]).toMatchObject({
      sid: 'PublicReadGetObject',
      actions: ['s3:GetObject'],
      resources: [expect.stringMatching(/\.arn\}\/statsig-config\.json$/)],
    });
    expect(policyWith(data, 'logs:PutLogEvents').flatMap(({ actions }) => actions)).not.toContain(
      's3:GetObject',
    );
  });

  it('gets the object again when the file changed, or only once', () => {
    const follows = only(plain({ specsFile: SPECS }).resource, 'aws_s3_object');
    expect(follows.source_hash).toBe(`\${filemd5("${follows.source}")}`);
    const once = plain({ specsFile: SPECS, specsUpdates: 'elsewhere' });
    expect(only(once.resource, 'aws_s3_object')).not.toHaveProperty('source_hash');
    expect(plain().resource.aws_s3_object).toBeUndefined();
  });
});

describe('the distribution', () => {
  it('asks the published version on viewer-request, and lets it write the cookie on viewer-response', () => {
    const { resource } = plain();
    const [name] = Object.keys(resource.aws_lambda_function ?? {});
    const association = (event_type: string) => ({
      event_type,
      include_body: false,
      lambda_arn: `\${aws_lambda_function.${name}.qualified_arn}`,
    });
    expect(only(resource, 'aws_cloudfront_distribution').default_cache_behavior).toMatchObject({
      lambda_function_association: [association('viewer-request'), association('viewer-response')],
      allowed_methods: ['GET', 'HEAD'],
      viewer_protocol_policy: 'redirect-to-https',
      cache_policy_id: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    });
  });

  it('leaves viewer-response alone where no cookie is written', () => {
    const { resource } = plain({ identity: { stableIdCookie: false } });
    const { default_cache_behavior } = only(resource, 'aws_cloudfront_distribution');
    expect(default_cache_behavior).toMatchObject({
      lambda_function_association: [{ event_type: 'viewer-request' }],
    });
  });

  it('has its own certificate, or that of CloudFront', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/abc';
    const own = plain({ aliases: ['a.example'], certificateArn });
    expect(only(own.resource, 'aws_cloudfront_distribution').viewer_certificate).toEqual({
      acm_certificate_arn: certificateArn,
      cloudfront_default_certificate: false,
      minimum_protocol_version: 'TLSv1.2_2021',
      ssl_support_method: 'sni-only',
    });
    expect(only(plain().resource, 'aws_cloudfront_distribution').viewer_certificate).toEqual({
      cloudfront_default_certificate: true,
    });
  });
});

describe('with variables', () => {
  const { resource, data, locals, output } = withVariables();

  it('has Terraform decide on each resource', () => {
    const counts = [...Object.values(resource), ...Object.values(data)]
      .flatMap(Object.values)
      .map(({ count }) => String(count).replace(/local\.\w+origin\w+/, 'local.origin'));
    expect(new Set(counts)).toEqual(
      new Set([
        '${var.create ? 1 : 0}',
        '${var.create && var.existing_bucket == null ? 1 : 0}',
        '${var.create && var.existing_bucket == null && var.noncurrent_version_expiration_days != null ? 1 : 0}',
        '${var.create && var.existing_role == null ? 1 : 0}',
        '${var.create && var.existing_bucket != null ? 1 : 0}',
        '${var.create && var.specs_file != null ? 1 : 0}',
        '${var.create && var.create_distribution ? 1 : 0}',
        '${var.create && var.create_distribution && local.origin.s3 ? 1 : 0}',
      ]),
    );
  });

  it('has Terraform decide on blocks, where they stand', () => {
    const [name, events] =
      Object.entries(locals).find(([, value]) => String(value).includes('viewer-request')) ?? [];
    expect(events).toBe(
      '${var.identity.stable_id_cookie ? ["viewer-request", "viewer-response"] : ["viewer-request"]}',
    );
    expect(only(resource, 'aws_cloudfront_distribution').default_cache_behavior).toMatchObject({
      dynamic: {
        lambda_function_association: [
          {
            for_each: `\${local.${name}}`,
            content: { event_type: '${lambda_function_association.value}' },
          },
        ],
      },
    });
  });

  it('bakes every setting of the handler', () => {
    const settings = settingsIn({ data });
    for (const name of [
      'clientKey',
      'environment',
      'url',
      'access',
      'region',
      'routes',
      'stableIdCookie',
      'mode',
    ]) {
      expect(settings).toMatch(new RegExp(`^${name} = (var|local|")`, 'm'));
    }
  });

  it('takes plain values beside variables', () => {
    const mixed = withVariables(() => ({ create: true, createDistribution: false }));
    expect(mixed.resource.aws_cloudfront_distribution).toBeUndefined();
    expect(only(mixed.resource, 'aws_lambda_function')).not.toHaveProperty('count');
  });

  it('says the same in a stack, where nothing may be null', () => {
    const { output } = synthesize((stack, usEast1) => {
      const inputs = { ...declareVariables(stack), usEast1, handlerFile: HANDLER };
      declareOutputs(stack, new StatsigEdge(stack, 'edge', inputs), '');
    });
    for (const [name, { value }] of Object.entries(output)) {
      if (name === 'lambda_function_association') continue;
      expect([name, value]).toEqual([
        name,
        expect.stringMatching(/^\$\{try\(coalesce\([\s\S]*\), ""\)\}$/),
      ]);
    }
  });

  it('says what was made', () => {
    expect(Object.keys(output).sort()).toEqual([
      'bucket',
      'bucket_arn',
      'bucket_policy_json',
      'distribution_arn',
      'distribution_hosted_zone_id',
      'distribution_id',
      'domain_name',
      'function_arn',
      'function_name',
      'function_qualified_arn',
      'function_version',
      'lambda_function_association',
      'log_group_name',
      'origin_bucket_policy_json',
      'role_arn',
      'role_name',
      'role_policy_json',
      'specs_url',
      'test_command',
    ]);
  });
});
