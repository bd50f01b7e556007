import { describe, expect, it } from '@jest/globals';
import type { StatsigEdgeInputs } from '../../modules/statsig-edge-inputs';
import { plain } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const POLICY = 'aws_cloudfront_continuous_deployment_policy';
const HEADER = { header: 'aws-cf-cd-try', value: 'yes' };
const S3 = { domainName: 'site.s3.eu-west-1.amazonaws.com', s3: true };

function made(inputs: Partial<StatsigEdgeInputs>) {
  const stack = plain({ httpVersion: 'http2', bucketAccess: 'private', ...inputs });
  const distributions = Object.values(stack.resource.aws_cloudfront_distribution ?? {});
  const staging = distributions.find((each) => each.staging === true);
  const live = distributions.find((each) => each.staging === undefined);
  return { ...stack, staging, live };
}

const versionsOf = (distribution: Record<string, unknown> | undefined) => {
  const behavior = distribution?.default_cache_behavior as {
    lambda_function_association: { lambda_arn: string }[];
  };
  return new Set(behavior.lambda_function_association.map(({ lambda_arn }) => lambda_arn));
};

describe('a roll-out', () => {
  it('leaves the site on the version that is live, and gives the newest to the staging distribution', () => {
    const { live, staging, resource } = made({
      rollOut: { liveVersion: '7', singleHeaderConfig: HEADER },
    });
    expect(versionsOf(live)).toEqual(
      new Set([expect.stringMatching(/^\$\{aws_lambda_function\..*\.arn\}:7$/)]),
    );
    expect(versionsOf(staging)).toEqual(
      new Set([expect.stringMatching(/^\$\{aws_lambda_function\..*\.qualified_arn\}$/)]),
    );
    expect(live?.continuous_deployment_policy_id).toMatch(POLICY);
    expect(only(resource, POLICY)).toMatchObject({
      enabled: true,
      staging_distribution_dns_names: [
        { items: [expect.stringContaining('.domain_name}')], quantity: 1 },
      ],
      traffic_config: [{ type: 'SingleHeader', single_header_config: [HEADER] }],
    });
  });

  it('takes a share of the requests instead, and keeps visitors where they are', () => {
    const { resource } = made({
      rollOut: {
        liveVersion: '7',
        singleWeightConfig: {
          weight: 0.1,
          sessionStickinessConfig: { idleTtl: 300, maximumTtl: 600 },
        },
      },
    });
    expect(only(resource, POLICY).traffic_config).toEqual([
      {
        type: 'SingleWeight',
        single_header_config: [],
        single_weight_config: [
          { weight: 0.1, session_stickiness_config: [{ idle_ttl: 300, maximum_ttl: 600 }] },
        ],
      },
    ]);
  });

  it('has the staging distribution be like the other one, but for its names', () => {
    const inputs: Partial<StatsigEdgeInputs> = {
      aliases: ['www.example.com'],
      certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b',
      origin: S3,
      orderedCacheBehaviors: [{ pathPattern: '/api/*' }],
      accessLogs: { bucket: 'logs.s3.amazonaws.com' },
    };
    const { live = {}, staging = {} } = made({
      ...inputs,
      rollOut: { singleHeaderConfig: HEADER },
    });
    // Both have the newest version: nothing is tried.
    const { aliases, continuous_deployment_policy_id, lifecycle, comment, ...others } = live;
    const { staging: isStaging, comment: itsOwn, ...same } = staging;
    expect([aliases, comment]).toEqual([['www.example.com'], 'statsig-edge']);
    expect([isStaging, itsOwn]).toEqual([true, 'statsig-edge: staging']);
    expect(same).toEqual(others);
  });

  it('is over, and ready for the next one, without a live version', () => {
    const { live, resource } = made({ rollOut: { singleHeaderConfig: HEADER } });
    expect(only(resource, POLICY).enabled).toBe(false);
    expect(versionsOf(live)).toEqual(
      new Set([expect.stringMatching(/^\$\{aws_lambda_function\..*\.qualified_arn\}$/)]),
    );
  });

  it('lets both distributions read the buckets of the origins', () => {
    const read = (inputs: Partial<StatsigEdgeInputs>) =>
      String(made({ origin: S3, ...inputs }).output.origin_bucket_policy_json?.value);
    expect(read({})).not.toContain('ReadByStaging');
    expect(read({ rollOut: { singleHeaderConfig: HEADER } })).toContain('ReadByStaging');
  });

  it('is nothing unless it is asked for', () => {
    const { staging, live, resource } = made({});
    expect(staging).toBeUndefined();
    expect(live).not.toHaveProperty('continuous_deployment_policy_id');
    expect(resource).not.toHaveProperty(POLICY);
  });

  it.each<[Partial<StatsigEdgeInputs>, RegExp]>([
    [{ httpVersion: 'http2and3' }, /no continuous deployment for HTTP\/3: set http_version/],
    [{ createDistribution: false }, /about the distribution that is created here/],
  ])('is refused with %j', (inputs, reason) => {
    const rollOut = { singleHeaderConfig: HEADER };
    expect(() => made({ rollOut, ...inputs })).toThrow(reason);
  });
});
