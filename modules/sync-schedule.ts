import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { type IResolvable, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { ResolvedInputs } from './inputs/resolve';
import type { ToldSync } from './sync-told';
import { both, type Condition, choose } from './terraform/condition';
import { hcl, isExpression } from './terraform/expression';
import { Optional } from './terraform/optional';

export interface SyncScheduleProps
  extends Pick<ResolvedInputs, 'tags' | 'logRetentionDays' | 'logKmsKeyArn'> {
  readonly there: Condition;
  readonly told: ToldSync;
  readonly functionName: string;
  readonly lambda: Optional<LambdaFunction>;
  /** Of the edge function, the same in every Region. */
  readonly logGroupName: string;
}

/** What starts the sync function by the clock: every minute for the specs, every day for the log groups. */
export class SyncSchedule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SyncScheduleProps,
  ) {
    super(scope, id);
    const { there, told, logGroupName, logRetentionDays, logKmsKeyArn, tags } = props;
    this.#start('specs', there, {
      description: 'Looks whether Statsig has other specs',
      rate: rateOf(told.everyMinutes),
      input: hcl`jsonencode(${{ task: 'specs' }})`,
    });
    this.#start('log-groups', both(there, told.logGroups), {
      description: "Gives the edge function's log groups their retention, key and tags",
      rate: 'rate(1 day)',
      input: hcl`jsonencode(${{
        task: 'log groups',
        logGroupName,
        retentionInDays: logRetentionDays,
        kmsKeyArn: logKmsKeyArn,
        tags,
        except: ['us-east-1'],
      }})`,
    });
  }

  #start(
    id: string,
    there: Condition,
    { description, rate, input }: { description: string; rate: string; input: unknown },
  ): void {
    const { functionName, lambda, tags } = this.props;
    const rule = new Optional(
      there,
      (meta) =>
        new CloudwatchEventRule(this, `sync-${id}-rule`, {
          ...meta,
          name: `${functionName}-${id}`,
          description,
          scheduleExpression: rate,
          tags: Token.asStringMap(tags),
        }),
    );
    const permission = new Optional(
      there,
      (meta) =>
        new LambdaPermission(this, `sync-${id}-permission`, {
          ...meta,
          functionName: lambda.get('function_name'),
          action: 'lambda:InvokeFunction',
          principal: 'events.amazonaws.com',
          sourceArn: rule.get('arn'),
        }),
    );
    new Optional(
      there,
      (meta) =>
        new CloudwatchEventTarget(this, `sync-${id}-target`, {
          ...meta,
          rule: rule.get('name'),
          arn: lambda.get('arn'),
          input: String(input),
          dependsOn: permission.elements,
        }),
    );
  }
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
function rateOf(minutes: number | IResolvable): string {
  const isOne = isExpression(minutes) ? hcl`${minutes} == 1` : minutes === 1;
  return String(
    choose(
      isOne,
      () => 'rate(1 minute)',
      () => `rate(${minutes} minutes)`,
    ),
  );
}
