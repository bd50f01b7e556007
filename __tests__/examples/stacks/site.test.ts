import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { App, Testing } from 'cdktf';
import { Site } from '../../../examples/stacks/site';
import { HANDLER } from '../../support/modules/edge';

const outdir = mkdtempSync(join(tmpdir(), 'statsig-edge-site-'));
afterAll(() => rmSync(outdir, { recursive: true }));

describe('the stack with a distribution of its own', () => {
  const { resource } = JSON.parse(
    Testing.synth(
      new Site(new App({ outdir, stackTraces: false }), 'site', {
        statsigClientKey: 'client-abc',
        originDomainName: 'app.example',
        handler: { file: HANDLER, lazyFiles: {} },
      }),
    ),
  );
  const [distribution] = Object.values<Record<string, unknown>>(
    resource.aws_cloudfront_distribution,
  ).filter(({ origin }) => (origin as { origin_id: string }[])[0]?.origin_id === 'site');
  const madeForRoutes = (type: string) =>
    Object.keys(resource[type]).filter((name) => !name.includes('specs'));

  it('has it ask the published version, on the events that it handles', () => {
    const lambdaArn = `\${aws_lambda_function.${Object.keys(resource.aws_lambda_function)[0]}.qualified_arn}`;
    expect(distribution).toMatchObject({
      default_cache_behavior: {
        lambda_function_association: ['viewer-request', 'viewer-response'].map((event) => ({
          event_type: event,
          lambda_arn: lambdaArn,
          include_body: false,
        })),
      },
    });
    // And none beside it but that of the specs.
    expect(Object.keys(resource.aws_cloudfront_distribution)).toHaveLength(2);
  });

  it('has the header of its route in the cache key, by the policies that are created', () => {
    const idOf = (type: string) => `\${${type}.${madeForRoutes(type)[0]}.id}`;
    expect(distribution).toMatchObject({
      default_cache_behavior: {
        cache_policy_id: idOf('aws_cloudfront_cache_policy'),
        origin_request_policy_id: idOf('aws_cloudfront_origin_request_policy'),
        response_headers_policy_id: idOf('aws_cloudfront_response_headers_policy'),
      },
    });
    expect(JSON.stringify(resource.aws_cloudfront_cache_policy)).toContain('"x-new-shop"');
  });
});
