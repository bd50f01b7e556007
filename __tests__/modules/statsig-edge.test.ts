import { describe, expect, it } from '@jest/globals';
import { TerraformVariable } from 'cdktf';
import { StatsigEdge } from '../../modules/statsig-edge';
import {
  distributionOf,
  HANDLER,
  plain,
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
    const { resource, output } = plain({ bucketAccess: 'private', createDistribution: false });
    expect(resource.aws_cloudfront_distribution).toBeUndefined();
    expect(String(output.lambda_function_association?.value)).toContain('.qualified_arn');
  });

  it('makes nothing with create = false', () => {
    const { resource, data } = plain({ create: false });
    expect({ resource, data }).toEqual({ resource: {}, data: {} });
  });

  it('refuses a route that the handler would refuse', () => {
    expect(() => plain({ routes: [{ action: 'respond' }] })).toThrow('routes[0].action');
  });

  it('refuses settings that the handler would refuse', () => {
    expect(() => plain({ specsRefresh: { maxWaitMs: 9_000 } })).toThrow('specs.maxWaitMs');
    expect(() => plain({ identity: { countryHeader: 'cloudfront-viewer-country' } })).toThrow(
      'countryHeader',
    );
  });

  it('takes a part that only Terraform knows', () => {
    const build = () =>
      synthesize((stack, usEast1) => {
        const cookie = new TerraformVariable(stack, 'cookie', {}).stringValue;
        new StatsigEdge(stack, 'edge', {
          statsigClientKey: 'client-abc',
          usEast1,
          handlerFile: HANDLER,
          lazyFiles: {},
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
          lazyFiles: {},
        });
      }
    });
    expect(
      Object.values(resource.aws_lambda_function ?? {}).map((lambda) => lambda.function_name),
    ).toEqual(['first', 'second']);
  });
});

describe('with variables', () => {
  const { resource, data, locals } = withVariables();

  it('has Terraform decide on each resource', () => {
    const counts = [...Object.values(resource), ...Object.values(data)]
      .flatMap(Object.values)
      .map(({ count }) => String(count).replace(/local\.\w+origin\w+/, 'local.origin'));
    expect(new Set(counts)).toEqual(
      new Set([
        '${var.create ? 1 : 0}',
        '${var.create && var.existing_bucket == null ? 1 : 0}',
        '${var.create && var.existing_log_group == null ? 1 : 0}',
        '${var.create && var.existing_bucket == null && var.kms_key != null ? 1 : 0}',
        '${var.create && var.existing_bucket == null && var.noncurrent_version_expiration_days != null ? 1 : 0}',
        '${var.create && var.existing_role == null ? 1 : 0}',
        '${var.create && var.existing_bucket != null ? 1 : 0}',
        '${var.create && var.specs_file != null ? 1 : 0}',
        '${var.create && var.bucket_access == "cloudfront" ? 1 : 0}',
        '${var.create && var.bucket_access == "cloudfront" && var.specs_secret != null ? 1 : 0}',
        '${var.create && var.create_distribution ? 1 : 0}',
        '${var.create && var.create_policies ? 1 : 0}',
        '${var.create && var.roll_out != null ? 1 : 0}',
        '${var.create && try(var.alarms.specs_unconfirmed_minutes, 0) > 0 ? 1 : 0}',
        '${var.create && var.additional_metrics ? 1 : 0}',
        '${var.create && var.dashboard != null ? 1 : 0}',
        // It has a for_each.
        'undefined',
        '${var.create && var.create_distribution && var.access_log_delivery != null ? 1 : 0}',
        '${var.create && var.create_distribution && anytrue(values(local.origin)[*].s3) ? 1 : 0}',
      ]),
    );
  });

  it('has Terraform decide on blocks, where they stand', () => {
    const [name, events] =
      Object.entries(locals).find(([, value]) => String(value).includes('viewer-request')) ?? [];
    expect(events).toBe(
      '${var.identity.stable_id_cookie || var.preview_keys != null || var.sticky_experiments != null ? ["viewer-request", "viewer-response"] : ["viewer-request"]}',
    );
    expect(distributionOf({ resource }).default_cache_behavior).toMatchObject({
      dynamic: {
        lambda_function_association: [
          {
            for_each: `\${local.${name}}`,
            content: { event_type: '${lambda_function_association.value}' },
          },
          { for_each: '${var.lambda_function_association}' },
        ],
      },
    });
  });

  it('bakes every setting of the handler', () => {
    const settings = settingsIn({ locals });
    for (const name of [
      'clientKey',
      'environment',
      'url',
      'access',
      'secret',
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
    expect(() => distributionOf(mixed)).toThrow('no such distribution');
    expect(only(mixed.resource, 'aws_lambda_function')).not.toHaveProperty('count');
  });
});
