import type { Block } from '../hcl/render';
import { REQUIRED_PROVIDERS, REQUIRED_VERSION } from '../stack';

/**
 * The tables of the module's README but for that of the inputs, letter for letter as terraform-docs writes them with the module's
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
    '## Outputs\n',
    table(
      ['Name', 'Description'],
      outputs.map(({ header: [, name = ''], body }) => [name, String(body.description)]),
    ),
  ]
    .join('\n')
    .trimEnd();
}

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = columns.map((column) => '-'.repeat(column.length + 2));
  return [
    `| ${columns.join(' | ')} |`,
    `|${rule.join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}
