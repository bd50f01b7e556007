import { type IResolvable, TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { explain } from './explain';
import { hcl, isExpression } from './expression';

/**
 * What Terraform decides and what stands in several places: decided once, as a local. A plain value stays as it is.
 *
 * @param why See {@link explain}.
 */
export function local<T>(
  scope: Construct,
  id: string,
  value: T | IResolvable,
  why?: string,
): T | IResolvable {
  if (!isExpression(value)) return value;
  const { fqn } = explain(
    new TerraformLocal(scope, id, value),
    why === undefined ? {} : { '.': why },
  );
  return hcl`${fqn}`;
}
