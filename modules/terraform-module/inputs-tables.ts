import { formatHcl } from '../hcl/format';
import { sections } from '../inputs';
import type { Input, Inputs } from '../inputs/input';
import type { Type } from '../inputs/type';
import { documentedType } from './documented-type';
import { table } from './tables';

/**
 * The inputs as the module's README shows them: a table for each section, as in `variables.tf`, and below it, folded,
 * the attributes of its objects. terraform-docs would have them in the cells of the table.
 */
export function renderInputsTables(): string {
  const tables = Object.entries(sections).map(
    ([title, inputs]) =>
      `### ${title}\n\n${tableOf(inputs)}${Object.entries(inputs).map(attributes).join('')}`,
  );
  return `## Inputs\n\n${tables.join('\n')}`;
}

function tableOf(inputs: Inputs): string {
  const rows = Object.entries(inputs).map(([name, { description, type, default: byDefault }]) => [
    `\`${name}\``,
    description,
    `\`${shortType(type)}\``,
    byDefault === undefined ? 'required' : `\`${JSON.stringify(byDefault).replaceAll(',', ', ')}\``,
  ]);
  return table(['Name', 'Description', 'Type', 'Default'], rows);
}

/** Objects without their attributes. */
function shortType(type: Type): string {
  return 'of' in type ? `${type.kind}(${shortType(type.of)})` : type.kind;
}

function hasAttributes(type: Type): boolean {
  return 'of' in type ? hasAttributes(type.of) : type.kind === 'object';
}

function attributes([name, { type }]: [string, Input]): string {
  if (!hasAttributes(type)) return '';
  const hcl = formatHcl(`${name} = ${documentedType(type)}`).trim();
  return `\n<details><summary>Attributes of <code>${name}</code></summary>\n\n\`\`\`hcl\n${hcl}\n\`\`\`\n\n</details>\n`;
}
