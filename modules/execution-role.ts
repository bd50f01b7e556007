import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import type { ResolvedInputs } from './inputs/resolve';
import { optionalBlock } from './terraform/block';
import { isEqual } from './terraform/condition';
import { Optional } from './terraform/optional';
import { PolicyDocument } from './terraform/policy-document';

export interface ExecutionRoleProps
  extends Pick<ResolvedInputs, 'create' | 'name' | 'tags' | 'access'> {
  readonly account: Account;
  /** ARN of the specs, which the role may read where access is private. */
  readonly objectArn: string;
  /** Name of the function's log group. */
  readonly logGroupName: string;
}

/** What the function may do: write its logs, and read the one object. */
export class ExecutionRole extends Construct {
  readonly role: Optional<IamRole>;
  /** The function should not run, nor its specs be asked for, before the role may. */
  readonly policy: Optional<IamRolePolicy>;

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id);
    const trust = new Optional(
      props.create,
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
    );
    this.role = new Optional(
      props.create,
      (meta) =>
        new IamRole(this, 'role', {
          ...meta,
          name: props.name,
          assumeRolePolicy: trust.get('json'),
          tags: Token.asStringMap(props.tags),
        }),
    );
    this.policy = new Optional(
      props.create,
      (meta) =>
        new IamRolePolicy(this, 'policy', {
          ...meta,
          name: props.name,
          role: this.role.get('id'),
          policy: this.permissions(props).get('json'),
        }),
    );
  }

  private permissions(props: ExecutionRoleProps): Optional<PolicyDocument> {
    // The function runs, and logs, in the Region nearest to the viewer, so that the Region stands open.
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
    const logs = `arn:${props.account.partition}:logs:*:${props.account.id}:log-group:${props.logGroupName}:*`;
    return new Optional(
      props.create,
      (meta) =>
        new PolicyDocument(this, 'permissions', {
          ...meta,
          statement: [
            {
              sid: 'WriteLogs',
              actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logs],
            },
            optionalBlock(isEqual(props.access, 'private'), () => ({
              sid: 'ReadSpecs',
              actions: ['s3:GetObject'],
              resources: [props.objectArn],
            })),
          ].filter((statement) => statement !== undefined),
        }),
    );
  }
}
