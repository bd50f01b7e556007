import { comment } from '../hcl/comment';
import { type Type, terraformType } from '../inputs/type';

/** A variable's type with a comment on every attribute of an object. Unformatted: see modules/hcl/format.ts. */
export function documentedType(type: Type): string {
  return terraformType(type, (field) => comment(field.description));
}
