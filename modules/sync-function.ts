import { DataArchiveFile } from '@cdktf/provider-archive/lib/data-archive-file';
import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import type { ResolvedInputs } from './inputs/resolve';
import type { SpecsStore } from './specs-store';
import type { SyncRole } from './sync-role';
import type { ToldSync } from './sync-told';
import { fileForTerraform } from './terraform/asset';
import { type Condition, choose } from './terraform/condition';
import { hcl, numberOf } from './terraform/expression';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';
import { contentOf, zipIsThere, zipPath } from './zip-file';

export interface SyncFunctionProps
  extends Pick<ResolvedInputs, 'name' | 'tags' | 'statsigClientKey' | 'specsCompression'> {
  readonly there: Condition;
  readonly told: ToldSync;
  readonly account: Account;
  readonly functionName: string;
  /** Path of its bundle. */
  readonly syncFile: string;
  readonly store: SpecsStore;
  readonly role: SyncRole;
  readonly logGroup: Optional<CloudwatchLogGroup>;
  readonly deadLetters: Optional<SqsQueue>;
}

/** The sync function, and what becomes of an event that it fails on. */
export class SyncFunction extends Construct {
  readonly lambda: Optional<LambdaFunction>;

  constructor(scope: Construct, id: string, props: SyncFunctionProps) {
    super(scope, id);
    const { there, told, store } = props;
    const file = fileForTerraform(this, 'sync-file', props.syncFile);
    const path = String(local(this, 'sync-zip-path', zipPath(props.functionName, props.account)));
    const archive = new Optional(
      there,
      (meta) =>
        new DataArchiveFile(this, 'sync', {
          ...meta,
          type: 'zip',
          outputPath: path,
          source: [{ filename: 'index.mjs', content: contentOf(file) }],
        }),
    ).because({ 'source.content': 'Sensitive, so that a plan does not print it.' });
    this.lambda = new Optional(
      there,
      (meta) =>
        new LambdaFunction(this, 'function', {
          ...meta,
          functionName: props.functionName,
          description: 'Brings Statsig config specs to the bucket that the edge reads',
          role: props.role.role.get('arn'),
          filename: path,
          sourceCodeHash: String(hcl`filebase64sha256(${file})`),
          handler: 'index.handler',
          runtime: 'nodejs22.x',
          memorySize: 256,
          timeout: 60,
          reservedConcurrentExecutions: numberOf(
            choose(
              told.reserveConcurrency,
              () => 1,
              () => -1,
            ),
          ),
          environment: {
            variables: Token.asStringMap(
              hcl`${{
                STATSIG_CLIENT_KEY: props.statsigClientKey,
                STATSIG_URL: told.statsigUrl,
                SPECS_BUCKET: store.bucket,
                SPECS_KEY: store.key,
                SPECS_COMPRESSION: props.specsCompression,
                ALLOW_OLDER_SPECS: hcl`tostring(${told.allowOlder})`,
                WEBHOOK_SECRET_ARN: choose(told.hasWebhook, told.secretArn, () => ''),
              }}`,
            ),
          },
          tags: Token.asStringMap(props.tags),
          dependsOn: [...props.logGroup.elements, ...props.role.policy.elements],
          lifecycle: { precondition: [zipIsThere('the sync function', path, archive)] },
        }),
    ).because({
      source_code_hash:
        'Of what is in the zip, not of the zip: that one is not known where Terraform makes it only when it applies.',
      reserved_concurrent_executions:
        'One at a time, so that no run overtakes another. What comes meanwhile is tried again, or the next minute makes up for it.',
      'environment.variables': 'No secrets: the function reads that of the webhook when it runs.',
      depends_on:
        'With the group made first, Lambda does not make one without retention; with the policy, no run is denied.',
    });
    new Optional(
      there,
      (meta) =>
        new LambdaFunctionEventInvokeConfig(this, 'event-invoke-config', {
          ...meta,
          functionName: this.lambda.get('function_name'),
          maximumEventAgeInSeconds: 60,
          maximumRetryAttempts: 0,
          destinationConfig: {
            onFailure: { destination: props.deadLetters.get('arn') },
          },
          dependsOn: props.role.policy.elements,
        }),
    ).because({
      maximum_event_age_in_seconds: 'The next minute brings the next one.',
    });
  }
}
