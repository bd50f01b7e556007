import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { SpecsStore } from './specs-store';
import type { KmsKeyInput } from './statsig-edge-inputs';
import type { ToldSync } from './sync-told';
import { type Condition, isSet } from './terraform/condition';
import { Optional } from './terraform/optional';
import {
  policyDocument,
  policyJson,
  type Statement,
  statementIf,
} from './terraform/policy-document';

export interface SyncRoleProps
  extends Pick<
    ResolvedInputs,
    'tags' | 'kmsKey' | 'rolePath' | 'rolePermissionsBoundary' | 'logKmsKeyArn'
  > {
  readonly there: Condition;
  readonly told: ToldSync;
  readonly account: Account;
  readonly functionName: string;
  readonly store: SpecsStore;
  readonly logGroup: Optional<CloudwatchLogGroup>;
  readonly deadLetters: Optional<SqsQueue>;
  readonly logGroupName: string;
}

/** What the sync function may do: write its log, the one object and its dead letters, and read the webhook's secret. */
export class SyncRole extends Construct {
  readonly role: Optional<IamRole>;
  /** The function should not run before the role may. */
  readonly policy: Optional<IamRolePolicy>;

  constructor(scope: Construct, id: string, props: SyncRoleProps) {
    super(scope, id);
    this.role = new Optional(
      props.there,
      (meta) =>
        new IamRole(this, 'role', {
          ...meta,
          name: props.functionName,
          path: props.rolePath,
          permissionsBoundary: props.rolePermissionsBoundary ?? undefined,
          assumeRolePolicy: String(policyJson([[TRUST]])),
          tags: Token.asStringMap(props.tags),
        }),
    );
    const permissions = describePermissions(this, props);
    this.policy = new Optional(
      props.there,
      (meta) =>
        new IamRolePolicy(this, 'policy', {
          ...meta,
          name: props.functionName,
          role: this.role.get('id'),
          policy: String(permissions),
        }),
    );
  }
}

const TRUST: Statement = {
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'lambda.amazonaws.com' },
};

function describePermissions(scope: Construct, props: SyncRoleProps): string | undefined {
  const { told, there, store, kmsKey } = props;
  const edgeLogs = `arn:aws:logs:*:${props.account.id}:log-group:${props.logGroupName}`;
  return policyDocument(scope, 'sync-role-policy', there, () => [
    [
      {
        Sid: 'WriteLogs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${props.logGroup.get('arn')}:*`,
      },
      {
        Sid: 'ReadAndWriteSpecs',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: store.objectArn,
      },
      {
        Sid: 'TellFailures',
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: props.deadLetters.get('arn'),
      },
    ],
    statementIf(isSet(kmsKey), () => ({
      Sid: 'EncryptSpecs',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: String(member(kmsKey as KmsKeyInput, 'arn')),
    })),
    statementIf(told.hasWebhook, () => ({
      Sid: 'ReadWebhookSecret',
      Effect: 'Allow',
      Action: ['ssm:GetParameter', 'secretsmanager:GetSecretValue'],
      Resource: told.secretArn(),
    })),
    statementIf(isSet(told.secretKeyArn), () => ({
      Sid: 'DecryptWebhookSecret',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: String(told.secretKeyArn),
    })),
    statementIf(told.logGroups, () => ({
      Sid: 'FindLogGroups',
      Effect: 'Allow',
      Action: ['ec2:DescribeRegions', 'logs:DescribeLogGroups'],
      Resource: '*',
    })),
    statementIf(told.logGroups, () => ({
      Sid: 'SetUpLogGroups',
      Effect: 'Allow',
      Action: [
        'logs:AssociateKmsKey',
        'logs:DeleteRetentionPolicy',
        'logs:ListTagsForResource',
        'logs:PutRetentionPolicy',
        'logs:TagResource',
      ],
      Resource: [edgeLogs, `${edgeLogs}:*`],
    })),
  ]);
}
