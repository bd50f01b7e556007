import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { distributionIn } from '../../local-edge/terraform/distribution';
import { openGateSpecs } from '../support/open-gate-specs';
import { askDeployed } from '../support/terraform/ask-deployed';
import { type ViewerRequest, viewerRequestOf } from '../support/terraform/cloudfront-function';
import { describeWith } from '../support/terraform/describe-with';
import { type ExampleLife, liveExample } from '../support/terraform/example-life';
import { findOpenTofu } from '../support/terraform/opentofu';
import { differingAttributes } from '../support/terraform/plan';
import { MOST_BYTES } from '../support/terraform/plan-text';
import { findToolchain } from '../support/terraform/toolchain';

const MODULE = resolve(__dirname, '..', '..', 'terraform', 'statsig-edge');
const THIRTY_MINUTES = 1_800_000;

interface Example {
  /** Given to it beside the client key and the specs. */
  inputs: Record<string, string>;
  functionName: string;
  /** What a viewer gets for `/` while the gate is open. */
  answer: Record<string, unknown>;
  /** What a second plan would touch because of what moto forgot. */
  touched: string[];
  /** What a destroy leaves, as the example says. */
  left: string[];
}

const SECRET = 'as-nobody-guesses-1';

const EXAMPLES: Record<string, Example> = {
  minimal: {
    inputs: {},
    functionName: 'statsig-edge',
    answer: { success: true, gateValue: true },
    touched: ['aws_cloudfront_distribution', 'aws_cloudfront_distribution'],
    left: [],
  },
  complete: {
    inputs: {
      aliases: '["www.example.com"]',
      certificate_arn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d',
      web_acl_id: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/0a1b-2c3d',
    },
    functionName: 'statsig-edge-complete',
    answer: { uri: '/new/index.html' },
    touched: [
      'aws_cloudfront_distribution',
      // moto forgets the log group of its own.
      'aws_lambda_function',
    ],
    left: ['function statsig-edge-complete'],
  },
  'existing-distribution': {
    inputs: {},
    functionName: 'statsig-edge-attached',
    answer: { uri: '/', headers: expect.objectContaining({ 'x-test-gate': 'true' }) },
    touched: ['aws_cloudfront_distribution', 'aws_cloudfront_distribution'],
    left: [],
  },
  'specs-through-cloudfront': {
    inputs: { specs_secret: SECRET },
    functionName: 'statsig-edge-near',
    answer: { success: true, gateValue: true },
    touched: ['aws_cloudfront_distribution', 'aws_cloudfront_distribution'],
    left: [],
  },
};

it('every example is deployed here', () => {
  expect(readdirSync(join(MODULE, 'examples')).sort()).toEqual(Object.keys(EXAMPLES).sort());
});

it('every input is in use, in an example or in a test of what is made', () => {
  const variables = readFileSync(join(MODULE, 'variables.tf'), 'utf8');
  const uses = [
    ...Object.keys(EXAMPLES).map((name) => join('examples', name, 'main.tf')),
    join('tests', 'what-is-made.tftest.hcl'),
  ].map((file) => readFileSync(join(MODULE, file), 'utf8'));
  const unused = [...variables.matchAll(/^variable "(\w+)"/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !uses.some((text) => new RegExp(`^ +${name} += `, 'm').test(text)));
  expect(unused).toEqual([]);
});

const clis = { Terraform: findToolchain(), OpenTofu: findOpenTofu() };

for (const [cli, found] of Object.entries(clis)) {
  describeWith(`the examples, by ${cli}`, found, (toolchain) => {
    let lives: Map<string, Promise<ExampleLife>>;

    beforeAll(() => {
      lives = new Map(
        Object.entries(EXAMPLES).map(([name, { inputs }]) => [
          name,
          liveExample(toolchain, name, inputs),
        ]),
      );
      // One that fails is reported by its own tests, which may not have begun to wait for it yet.
      for (const life of lives.values()) life.catch(() => {});
    });

    describe.each(Object.entries(EXAMPLES))('%s', (name, example) => {
      let life: ExampleLife;

      beforeAll(async () => {
        const begun = await lives.get(name);
        if (begun) life = begun;
      }, THIRTY_MINUTES);

      it('is applied and destroyed without a warning', () => {
        expect(life.warnings).toEqual([]);
        expect(life.made).toContain(`function ${example.functionName}`);
        expect(life.left).toEqual(example.left);
      });

      it('has a plan that can be read, and fits a comment beside others', () => {
        expect(Buffer.byteLength(life.planText)).toBeLessThan(MOST_BYTES);
      });

      it('attaches the version that was published to the viewer events', () => {
        const arn = `arn:aws:lambda:us-east-1:123456789012:function:${example.functionName}:1`;
        expect(life.associations).toEqual([
          { eventType: 'viewer-request', arn, includeBody: false },
          { eventType: 'viewer-response', arn, includeBody: false },
        ]);
      });

      it('has a plan of which the local edge makes the same distribution', () => {
        const { behaviors, origins } = distributionIn(life.plan, null);
        expect(behaviors.at(-1)).toMatchObject({
          pathPattern: '*',
          events: ['viewer-request', 'viewer-response'],
        });
        for (const { originId } of behaviors) expect(origins).toHaveProperty([originId]);
      });

      it('answers a viewer from the specs', async () => {
        expect(await askDeployed(life.files, openGateSpecs())).toEqual({
          status: 200,
          body: expect.objectContaining(example.answer),
        });
      });

      it('has nothing more planned right after, but what moto forgets', () => {
        expect(life.changes.map(({ type }) => type).sort()).toEqual(example.touched);
        for (const change of life.changes) {
          expect(change.change.actions).toEqual(['update']);
          expect([change.address, differingAttributes(change)]).toEqual([change.address, []]);
        }
      });

      if (name === 'specs-through-cloudfront') specsAreReadByTheirDistribution(() => life);
    });
  });
}

function specsAreReadByTheirDistribution(life: () => ExampleLife): void {
  const BUCKET = 'statsig-edge-near-123456789012';
  const settings = () => JSON.parse(life().files['settings.json'] ?? '').specs;

  it('lets nobody read the bucket but the one distribution that the function asks', () => {
    const { distributions, bucketPolicies } = life();
    expect(distributions).toHaveLength(2);
    const asked = distributions.find(({ domainName }) => settings().url.includes(domainName));
    expect(settings()).toMatchObject({
      url: `https://${asked?.domainName}/statsig-config.json`,
      access: 'cloudfront',
      secret: SECRET,
    });
    expect(bucketPolicies).toEqual({
      [BUCKET]: [
        expect.objectContaining({ Sid: 'DenyInsecureTransport', Effect: 'Deny' }),
        {
          Sid: 'ReadByDistribution',
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${BUCKET}/statsig-config.json`,
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceArn': asked?.arn } },
        },
      ],
    });
  });

  it('has the distribution refuse whoever has not the secret', () => {
    const onViewerRequest = viewerRequestOf(life().cloudFrontFunction ?? '');
    const request = (headers: ViewerRequest['headers']): ViewerRequest => ({
      method: 'GET',
      uri: '/statsig-config.json',
      headers,
    });
    const known = request({ 'x-statsig-edge-secret': { value: settings().secret } });
    expect(onViewerRequest(known)).toBe(known);
    expect(onViewerRequest(request({}))).toMatchObject({ statusCode: 403 });
  });

  it('takes down what stands around the distribution', () => {
    const around = ['origin access control', 'cache policy', 'CloudFront function'];
    expect(life().made).toEqual(
      expect.arrayContaining(around.map((kind) => `${kind} statsig-edge-near-specs`)),
    );
    expect(life().left).toEqual([]);
  });
}
