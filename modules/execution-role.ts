import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { ExistingRoleInput, KmsKeyInput } from './statsig-edge-inputs';
import { both, choose, coalesce, isEqual, isSet, isUnset } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl, isExpression } from './terraform/expression';
import { Optional } from './terraform/optional';
import {
  policyDocument,
  policyJson,
  type Statement,
  type Statements,
  statementIf,
} from './terraform/policy-document';

export interface ExecutionRoleProps
  extends Pick<
    ResolvedInputs,
    | 'create'
    | 'name'
    | 'tags'
    | 'bucketAccess'
    | 'kmsKey'
    | 'existingRole'
    | 'roleName'
    | 'rolePath'
    | 'rolePermissionsBoundary'
    | 'policyJson'
    | 'createLogGroups'
  > {
  readonly account: Account;
  /** ARN of the specs, which the role may read where bucket_access is private. */
  readonly objectArn: string;
  /** Name of the function's log group. */
  readonly logGroupName: string;
}

/** What the function may do: write its logs, and read the one object. */
export class ExecutionRole extends Construct {
  /** Where one is made. */
  readonly role: Optional<IamRole>;
  /** What the role has to be allowed, for a role that is not made here. */
  readonly permissions: string | undefined;
  /** The function should not run, nor its specs be asked for, before the role may. */
  readonly policy: Optional<IamRolePolicy>;
  readonly #existing: ResolvedInputs['existingRole'];

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id);
    section(this, 'role.tf', 'Role: what the function may do');
    const isOurs = isUnset(props.existingRole);
    const there = both(props.create, isOurs);
    this.role = new Optional(
      there,
      (meta) =>
        new IamRole(this, 'role', {
          ...meta,
          name: String(coalesce(props.roleName, props.name)),
          path: props.rolePath,
          permissionsBoundary: props.rolePermissionsBoundary ?? undefined,
          assumeRolePolicy: String(policyJson([[TRUST]])),
          tags: Token.asStringMap(props.tags),
        }),
    ).because({
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
      assume_role_policy:
        'CloudFront attaches a function only if both services may assume its role.',
    });
    this.permissions = this.describePermissions(props);
    this.policy = new Optional(
      there,
      (meta) =>
        new IamRolePolicy(this, 'policy', {
          ...meta,
          name: props.name,
          role: this.role.get('id'),
          policy: String(this.permissions),
        }),
    );
    this.#existing = props.existingRole;
  }

  /** ARN of the role, made or existing. To be asked only where one is there. */
  get arn(): string {
    const arn = choose(
      isUnset(this.#existing),
      () => this.role.get('arn'),
      () => member(this.#existing as ExistingRoleInput, 'arn'),
    );
    return String(arn);
  }

  private describePermissions(props: ExecutionRoleProps): string | undefined {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
    const logs = `arn:aws:logs:*:${props.account.id}:log-group:${props.logGroupName}:*`;
    return policyDocument(
      this,
      'role-policy',
      props.create,
      () => [
        [
          {
            Sid: 'WriteLogs',
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: logs,
          },
        ],
        statementIf(props.createLogGroups, () => ({
          Sid: 'CreateLogGroups',
          Effect: 'Allow',
          Action: 'logs:CreateLogGroup',
          Resource: logs,
        })),
        statementIf(isEqual(props.bucketAccess, 'private'), () => ({
          Sid: 'ReadSpecs',
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: props.objectArn,
        })),
        statementIf(both(isEqual(props.bucketAccess, 'private'), isSet(props.kmsKey)), () => ({
          Sid: 'DecryptSpecs',
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: String(member(props.kmsKey as KmsKeyInput, 'arn')),
        })),
        statementsOf(props.policyJson),
      ],
      'The function runs, and logs, in the Region nearest to the viewer, so that the Region stands open.',
    );
  }
}

const TRUST: Statement = {
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
};

/** Those of the further policy; a policy may have one alone, without a list around it. */
function statementsOf(policy: string | null): Statements {
  if (policy === null) return [];
  if (isExpression(policy)) return hcl`flatten([try(jsondecode(${policy}).Statement, [])])`;
  return [JSON.parse(policy).Statement].flat();
}
