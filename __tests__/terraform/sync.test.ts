/** Sync, deployed to a simulated account, run from the zip that was deployed, against a stand-in of Statsig's CDN. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { signatureOf } from '../../sync/webhook/signature';
import { openGateSpecs } from '../support/open-gate-specs';
import { type DeployedFunction, startDeployed } from '../support/sync/deployed-function';
import { type StandIn, startStandIn } from '../support/sync/statsig';
import { ask, asked } from '../support/terraform/ask';
import { describeWith } from '../support/terraform/describe-with';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { checkOutModule, type TerraformModule } from '../support/terraform/module';
import { findOpenTofu } from '../support/terraform/opentofu';
import { type Plan, proposedChanges } from '../support/terraform/plan';
import { findToolchain } from '../support/terraform/toolchain';

const NAME = 'gates';
const BUCKET = `${NAME}-123456789012`;
const OBJECT = `/${BUCKET}/statsig-config.json`;
const LOG_GROUP = `/aws/lambda/us-east-1.${NAME}`;
const KEY = 'client-synced';
const SECRET = 'webhook-secret-of-a-test';
const CHANGE = JSON.stringify({ data: [{ eventName: 'statsig::config_change' }] });
const FIFTEEN_MINUTES = 900_000;

const specsOf = (time: number) => JSON.stringify({ ...JSON.parse(openGateSpecs()), time });
const BEGUN = Date.UTC(2026, 0, 1);

const clis = { Terraform: findToolchain(), OpenTofu: findOpenTofu() };

for (const [cli, found] of Object.entries(clis)) {
  // One deployment and its life: each test finds what the one before it left.
  describeWith(`sync, deployed by ${cli}`, found, (toolchain) => {
    let aws: FakeAws;
    let module: TerraformModule;
    let statsig: StandIn;
    let sync: DeployedFunction;

    beforeAll(async () => {
      aws = await startFakeAws(toolchain.motoServer);
      statsig = await startStandIn(KEY);
      const secret = JSON.parse(
        await ask(aws.endpoint, 'secretsmanager', '/', {
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': 'secretsmanager.CreateSecret',
          },
          body: JSON.stringify({ Name: 'statsig-webhook', SecretString: SECRET }),
        }),
      );
      module = checkOutModule(toolchain, aws.endpoint);
      module.provide();
      // OpenTofu reads them with every init, and not all of what stands in them.
      rmSync(join(module.folder, 'tests'), { recursive: true });
      writeFileSync(join(module.folder, 'seed.json'), specsOf(BEGUN));
      const inputs = {
        name: NAME,
        statsig_client_key: KEY,
        specs_file: 'seed.json',
        specs_compression: 'gzip',
        bucket_access: 'private',
        create_distribution: 'false',
        force_destroy: 'true',
        tags: '{ team = "web" }',
        sync: JSON.stringify({ webhook: { secret_arn: secret.ARN } }),
      };
      for (const [input, value] of Object.entries(inputs)) module.set(input, value);
      await module.terraform('.', 'init', '-no-color');
      await module.terraform('.', 'apply', '-auto-approve', '-no-color');
      sync = await startDeployed(aws.requests, `${NAME}-sync`, {
        STATSIG_URL: statsig.url,
        AWS_ENDPOINT_URL: aws.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
      });
    }, FIFTEEN_MINUTES);

    afterAll(async () => {
      await sync?.stop();
      await statsig?.close();
      module?.remove();
      await aws?.stop();
    });

    const stored = async () => {
      const answer = await asked(aws.endpoint, 's3', OBJECT);
      return { text: await answer.text(), headers: answer.headers };
    };
    /** How often the object was written since this was last asked. */
    let counted = 0;
    const writes = () => {
      const all = aws.requests.filter(
        ({ method, url }) => method === 'PUT' && url.startsWith(OBJECT),
      ).length;
      const more = all - counted;
      counted = all;
      return more;
    };
    const everyMinute = () => sync.invoke({ task: 'specs' });
    const call = (body: string, { at = Date.now(), secret = SECRET } = {}) =>
      httpEvent(body, String(at), signatureOf(String(at), Buffer.from(body), secret));
    const plannedFor = async (type: string) => {
      await module.terraform('.', 'plan', '-no-color', '-out=next.tfplan');
      const plan = JSON.parse(await module.terraform('.', 'show', '-json', 'next.tfplan')) as Plan;
      return proposedChanges(plan).filter((change) => change.type === type);
    };

    it('begins with the file that Terraform was given', async () => {
      expect((await stored()).text).toBe(specsOf(BEGUN));
      expect(writes()).toBe(1);
    });

    it('leaves the object alone where it is what Statsig has', async () => {
      statsig.put(specsOf(BEGUN));
      expect(await everyMinute()).toBe('unchanged');
      expect(await everyMinute()).toBe('unchanged');
      expect(statsig.statuses).toEqual([200, 304]);
      expect(writes()).toBe(0);
    });

    it('moves a change, compressed as the bucket is told to keep it, with its time', async () => {
      statsig.put(specsOf(BEGUN + 1_000));
      expect(await everyMinute()).toBe('written');
      const { text, headers } = await stored();
      expect(text).toBe(specsOf(BEGUN + 1_000));
      expect(headers.get('content-type')).toBe('application/json');
      expect(headers.get('content-encoding')).toBe('gzip');
      expect(headers.get('x-amz-meta-time')).toBe(String(BEGUN + 1_000));
      expect(headers.get('cache-control')).toBeNull();
      expect(writes()).toBe(1);
    });

    it('says so in its log, and in metrics', async () => {
      expect(await sync.logged(({ message }) => message === 'Specs written')).toEqual({
        level: 'info',
        message: 'Specs written',
        cause: 'schedule',
        time: new Date(BEGUN + 1_000).toISOString(),
        bytes: Buffer.byteLength(specsOf(BEGUN)),
      });
      expect(await sync.logged(({ SpecsWritten }) => SpecsWritten === 1)).toMatchObject({
        Function: `${NAME}-sync`,
        SpecsConfirmed: 1,
        SyncFailures: 0,
      });
    });

    it('refuses what is cut off, and what is older', async () => {
      statsig.put(specsOf(BEGUN + 2_000).slice(0, -20));
      await expect(everyMinute()).rejects.toThrow('not JSON');
      statsig.put(specsOf(BEGUN));
      await expect(everyMinute()).rejects.toThrow('allow_older');
      expect((await stored()).text).toBe(specsOf(BEGUN + 1_000));
      expect(writes()).toBe(0);
    });

    it('does nothing for a webhook with a wrong signature, an old one or one that came before', async () => {
      statsig.put(specsOf(BEGUN + 3_000));
      const before = statsig.statuses.length;
      for (const [event, reason] of [
        [call(CHANGE, { secret: 'another' }), 'wrong'],
        [call(CHANGE, { at: Date.now() - 600_000 }), 'not of now'],
        [{ ...call(CHANGE), headers: {} }, 'not signed'],
      ] as const) {
        expect(await sync.invoke(event)).toMatchObject({
          statusCode: 401,
          body: expect.stringContaining(reason),
        });
      }
      expect(statsig.statuses).toHaveLength(before);
      expect(writes()).toBe(0);
    });

    it('brings a change at once by the webhook, and only the first time that it comes', async () => {
      const event = call(CHANGE);
      expect(await sync.invoke(event)).toMatchObject({ statusCode: 200 });
      expect((await stored()).text).toBe(specsOf(BEGUN + 3_000));
      expect(writes()).toBe(1);
      statsig.put(specsOf(BEGUN + 4_000));
      expect(await sync.invoke(event)).toMatchObject({ statusCode: 409 });
      expect(writes()).toBe(0);
    });

    it(
      'has no other part in the object by Terraform, whatever becomes of the file',
      async () => {
        writeFileSync(join(module.folder, 'seed.json'), specsOf(BEGUN + 9_000));
        expect(await plannedFor('aws_s3_object')).toEqual([]);
        expect(await plannedFor('terraform_data')).toEqual([]);
      },
      FIFTEEN_MINUTES,
    );

    it('gives the log groups of other Regions the retention and the tags of the one in us-east-1', async () => {
      const logs = new CloudWatchLogsClient({
        region: 'eu-west-1',
        endpoint: aws.endpoint,
        credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
      });
      for (const logGroupName of [LOG_GROUP, `${LOG_GROUP}-of-others`]) {
        await logs.send(new CreateLogGroupCommand({ logGroupName }));
      }
      const event = targetInput(aws, 'log groups');
      expect(await sync.invoke(event)).toEqual({ failures: 0 });
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
      expect(logGroups.map((group) => [group.logGroupName, group.retentionInDays])).toEqual([
        [LOG_GROUP, 30],
        [`${LOG_GROUP}-of-others`, undefined],
      ]);
      const resourceArn = logGroups[0]?.arn?.replace(/:\*$/, '');
      const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
      expect(tags).toEqual({ team: 'web' });
      expect(await sync.logged(({ message }) => message === 'Log groups set up')).toMatchObject({
        found: ['eu-west-1'],
        changed: { 'eu-west-1': ['PutRetentionPolicy', 'TagResource'] },
        failed: [],
      });
      logs.destroy();
    });

    it(
      'leaves nothing behind when destroyed',
      async () => {
        await module.terraform('.', 'destroy', '-auto-approve', '-no-color');
        expect(await aws.inventory()).toEqual([]);
      },
      FIFTEEN_MINUTES,
    );
  });
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function httpEvent(body: string, timestamp: string, signature: string) {
  return {
    version: '2.0',
    routeKey: 'POST /',
    rawPath: '/',
    requestContext: { http: { method: 'POST', path: '/' } },
    headers: {
      'content-type': 'application/json',
      'x-statsig-request-timestamp': timestamp,
      'x-statsig-signature': signature,
    },
    body,
    isBase64Encoded: false,
  };
}

/** What EventBridge was told to send. */
function targetInput({ requests }: FakeAws, task: string): object {
  for (const { body } of requests) {
    if (!body.includes('"Targets"')) continue;
    const { Targets = [] } = JSON.parse(body) as { Targets?: { Input: string }[] };
    const inputs = Targets.map(({ Input }) => JSON.parse(Input));
    const input = inputs.find((each) => each.task === task);
    if (input !== undefined) return input;
  }
  throw new Error(`EventBridge was never told the task ${task}.`);
}
