import type { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import { memberOrNull } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { MonitoredDistributionInput } from './statsig-edge-inputs';
import { both, type Condition, choose, either, isSet, isUnset, not } from './terraform/condition';
import { section } from './terraform/explain';
import { isExpression } from './terraform/expression';
import { local } from './terraform/local';
import type { Optional } from './terraform/optional';
import { requirement } from './terraform/requirement';

export interface MonitoredDistributionProps
  extends Pick<ResolvedInputs, 'create' | 'createDistribution' | 'monitoredDistribution'> {
  readonly distribution: Optional<CloudfrontDistribution>;
}

/** The distribution that alarms and dashboard are about: the one that is created, or one of your own. */
export class MonitoredDistribution extends Construct {
  readonly id: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MonitoredDistributionProps,
  ) {
    super(scope, id);
    section(this, 'alarms.tf', 'Alarms');
    const { createDistribution, distribution, monitoredDistribution: given } = props;
    const known = choose(
      createDistribution as Condition,
      () => distribution.orNull('id'),
      () => memberOrNull<MonitoredDistributionInput, 'id'>(given, 'id') ?? undefined,
    );
    // What is known at synth needs no name of its own.
    this.id = String(
      isExpression(createDistribution) ? local(this, 'monitored-distribution-id', known) : known,
    );
  }

  /** For whatever asks for the id. @throws {RequirementError} */
  isKnown(): Precondition[] {
    const isCreated = this.props.createDistribution as Condition;
    const given = this.props.monitoredDistribution;
    return requirement(
      either(both(isCreated, isUnset(given)), both(not(isCreated), isSet(given))),
      'What CloudFront counts, it counts of a distribution: with create_distribution set to false, name yours as monitored_distribution; with one that is created, remove monitored_distribution.',
    );
  }
}
