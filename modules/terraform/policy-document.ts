import type { IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import { type Condition, choose } from './condition';
import { Expression, hcl, isExpression } from './expression';
import { local } from './local';

/**
 * A statement of a policy, as AWS writes it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Statements, or what Terraform makes a list of them from. */
export type Statements = readonly Statement[] | IResolvable;

/** A statement that is there or not. */
export function statementIf(condition: Condition, statement: () => Statement): Statements {
  if (typeof condition === 'boolean') return condition ? [statement()] : [];
  return hcl`${condition} ? ${[statement()]} : []`;
}

/**
 * The JSON of a policy, as a local; null where it is known, or Terraform finds, that there is none. Not the data source
 * for it: where a caller's module block has a `depends_on` that changes, Terraform reads data sources only when it
 * applies, and would plan every policy anew.
 *
 * @param why See {@link explain}.
 */
export function policyDocument(
  scope: Construct,
  id: string,
  there: Condition,
  lists: () => readonly Statements[],
  why?: string,
): string | undefined {
  const json = choose(
    there,
    () => policyJson(lists()),
    () => undefined,
  );
  return json === undefined ? undefined : String(local(scope, id, json, why));
}

/** The JSON of a policy with the statements of all these lists. */
export function policyJson(lists: readonly Statements[]): IResolvable {
  const known = lists.flatMap((list) => (isExpression(list) ? [] : (list as Statement[])));
  const decided = lists.filter((list) => isExpression(list));
  const statements = decided.length === 0 ? known : concat([known, ...decided]);
  return hcl`jsonencode(${{ Version: '2012-10-17', Statement: statements }})`;
}

/** Each list on lines of its own. */
function concat(lists: readonly Statements[]): IResolvable {
  const commas = lists.slice(1).map(() => ',\n');
  return new Expression(['concat(\n', ...commas, '\n)'], lists);
}
