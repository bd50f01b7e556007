/** One question to AWS that lists all things of a kind, and how a thing is named in the answer. */
interface Listing {
  kind: string;
  service: string;
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
  name: RegExp;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Everything that the stack can create. */
const LISTINGS: readonly Listing[] = [
  { kind: 'bucket', service: 's3', method: 'GET', path: '/', name: /<Name>([^<]+)/g },
  {
    kind: 'function',
    service: 'lambda',
    method: 'GET',
    path: '/2015-03-31/functions/',
    name: /"FunctionName":\s*"([^"]+)/g,
  },
  {
    kind: 'role',
    service: 'iam',
    method: 'POST',
    path: '/',
    headers: FORM,
    body: 'Action=ListRoles&Version=2010-05-08',
    name: /<RoleName>([^<]+)/g,
  },
  {
    kind: 'policy',
    service: 'iam',
    method: 'POST',
    path: '/',
    headers: FORM,
    body: 'Action=ListPolicies&Scope=Local&Version=2010-05-08',
    name: /<PolicyName>([^<]+)/g,
  },
  {
    kind: 'log group',
    service: 'logs',
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.DescribeLogGroups',
    },
    body: '{}',
    name: /"logGroupName":\s*"([^"]+)/g,
  },
  {
    kind: 'distribution',
    service: 'cloudfront',
    method: 'GET',
    path: '/2020-05-31/distribution',
    name: /<DistributionSummary>.*?<Id>([^<]+)/gs,
  },
  {
    kind: 'origin access control',
    service: 'cloudfront',
    method: 'GET',
    path: '/2020-05-31/origin-access-control',
    name: /<OriginAccessControlSummary>.*?<Name>([^<]+)/gs,
  },
];

/** moto reads the service from the signature's scope and does not check the signature. */
const authorization = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=testing/20200101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/**
 * What exists in the fake AWS, as `kind name`.
 * @param endpoint - such as `http://127.0.0.1:5000`.
 */
export const inventory = async (endpoint: string): Promise<string[]> => {
  const found: string[] = [];
  for (const { kind, service, method, path, headers, body, name } of LISTINGS) {
    const answer = await fetch(`${endpoint}${path}`, {
      method,
      headers: { ...headers, authorization: authorization(service) },
      body,
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`Listing each ${kind} was answered with ${answer.status}: ${text}`);
    for (const [, called] of text.matchAll(name)) found.push(`${kind} ${called}`);
  }
  return found;
};
