/** `statsig-edge doctor` against a simulated account: sound, and broken in one way after the other. */
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { type Clients, clientsOfAccount } from '../../command/aws/clients';
import { examine } from '../../command/doctor/examine';
import { CommandError } from '../../command/errors';
import type { Finding } from '../../command/findings';
import { type ADistribution, answerForCloudFront } from '../support/command/cloudfront-answers';
import { specs } from '../support/specs';
import { keepBucketPolicies } from '../support/terraform/bucket-policies';
import { describeWith } from '../support/terraform/describe-with';
import { findProgram } from '../support/terraform/find-program';
import { type Moto, startMoto } from '../support/terraform/moto';
import {
  type Answer,
  type RecordedRequest,
  type RecordingProxy,
  startRecordingProxy,
} from '../support/terraform/recording-proxy';

const ACCOUNT = '123456789012';
const NAME = 'gate-at-edge';
const BUCKET = `${NAME}-${ACCOUNT}`;
const KEY = 'statsig-config.json';
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${NAME}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/${NAME}`;
const KMS_KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const LOG_GROUP = `/aws/lambda/us-east-1.${NAME}`;
const DISTRIBUTION = 'E2EXAMPLE';
const SPECS_DOMAIN = 'd222222abcdef8.cloudfront.net';
const SPECS_TIME = Date.UTC(2026, 0, 1);

const motoServer = findProgram('moto_server');

describeWith(
  'statsig-edge doctor',
  motoServer ? { motoServer } : ["moto_server on the PATH: pip install 'moto[server]'"],
  (found) => {
    let moto: Moto;
    let proxy: RecordingProxy;
    let aws: Clients;
    let distributions: ADistribution[];
    let settings: object;
    /** What the credentials may not ask. */
    let forbidden: ((request: RecordedRequest) => Answer | undefined) | null = null;
    let statsigTime: () => number;
    /** Mends what a test broke. */
    const mending: (() => Promise<unknown>)[] = [];

    beforeAll(async () => {
      moto = await startMoto(found.motoServer);
      const policies = keepBucketPolicies();
      proxy = await startRecordingProxy(
        moto.port,
        (request) =>
          forbidden?.(request) ?? answerForCloudFront(request, distributions) ?? policies(request),
      );
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: proxy.endpoint,
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
      });
      aws = clientsOfAccount();
      distributions = [];
      await setUp(aws);
    });
    afterAll(async () => {
      await proxy?.stop();
      await moto?.stop();
    });

    beforeEach(() => {
      distributions = [viewersDistribution()];
      settings = settingsWith({ access: 'private' });
      statsigTime = () => SPECS_TIME;
      forbidden = null;
    });
    afterEach(async () => {
      for (const mend of mending.splice(0)) await mend();
    });

    const doctor = () =>
      examine(
        DISTRIBUTION,
        {
          clients: aws,
          zip: async () => zipSync({ 'settings.json': strToU8(JSON.stringify(settings)) }),
          statsigTime: async () => statsigTime(),
          now: Date.now,
        },
        () => {},
      );

    /** What is not as it should be. */
    const trouble = async (): Promise<Finding[]> =>
      (await doctor()).filter(({ verdict }) => verdict !== 'ok');

    const only = (check: string, verdict: string, what: string, advice: string) => [
      {
        check,
        verdict,
        what: expect.stringContaining(what),
        advice: expect.stringContaining(advice),
      },
    ];

    it('finds nothing in a sound account', async () => {
      const findings = await doctor();
      expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
      expect(findings.map(({ check }) => check)).toEqual([
        'distribution',
        'attached',
        'function',
        'settings',
        'trust',
        'permissions',
        'bucket',
        'specs',
        'fresh',
        'log groups',
        'errors',
        'versions',
      ]);
      expect(findings[1]?.what).toBe(`${NAME}:1: * on viewer-request, * on viewer-response`);
    });

    it('says that there is no such distribution', async () => {
      distributions = [];
      await expect(doctor()).rejects.toThrow(CommandError);
      await expect(doctor()).rejects.toThrow(/E2EXAMPLE cannot be read: .*does not exist/);
    });

    describe('the distribution', () => {
      it('is disabled', async () => {
        distributions = [viewersDistribution({ enabled: false })];
        const [first] = await trouble();
        expect([first]).toEqual(only('distribution', 'fail', 'is disabled', 'Nobody is answered'));
      });

      it('is being deployed', async () => {
        distributions = [viewersDistribution({ status: 'InProgress' })];
        expect(await trouble()).toEqual(
          only('distribution', 'warn', 'is being deployed', 'some minutes'),
        );
      });

      it('has no function', async () => {
        distributions = [viewersDistribution({ functions: {} })];
        expect(await trouble()).toEqual(
          only('attached', 'fail', 'no function is attached', 'lambda_function_association'),
        );
      });
    });

    describe('the function', () => {
      it('was deleted', async () => {
        const gone = `${FUNCTION}:99`;
        distributions = [viewersDistribution({ functions: { 'viewer-request': gone } })];
        expect(await trouble()).toEqual(only('function', 'fail', gone, 'deploy again'));
      });

      it('has a newer version, which nobody is given', async () => {
        const zip = zipSync({ 'index.mjs': strToU8('// newer') });
        await aws.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: NAME, ZipFile: zip }));
        await aws.lambda.send(new PublishVersionCommand({ FunctionName: NAME }));
        mending.push(() =>
          aws.lambda.send(new DeleteFunctionCommand({ FunctionName: NAME, Qualifier: '2' })),
        );
        expect(await trouble()).toEqual([
          ...only('function', 'warn', 'there is a newer version 2', 'Apply again'),
          ...only('versions', 'warn', '1 that no distribution asks: 2', '--qualifier 2'),
        ]);
        distributions = [
          viewersDistribution({
            functions: { 'viewer-request': `${FUNCTION}:2`, 'viewer-response': `${FUNCTION}:1` },
          }),
        ];
        expect(await trouble()).toEqual(
          only('attached', 'warn', `${NAME}:2, ${NAME}:1`, 'the same version'),
        );
      });

      it('has its specs somewhere else', async () => {
        settings = settingsWith({ access: 'public', url: 'https://example.com/specs.json' });
        expect(await trouble()).toEqual(
          only('bucket', 'warn', 'is not the address of a bucket', 'not looked at'),
        );
      });

      it('has settings that nobody can read', async () => {
        settings = { clientKey: 'secret-abc' };
        expect(await trouble()).toEqual(
          only('settings', 'warn', 'server secret key', 'not looked at'),
        );
      });
    });

    describe('the role', () => {
      it('cannot be assumed by Lambda@Edge', async () => {
        await setTrust(aws, ['lambda.amazonaws.com']);
        mending.push(() => setTrust(aws));
        expect(await trouble()).toEqual(
          only('trust', 'fail', 'edgelambda.amazonaws.com may not', 'trust policy'),
        );
      });

      it('may not read the specs', async () => {
        await aws.iam.send(new DeleteRolePolicyCommand({ RoleName: NAME, PolicyName: 'specs' }));
        mending.push(() => allowSpecs(aws));
        expect(await trouble()).toEqual(
          only('permissions', 'fail', `may not read arn:aws:s3:::${BUCKET}/${KEY}`, 's3:GetObject'),
        );
      });

      it('may not decrypt them', async () => {
        await putSpecs(aws, JSON.stringify(specs({ time: SPECS_TIME })), {
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: KMS_KEY,
        });
        mending.push(() => putSpecs(aws));
        expect(await trouble()).toEqual(
          only(
            'permissions',
            'fail',
            `may not decrypt the specs, which the key ${KMS_KEY}`,
            'kms_key',
          ),
        );
      });

      it('may not write its logs', async () => {
        await aws.iam.send(new DeleteRolePolicyCommand({ RoleName: NAME, PolicyName: 'logs' }));
        mending.push(() => allowLogs(aws));
        expect(await trouble()).toEqual(
          only('permissions', 'warn', `log-group:${LOG_GROUP}`, 'logs:PutLogEvents'),
        );
      });
    });

    describe('the bucket', () => {
      const policy = (Principal: unknown) =>
        aws.s3.send(
          new PutBucketPolicyCommand({
            Bucket: BUCKET,
            Policy: JSON.stringify({
              Statement: [
                {
                  Effect: 'Allow',
                  Principal,
                  Action: 's3:GetObject',
                  Resource: `arn:aws:s3:::${BUCKET}/*`,
                },
              ],
            }),
          }),
        );

      it('is open to everybody', async () => {
        await policy('*');
        mending.push(() => denyPlainHttp(aws));
        expect(await trouble()).toEqual(
          only('bucket', 'fail', 'everybody may read', 'Take the statement out'),
        );
      });

      it('could be opened by mistake', async () => {
        await aws.s3.send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET }));
        mending.push(() => blockPublicAccess(aws));
        expect(await trouble()).toEqual(only('bucket', 'warn', 'not all four', 'turn them on'));
      });

      it('is not public where the function takes it for that', async () => {
        settings = settingsWith({ access: 'public' });
        mending.push(() => denyPlainHttp(aws));
        const [closed] = await trouble();
        expect([closed]).toEqual(
          only('bucket', 'fail', 'does not let everybody', 'S3 answers 403'),
        );
        await policy('*');
        const [blocked] = await trouble();
        expect([blocked]).toEqual(
          only('bucket', 'fail', 'blocks of public access', 'S3 answers 403'),
        );
      });

      it('is not open to the distribution in front of it, or that is not there', async () => {
        settings = settingsWith({ access: 'cloudfront', url: `https://${SPECS_DOMAIN}/${KEY}` });
        distributions = [viewersDistribution(), specsDistribution()];
        expect(await trouble()).toEqual(
          only('bucket', 'fail', 'does not let CloudFront read', 'bucket_policy_json'),
        );
        mending.push(() => denyPlainHttp(aws));
        await policy({ Service: 'cloudfront.amazonaws.com' });
        expect(await trouble()).toEqual([]);

        const check = 'specs distribution';
        distributions = [viewersDistribution(), specsDistribution({ status: 'InProgress' })];
        expect(await trouble()).toEqual(only(check, 'warn', 'being deployed', 'some minutes'));
        distributions = [viewersDistribution(), specsDistribution({ enabled: false })];
        expect(await trouble()).toEqual(only(check, 'fail', 'is disabled', 'in vain'));
        distributions = [viewersDistribution()];
        expect(await trouble()).toEqual(
          only(check, 'fail', 'not a distribution of this account', 'Apply again'),
        );
      });
    });

    describe('the specs', () => {
      it('are missing', async () => {
        await aws.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY }));
        mending.push(() => putSpecs(aws));
        expect(await trouble()).toEqual(
          only('specs', 'fail', 'NoSuchKey', `aws s3 cp statsig-config.json s3://${BUCKET}/${KEY}`),
        );
      });

      it('cannot be used', async () => {
        await putSpecs(aws, '<html>');
        mending.push(() => putSpecs(aws));
        expect(await trouble()).toEqual(
          only('specs', 'fail', 'a page of HTML', 'statsig-edge fetch'),
        );
      });

      it('are older than those at Statsig', async () => {
        statsigTime = () => SPECS_TIME + 1;
        expect(await trouble()).toEqual(
          only('fresh', 'warn', 'newer specs, of 2026-01-01T00:00:00.001Z', 'statsig-edge fetch'),
        );
      });

      it('cannot be compared where Statsig does not answer', async () => {
        statsigTime = () => {
          throw new Error('no network');
        };
        expect(await trouble()).toEqual(only('fresh', 'warn', 'no network', 'not known'));
      });
    });

    describe('credentials that may not ask', () => {
      const XML = '<Error><Code>AccessDenied</Code><Message>Not you</Message></Error>';
      const JSON_BODY = '{"__type": "AccessDeniedException", "message": "Not you"}';

      it.each([
        [
          'for the function',
          /\/functions\/[^?]*(%3A|:)1(\?|$)/,
          JSON_BODY,
          'function',
          'lambda:GetFunction',
        ],
        ['for its versions', /\/versions/, JSON_BODY, 'versions', 'not known which can be deleted'],
        [
          'for the role',
          /Action=GetRole&/,
          `<ErrorResponse>${XML}</ErrorResponse>`,
          'role',
          'iam:GetRole',
        ],
        ['for the specs', /x-id=GetObject/, XML, 'specs', 's3:GetObject'],
        ['for the policy of the bucket', /publicAccessBlock/, XML, 'bucket', 's3:GetBucketPolicy'],
        ['for the logs', /filterPattern/, JSON_BODY, 'log groups', 'logs:FilterLogEvents'],
      ])('%s find nothing broken', async (_, asked, body, check, advice) => {
        forbidden = (request) =>
          asked.test(request.url + request.body) ? { status: 403, body } : undefined;
        expect(await trouble()).toEqual(only(check, 'warn', 'Not you', advice));
      });

      it('for other distributions do not know what is in front of the bucket', async () => {
        settings = settingsWith({ access: 'cloudfront', url: `https://${SPECS_DOMAIN}/${KEY}` });
        forbidden = ({ url }) =>
          /\/distribution\/?(\?|$)/.test(url)
            ? { status: 403, body: `<ErrorResponse>${XML}</ErrorResponse>` }
            : undefined;
        expect(await trouble()).toEqual([
          ...only('specs distribution', 'warn', 'Not you', 'cloudfront:ListDistributions'),
          ...only('versions', 'warn', 'Not you', 'not known'),
        ]);
      });
    });

    describe('the logs', () => {
      it('are kept forever in a Region', async () => {
        const logs = aws.logs('eu-west-1');
        await logs.send(new DeleteRetentionPolicyCommand({ logGroupName: LOG_GROUP }));
        mending.push(() => keepForAMonth(aws, 'eu-west-1'));
        expect(await trouble()).toEqual(
          only(
            'log groups',
            'warn',
            'no retention in eu-west-1',
            `put-retention-policy --region eu-west-1 --log-group-name ${LOG_GROUP}`,
          ),
        );
      });

      it('have errors in a Region', async () => {
        const logs = aws.logs('eu-west-1');
        const stream = { logGroupName: LOG_GROUP, logStreamName: 'one' };
        await logs.send(new CreateLogStreamCommand(stream));
        mending.push(() => logs.send(new DeleteLogStreamCommand(stream)));
        const line = {
          level: 'error',
          message: 'Specs were not loaded',
          reason: 'S3 answered 403',
        };
        // As console.error writes in Lambda.
        const message = `2026-01-01T00:00:00.000Z\tsome-request\tERROR\t${JSON.stringify(line)}`;
        await logs.send(
          new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: Date.now(), message }] }),
        );
        expect(await trouble()).toEqual(
          only(
            'errors',
            'warn',
            'eu-west-1: Specs were not loaded: S3 answered 403',
            `statsig-edge logs ${NAME}`,
          ),
        );
      });
    });
  },
);

function viewersDistribution(changes: Partial<ADistribution> = {}): ADistribution {
  return {
    id: DISTRIBUTION,
    domain: 'd111111abcdef8.cloudfront.net',
    enabled: true,
    status: 'Deployed',
    origin: 'example.com',
    functions: { 'viewer-request': `${FUNCTION}:1`, 'viewer-response': `${FUNCTION}:1` },
    ...changes,
  };
}

function specsDistribution(changes: Partial<ADistribution> = {}): ADistribution {
  return {
    ...viewersDistribution(),
    id: 'E2SPECS',
    domain: SPECS_DOMAIN,
    origin: `${BUCKET}.s3.us-east-1.amazonaws.com`,
    functions: {},
    ...changes,
  };
}

function settingsWith(changes: object): object {
  const url = `https://${BUCKET}.s3.us-east-1.amazonaws.com/${KEY}`;
  return { clientKey: 'client-deployed', specs: { url, region: 'us-east-1', ...changes } };
}

async function setUp(aws: Clients): Promise<void> {
  await aws.iam.send(new CreateRoleCommand({ RoleName: NAME, AssumeRolePolicyDocument: trust() }));
  await allowSpecs(aws);
  await allowLogs(aws);
  await aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName: NAME,
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8('// a handler') }) },
      Publish: true,
    }),
  );
  await aws.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await blockPublicAccess(aws);
  await denyPlainHttp(aws);
  await putSpecs(aws);
  for (const region of ['us-east-1', 'eu-west-1']) {
    await aws.logs(region).send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
    await keepForAMonth(aws, region);
  }
}

function trust(services = ['lambda.amazonaws.com', 'edgelambda.amazonaws.com']): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: services } }],
  });
}

const setTrust = (aws: Clients, services?: string[]) =>
  aws.iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName: NAME, PolicyDocument: trust(services) }),
  );

function allow(aws: Clients, PolicyName: string, Action: string[], Resource: string) {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource }],
  });
  return aws.iam.send(new PutRolePolicyCommand({ RoleName: NAME, PolicyName, PolicyDocument }));
}

const allowSpecs = (aws: Clients) =>
  allow(aws, 'specs', ['s3:GetObject'], `arn:aws:s3:::${BUCKET}/${KEY}`);

const allowLogs = (aws: Clients) =>
  allow(
    aws,
    'logs',
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    `arn:aws:logs:*:${ACCOUNT}:log-group:${LOG_GROUP}:*`,
  );

const putSpecs = (
  aws: Clients,
  Body = JSON.stringify(specs({ time: SPECS_TIME })),
  encryption: { ServerSideEncryption?: 'aws:kms'; SSEKMSKeyId?: string } = {},
) => aws.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body, ...encryption }));

const blockPublicAccess = (aws: Clients) =>
  aws.s3.send(
    new PutPublicAccessBlockCommand({
      Bucket: BUCKET,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );

const denyPlainHttp = (aws: Clients) =>
  aws.s3.send(
    new PutBucketPolicyCommand({
      Bucket: BUCKET,
      Policy: JSON.stringify({
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      }),
    }),
  );

const keepForAMonth = (aws: Clients, region: string) =>
  aws
    .logs(region)
    .send(new PutRetentionPolicyCommand({ logGroupName: LOG_GROUP, retentionInDays: 30 }));
