import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import type { ResolvedInputs } from './inputs/resolve';
import type { SpecsStore } from './specs-store';
import { SyncFunction } from './sync-function';
import { SyncRole } from './sync-role';
import { SyncSchedule } from './sync-schedule';
import { toldSync } from './sync-told';
import { SyncWebhook } from './sync-webhook';
import { both, isSet } from './terraform/condition';
import { section } from './terraform/explain';
import { Optional } from './terraform/optional';

const FOURTEEN_DAYS = 1_209_600;

export interface SyncProps
  extends Pick<
    ResolvedInputs,
    | 'create'
    | 'name'
    | 'tags'
    | 'sync'
    | 'statsigClientKey'
    | 'specsCompression'
    | 'kmsKey'
    | 'rolePath'
    | 'rolePermissionsBoundary'
    | 'logRetentionDays'
    | 'logKmsKeyArn'
  > {
  readonly account: Account;
  /** Path of the bundled function. */
  readonly syncFile: string;
  readonly store: SpecsStore;
  /** Of the edge function, the same in every Region. */
  readonly logGroupName: string;
}

/** The function in the bucket's Region that brings the specs from Statsig: what it is, and what starts it. */
export class Sync extends Construct {
  readonly logGroup: Optional<CloudwatchLogGroup>;
  readonly lambda: Optional<LambdaFunction>;
  /** Events that it failed on. */
  readonly deadLetters: Optional<SqsQueue>;
  readonly webhook: SyncWebhook;

  constructor(scope: Construct, id: string, props: SyncProps) {
    super(scope, id);
    section(
      this,
      'sync.tf',
      'Sync: the function that brings the specs from Statsig, and what starts it',
    );
    const there = both(props.create, isSet(props.sync));
    const functionName = `${props.name}-sync`;
    this.logGroup = new Optional(
      there,
      (meta) =>
        new CloudwatchLogGroup(this, 'log-group', {
          ...meta,
          name: `/aws/lambda/${functionName}`,
          retentionInDays: props.logRetentionDays,
          tags: Token.asStringMap(props.tags),
        }),
    );
    this.deadLetters = new Optional(
      there,
      (meta) =>
        new SqsQueue(this, 'sync-dead-letters', {
          ...meta,
          name: `${functionName}-failed`,
          messageRetentionSeconds: FOURTEEN_DAYS,
          sqsManagedSseEnabled: true,
          tags: Token.asStringMap(props.tags),
        }),
    ).because({ '.': 'The events that the function failed on, and why.' });
    const parts = {
      ...props,
      there,
      told: toldSync(this, props.sync),
      functionName,
      logGroup: this.logGroup,
      deadLetters: this.deadLetters,
    };
    const role = new SyncRole(this, 'role', parts);
    const { lambda } = new SyncFunction(this, 'function', { ...parts, role });
    this.lambda = lambda;
    new SyncSchedule(this, 'schedule', { ...parts, lambda });
    this.webhook = new SyncWebhook(this, 'sync-webhook', { ...parts, lambda });
  }
}
