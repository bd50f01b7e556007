import { type Precondition, Token } from 'cdktf';
import { Construct } from 'constructs';
import { inputs } from './inputs';
import type { Entries, Input } from './inputs/input';
import type { ResolvedInputs } from './inputs/resolve';
import { section } from './terraform/explain';
import { bare, hcl, isExpression } from './terraform/expression';
import { local } from './terraform/local';
import { camelCase } from './terraform/names';
import { requirement } from './terraform/requirement';

/** What the entries of inputs must be, where Terraform decides on them: plain ones are checked by resolveInputs. */
export class EntryChecks extends Construct {
  /** For the resource without which nothing works. Its message names every entry that is refused. */
  readonly preconditions: Precondition[];

  constructor(scope: Construct, id: string, given: ResolvedInputs) {
    super(scope, id);
    section(this, 'checks.tf', 'Checks: what each entry of lists and maps must be');
    const refused = Object.entries(inputs).flatMap(([name, input]) => {
      const value = given[camelCase(name) as keyof ResolvedInputs];
      if (input.entries === undefined || !isExpression(value)) return [];
      const found = refusedEntries(name, input, input.entries, Token.asString(value));
      return [local(this, `refused-${name}`, bare(found))];
    });
    if (refused.length === 0) {
      this.preconditions = [];
      return;
    }
    const all = local(
      this,
      'refused-entries',
      hcl`flatten(${refused})`,
      'A precondition of the function: the validation of a variable could not say which entry it is about without each condition once more.',
    );
    this.preconditions = requirement(hcl`length(${all}) == 0`, String(hcl`join(${'\n'}, ${all})`));
  }
}

/** A list of texts: where each entry stands that is refused, and why. */
function refusedEntries(
  name: string,
  input: Input,
  { name: entry, attribute, rules }: Entries,
  value: string,
): string {
  const isMap = input.type.kind === 'map';
  const [list, shown] =
    attribute === undefined ? [value, name] : [`${value}.${attribute}`, `${name}.${attribute}`];
  const mayBeNull = attribute !== undefined || input.default === null;
  const loop = `${isMap ? 'key' : 'index'}, ${entry} in ${mayBeNull ? `coalesce(${list}, [])` : list}`;
  const place = isMap ? `${shown}.\${key}` : `${shown}[\${index}]`;
  const checks = rules.map(
    (rule) => `{\nholds = ${rule.hcl(entry, value)}\nmessage = ${JSON.stringify(rule.message)}\n}`,
  );
  return `flatten([for ${loop} : [for check in [${checks.join(', ')}] : "${place}: \${check.message}" if !check.holds]])`;
}
