import {
  type DataConfig,
  DataResource,
  type IResolvable,
  type TerraformMetaArguments,
} from 'cdktf';
import type { Construct } from 'constructs';

/** A value that Terraform keeps in its state (`terraform_data`). The bindings have no type for one that it decides. */
export class KeptValue extends DataResource {
  constructor(
    scope: Construct,
    id: string,
    value: IResolvable,
    meta: TerraformMetaArguments & { triggersReplace?: IResolvable } = {},
  ) {
    super(scope, id, { ...meta, input: value as unknown as DataConfig['input'] });
  }
}
