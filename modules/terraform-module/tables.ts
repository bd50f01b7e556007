import { formatHcl } from '../hcl/format';
import type { Block } from '../hcl/render';
import { inputs } from '../inputs';
import type { Input } from '../inputs/input';
import { REQUIRED_PROVIDERS, REQUIRED_VERSION } from '../stack';
import { documentedType } from './documented-type';

/**
 * The tables of the module's README, letter for letter as terraform-docs writes them with the module's
 * `.terraform-docs.yml`, so that they are there without it, and it finds nothing to change.
 * @see https://terraform-docs.io/reference/markdown-table/
 * @param outputs The blocks of `outputs.tf`.
 */
export function renderTables(outputs: readonly Block[]): string {
  // These alone are in the order of their names, whatever the file says.
  const requirements = Object.entries(REQUIRED_PROVIDERS)
    .map(([name, { version }]) => [name, version])
    .sort();
  return [
    '## Requirements\n',
    table(['Name', 'Version'], [['terraform', REQUIRED_VERSION], ...requirements]),
    '## Inputs\n',
    table(
      ['Name', 'Description', 'Type', 'Default', 'Required'],
      Object.entries(inputs).map(([name, input]) => [
        name,
        input.description,
        code(typeAsWritten(input)),
        input.default === undefined ? 'n/a' : code(JSON.stringify(input.default, null, 2)),
        input.default === undefined ? 'yes' : 'no',
      ]),
    ),
    '## Outputs\n',
    table(
      ['Name', 'Description'],
      outputs.map(({ header: [, name = ''], body }) => [name, String(body.description)]),
    ),
  ]
    .join('\n')
    .trimEnd();
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = columns.map((column) =>
    // The one column that is centred.
    column === 'Required' ? `:${'-'.repeat(column.length)}:` : '-'.repeat(column.length + 2),
  );
  return [
    `| ${columns.join(' | ')} |`,
    `|${rule.join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}

/** A cell has no lines: several are kept apart by HTML. */
function code(text: string): string {
  return text.includes('\n') ? `<pre>${text.replaceAll('\n', '<br/>')}</pre>` : `\`${text}\``;
}

/** With the indentation that it has in `variables.tf`. */
function typeAsWritten({ type }: Input): string {
  const block = formatHcl(`variable {\ntype = ${documentedType(type)}\n}`);
  return block.split('\n').slice(1, -1).join('\n').replace('type = ', '').trim();
}
