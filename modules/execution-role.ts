import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { ExistingRoleInput } from './statsig-edge-inputs';
import { optionalBlock } from './terraform/block';
import { both, choose, coalesce, isEqual, isSet, isUnset, listOfSet } from './terraform/condition';
import { Optional } from './terraform/optional';
import { PolicyDocument } from './terraform/policy-document';

export interface ExecutionRoleProps
  extends Pick<
    ResolvedInputs,
    | 'create'
    | 'name'
    | 'tags'
    | 'bucketAccess'
    | 'kmsKeyArn'
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
  readonly permissions: Optional<PolicyDocument>;
  /** The function should not run, nor its specs be asked for, before the role may. */
  readonly policy: Optional<IamRolePolicy>;
  readonly #existing: ResolvedInputs['existingRole'];

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id);
    const isOurs = isUnset(props.existingRole);
    const there = both(props.create, isOurs);
    const trust = new Optional(
      there,
      (meta) =>
        new PolicyDocument(this, 'trust', {
          ...meta,
          statement: [
            {
              actions: ['sts:AssumeRole'],
              principals: [
                {
                  type: 'Service',
                  identifiers: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'],
                },
              ],
            },
          ],
        }),
    ).because({
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
      'statement.principals':
        'CloudFront attaches a function only if both services may assume its role.',
    });
    this.role = new Optional(
      there,
      (meta) =>
        new IamRole(this, 'role', {
          ...meta,
          name: String(coalesce(props.roleName, props.name)),
          path: props.rolePath,
          permissionsBoundary: props.rolePermissionsBoundary ?? undefined,
          assumeRolePolicy: trust.get('json'),
          tags: Token.asStringMap(props.tags),
        }),
    );
    this.permissions = this.describePermissions(props);
    this.policy = new Optional(
      there,
      (meta) =>
        new IamRolePolicy(this, 'policy', {
          ...meta,
          name: props.name,
          role: this.role.get('id'),
          policy: this.permissions.get('json'),
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

  private describePermissions(props: ExecutionRoleProps): Optional<PolicyDocument> {
    return new Optional(props.create, (meta) => {
      const logs = `arn:${props.account.partition}:logs:*:${props.account.id}:log-group:${props.logGroupName}:*`;
      return new PolicyDocument(this, 'permissions', {
        ...meta,
        sourcePolicyDocuments: listOfSet(props.policyJson),
        statement: [
          {
            sid: 'WriteLogs',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [logs],
          },
          optionalBlock(props.createLogGroups, () => ({
            sid: 'CreateLogGroups',
            actions: ['logs:CreateLogGroup'],
            resources: [logs],
          })),
          optionalBlock(isEqual(props.bucketAccess, 'private'), () => ({
            sid: 'ReadSpecs',
            actions: ['s3:GetObject'],
            resources: [props.objectArn],
          })),
          optionalBlock(
            both(isEqual(props.bucketAccess, 'private'), isSet(props.kmsKeyArn)),
            () => ({
              sid: 'DecryptSpecs',
              actions: ['kms:Decrypt'],
              resources: [String(props.kmsKeyArn)],
            }),
          ),
        ].filter((statement) => statement !== undefined),
      });
    }).because({
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
      'statement.resources':
        'The function runs, and logs, in the Region nearest to the viewer, so that the Region stands open.',
    });
  }
}
