/** The tables of handler/README.md, from the fields of the settings and from the table of actions. */
import type { ActionRules } from '../handler/src/routes/action';
import { ACTION_NAMES, actionDocs, actions } from '../handler/src/routes/actions';
import { routeDocs } from '../handler/src/routes/fields';
import { routeSchema } from '../handler/src/routes/route';
import { innerDocs, settingsDocs, settingsFields } from '../handler/src/settings';
import { attributeDocs, attributeFields } from '../handler/src/settings/attributes';
import type { Docs, Field, Fields, FieldType } from '../handler/src/settings/field';

import { tokenDocs, tokenFields } from '../handler/src/settings/token';

/** By the name that stands in the marks around each. */
export function settingsTables(): Readonly<Record<string, string>> {
  const inner = Object.entries(innerDocs).map(([name, docs]) => {
    const { type } = settingsFields[name as keyof typeof innerDocs];
    return [name, fieldTable(type.fields, docs)];
  });
  return {
    settings: fieldTable(settingsFields, settingsDocs),
    ...Object.fromEntries(inner),
    token: fieldTable(tokenFields, tokenDocs),
    attributes: fieldTable(attributeFields, attributeDocs),
    actions: actionTable(),
    routes: fieldTable(routeSchema, {
      ...routeDocs,
      action: 'What becomes of the requests: one of the table above.',
    }),
  };
}

/**
 * The document with these tables, each between `<!-- BEGIN name -->` and `<!-- END name -->`.
 * @throws {Error} when a table has no marks.
 */
export function withTables(document: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const between = new RegExp(`(?<=<!-- BEGIN ${name} -->\n).*?(?=<!-- END ${name} -->)`, 's');
    if (!between.test(text)) {
      throw new Error(
        `There are no lines <!-- BEGIN ${name} --> and <!-- END ${name} --> for that table to stand between.`,
      );
    }
    return text.replace(between, () => `\n${table}\n`);
  }, document);
}

function actionTable(): string {
  return table(
    ['Action', 'What becomes of the requests', 'Goes by', 'Fields of its own'],
    ACTION_NAMES.map((name) => {
      const action: ActionRules = actions[name];
      return [
        code(name),
        sentence(actionDocs[name].description),
        subjectOf(action),
        action.fields.map(code).join(', '),
      ];
    }),
  );
}

function subjectOf({ subject, parameter }: ActionRules): string {
  switch (subject) {
    case 'any':
      return parameter === 'required'
        ? 'a gate or a parameter'
        : 'a gate, experiment, config or layer';
    case 'gate':
      return 'a gate';
    case 'all':
      return 'all of the specs, or what it names';
    case 'none':
      return 'nothing';
  }
}

function fieldTable<F extends Fields>(fields: F, docs: Docs<F>): string {
  return table(
    ['Field', 'Value', 'Default', 'Meaning'],
    Object.entries(fields).map(([name, field]) => [
      code(name),
      kindOf(field.type),
      defaultOf(field),
      (docs as Docs<Fields>)[name] ?? '',
    ]),
  );
}

function kindOf(type: FieldType): string {
  switch (type.kind) {
    case 'json':
      return 'JSON';
    case 'boolean':
      return '`true` or `false`';
    case 'number':
      return `${type.min} to ${type.max}`;
    case 'choice':
      return type.words.map(code).join(', ');
    case 'texts':
      return 'list of strings';
    case 'objects':
      return 'list of objects';
    case 'text':
      return 'string';
    case 'object':
      return 'object';
  }
}

/** Nothing for what may be left out without anything in its place. */
function defaultOf({ default: byDefault }: Field): string {
  if (byDefault === undefined) return 'has to be given';
  const written = JSON.stringify(byDefault);
  return ['null', '""', '[]', '{}'].includes(written) ? '' : code(written);
}

/** With columns of even width, as the formatter has them. */
function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  const lines = [columns, rule, ...rows].map((cells) =>
    cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | '),
  );
  return lines.map((line) => `| ${line} |\n`).join('');
}

function code(word: unknown): string {
  return `\`${word}\``;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
