import { type IResolvable, type TerraformProvider, Token } from 'cdktf';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { MonitoredDistribution } from './monitored-distribution';
import type { AlarmsInput } from './statsig-edge-inputs';
import { listOf } from './terraform/expression';

export interface AlarmProps
  extends Pick<ResolvedInputs, 'create' | 'name' | 'tags' | 'metrics' | 'alarms'> {
  /** Provider for us-east-1, where CloudFront's metrics are. */
  readonly usEast1: TerraformProvider;
  readonly monitored: MonitoredDistribution;
}

/** What all alarms in us-east-1 have in common. To be asked only where the input is given. */
export function alarmArguments({ usEast1, tags, alarms }: AlarmProps) {
  const given = alarms as AlarmsInput | IResolvable;
  return {
    provider: usEast1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
    alarmActions: listOf(member(given, 'alarmActions')),
    okActions: listOf(member(given, 'okActions')),
    tags: Token.asStringMap(tags),
  };
}
