/** The role that the function runs as: who may assume it, and whether it may read the specs and write logs. */
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { isForbidden, type Looked } from '../aws/look';
import { type Finding, type Found, fail, ok, warn } from '../findings';
import { allows, type Statement, statementsFor, statementsIn } from './policy';

export interface Role {
  name: string;
  trust: Statement[];
  permissions: Statement[];
}

export async function readRole(client: IAMClient, arn: string): Promise<Role> {
  const RoleName = arn.slice(arn.lastIndexOf('/') + 1);
  const [{ Role: role }, inline, attached] = await Promise.all([
    client.send(new GetRoleCommand({ RoleName })),
    client.send(new ListRolePoliciesCommand({ RoleName })),
    client.send(new ListAttachedRolePoliciesCommand({ RoleName })),
  ]);
  const documents = await Promise.all([
    ...(inline.PolicyNames ?? []).map(async (PolicyName) => {
      const found = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return found.PolicyDocument;
    }),
    ...(attached.AttachedPolicies ?? []).map(({ PolicyArn }) => readPolicy(client, PolicyArn)),
  ]);
  return {
    name: RoleName,
    trust: statementsIn(role?.AssumeRolePolicyDocument ?? '{}'),
    permissions: documents.flatMap((document) => statementsIn(document ?? '{}')),
  };
}

async function readPolicy(client: IAMClient, PolicyArn: string | undefined) {
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
  const found = await client.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
  );
  return found.PolicyVersion?.Document;
}

/** What the role has to be allowed. */
export interface Needs {
  /** ARN of a stream of its logs, in a Region other than us-east-1: it runs near the viewer. */
  logArn: string;
  /** ARN of the specs' object; null where the role does not read it. */
  objectArn: string | null;
  /** ARN of the key that encrypts it; null without one of KMS's. */
  kmsKeyArn: string | null;
}

const SERVICES = ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'];

export function judgeRole(looked: Looked<Role>, needs: Needs): Finding[] {
  if (looked.found === null) {
    const what = `cannot be read: ${looked.problem}`;
    return [
      {
        check: 'role',
        ...(isForbidden(looked.problem)
          ? warn(what, 'Doctor needs iam:GetRole, and to read the policies of the role.')
          : fail(what, 'Where it was deleted, the function cannot run: deploy again.')),
      },
    ];
  }
  const { name, trust, permissions } = looked.found;
  return [
    { check: 'trust', ...judgeTrust(name, trust) },
    { check: 'permissions', ...judgePermissions(name, permissions, needs) },
  ];
}

function judgeTrust(name: string, trust: Statement[]): Found {
  const missing = SERVICES.filter(
    (service) => !allows(withAnyResource(statementsFor(trust, service)), 'sts:AssumeRole', '*'),
  );
  return missing.length === 0
    ? ok(`both services may assume ${name}`)
    : fail(
        `${missing.join(' and ')} may not assume ${name}`,
        'Lambda@Edge needs both lambda.amazonaws.com and edgelambda.amazonaws.com: replicas cannot be made without. Add it to the trust policy of the role.',
      );
}

/** A trust policy names no resource: it is about its role. */
function withAnyResource(statements: Statement[]): Statement[] {
  return statements.map((statement) => ({ ...statement, Resource: '*' }));
}

function judgePermissions(
  name: string,
  permissions: Statement[],
  { logArn, objectArn, kmsKeyArn }: Needs,
): Found {
  if (objectArn !== null && !allows(permissions, 's3:GetObject', objectArn)) {
    return fail(
      `${name} may not read ${objectArn}`,
      'S3 answers 403, and routes give their default. Allow s3:GetObject on it: the output role_policy_json says what the role needs.',
    );
  }
  if (objectArn !== null && kmsKeyArn !== null && !allows(permissions, 'kms:Decrypt', kmsKeyArn)) {
    return fail(
      `${name} may not decrypt the specs, which the key ${kmsKeyArn} encrypts`,
      'S3 answers 403, and routes give their default. Name the key in the input kms_key.',
    );
  }
  return allows(permissions, 'logs:PutLogEvents', logArn)
    ? ok(objectArn === null ? 'it may write its logs' : 'it may read the specs and write its logs')
    : warn(
        `${name} may not write to ${logArn}`,
        'Trouble cannot explain itself. Allow logs:CreateLogStream and logs:PutLogEvents on that group in every Region.',
      );
}
