import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { ResolvedInputs } from './inputs/resolve';
import { chooseText, isUnset } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl } from './terraform/expression';
import { KeptValue } from './terraform/kept-value';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';

/** The AWS account that is deployed to. */
export class Account extends Construct {
  /** Twelve digits; null where nothing is created. */
  readonly id: string;

  constructor(
    scope: Construct,
    id: string,
    { create, accountId }: Pick<ResolvedInputs, 'create' | 'accountId'>,
  ) {
    super(scope, id);
    section(this, 'account.tf', 'Account');
    const identity = new Optional(
      create,
      (meta) => new DataAwsCallerIdentity(this, 'identity', meta),
    );
    const remembered = new Optional(
      create,
      (meta) =>
        new KeptValue(this, 'data', hcl`${identity.get('account_id')}`, {
          ...meta,
          lifecycle: { ignoreChanges: ['input'] },
        }),
    ).because({
      '.': 'The account as it was asked for first. Where the module block has a depends_on that changes, Terraform asks only when it applies; a bucket whose name is unknown until then would be replaced.',
    });
    this.id = Token.asString(
      local(
        this,
        'account-id',
        chooseText(
          isUnset(accountId),
          () => remembered.orNull('input'),
          () => String(accountId),
        ),
      ),
    );
  }
}
