import type { IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { SyncInput, SyncWebhookInput } from './statsig-edge-inputs';
import { type Condition, choose, isSet } from './terraform/condition';
import { local } from './terraform/local';
import { snakeCase } from './terraform/names';

/** The parts of the input sync. */
export interface ToldSync {
  readonly everyMinutes: number | IResolvable;
  readonly allowOlder: Condition;
  readonly logGroups: Condition;
  readonly statsigUrl: string;
  readonly reserveConcurrency: Condition;
  readonly hasWebhook: Condition;
  /** To be asked only where there is a webhook. */
  readonly secretArn: () => string;
  /** Null where there is none. */
  readonly secretKeyArn: string | IResolvable | null;
}

export function toldSync(scope: Construct, sync: ResolvedInputs['sync']): ToldSync {
  const part = <K extends keyof SyncInput & string>(name: K, absent: unknown) =>
    local(
      scope,
      `sync-${snakeCase(name).replaceAll('_', '-')}-input`,
      choose(
        isSet(sync),
        () => member(sync as SyncInput, name),
        () => absent,
      ),
    );
  const webhook = part('webhook', null) as SyncWebhookInput | IResolvable | null;
  const ofWebhook = (name: keyof SyncWebhookInput) => member(webhook as SyncWebhookInput, name);
  return {
    everyMinutes: part('everyMinutes', 1) as number | IResolvable,
    allowOlder: part('allowOlder', false) as Condition,
    logGroups: part('logGroups', false) as Condition,
    statsigUrl: String(part('statsigUrl', '')),
    reserveConcurrency: part('reserveConcurrency', false) as Condition,
    hasWebhook: isSet(webhook),
    secretArn: () => String(ofWebhook('secretArn')),
    secretKeyArn: local(
      scope,
      'sync-webhook-key',
      choose(
        isSet(webhook),
        () => ofWebhook('kmsKeyArn'),
        () => null,
      ),
    ) as string | IResolvable | null,
  };
}
