import { ask, type Question } from './ask';

/** One question to AWS that lists all things of a kind, and how a thing is named in the answer. */
interface Listing {
  kind: string;
  ask: [service: string, path: string, request?: Question];
  name: RegExp;
}

const query = (service: string, body: string): Listing['ask'] => [
  service,
  '/',
  {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  },
];

const json = (service: string, target: string): Listing['ask'] => [
  service,
  '/',
  {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: '{}',
  },
];

const iam = (action: string) => query('iam', `Action=${action}&Version=2010-05-08`);
const cloudWatch = (action: string) => query('monitoring', `Action=${action}&Version=2010-08-01`);

/** Everything that the stack can create. */
const LISTINGS: readonly Listing[] = [
  { kind: 'bucket', ask: ['s3', '/'], name: /<Name>([^<]+)/g },
  {
    kind: 'function',
    ask: ['lambda', '/2015-03-31/functions/'],
    name: /"FunctionName":\s*"([^"]+)/g,
  },
  { kind: 'role', ask: iam('ListRoles'), name: /<RoleName>([^<]+)/g },
  { kind: 'policy', ask: iam('ListPolicies&Scope=Local'), name: /<PolicyName>([^<]+)/g },
  {
    kind: 'log group',
    ask: json('logs', 'Logs_20140328.DescribeLogGroups'),
    name: /"logGroupName":\s*"([^"]+)/g,
  },
  {
    kind: 'queue',
    ask: query('sqs', 'Action=ListQueues&Version=2012-11-05'),
    name: /<QueueUrl>[^<]*\/([^<]+)/g,
  },
  {
    kind: 'rule',
    ask: json('events', 'AWSEvents.ListRules'),
    name: /"Name":\s*"([^"]+)/g,
  },
  { kind: 'API', ask: ['apigateway', '/v2/apis'], name: /"name":\s*"([^"]+)/g },
  { kind: 'alarm', ask: cloudWatch('DescribeAlarms'), name: /<AlarmName>([^<]+)/g },
  { kind: 'dashboard', ask: cloudWatch('ListDashboards'), name: /<DashboardName>([^<]+)/g },
  {
    kind: 'distribution',
    ask: ['cloudfront', '/2020-05-31/distribution'],
    name: /<DistributionSummary>.*?<Id>([^<]+)/gs,
  },
  {
    kind: 'origin access control',
    ask: ['cloudfront', '/2020-05-31/origin-access-control'],
    name: /<OriginAccessControlSummary>.*?<Name>([^<]+)/gs,
  },
];

/**
 * What exists in the fake AWS, as `kind name`.
 * @param endpoint - such as `http://127.0.0.1:5000`.
 * @param accessKeyId - of the account in question, where it is not moto's own.
 */
export const inventory = async (endpoint: string, accessKeyId?: string): Promise<string[]> => {
  const found: string[] = [];
  for (const {
    kind,
    ask: [service, path, request],
    name,
  } of LISTINGS) {
    const answer = await ask(endpoint, service, path, { ...request, accessKeyId });
    // What is made at the same time is listed in no certain order.
    const called = [...answer.matchAll(name)].map(([, text]) => text).sort();
    found.push(...called.map((text) => `${kind} ${text}`));
  }
  return found;
};
