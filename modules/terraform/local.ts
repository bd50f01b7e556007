import { TerraformLocal, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { isExpression } from './expression';

/** A text that Terraform decides and that stands in several places: decided once, as a local. A plain one stays as it is. */
export function local(scope: Construct, id: string, text: unknown): string {
  if (!isExpression(text)) return String(text);
  return Token.asString(new TerraformLocal(scope, id, text).expression);
}
