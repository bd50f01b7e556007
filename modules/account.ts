import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { Construct } from 'constructs';
import type { Condition } from './terraform/condition';
import { section } from './terraform/explain';
import { Optional } from './terraform/optional';

/** The AWS account that is deployed to. */
export class Account extends Construct {
  readonly #identity: Optional<DataAwsCallerIdentity>;
  readonly #partition: Optional<DataAwsPartition>;

  constructor(scope: Construct, id: string, { create }: { create: Condition }) {
    super(scope, id);
    section(this, 'Account');
    this.#identity = new Optional(
      create,
      (meta) => new DataAwsCallerIdentity(this, 'identity', meta),
    );
    this.#partition = new Optional(create, (meta) => new DataAwsPartition(this, 'partition', meta));
  }

  /** Twelve digits. */
  get id(): string {
    return this.#identity.get('account_id');
  }

  /** `aws`, or that of AWS GovCloud and the like. */
  get partition(): string {
    return this.#partition.get('partition');
  }
}
