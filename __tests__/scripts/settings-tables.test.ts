import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ACTION_NAMES } from '../../handler/src/routes/actions';
import { settingsFields } from '../../handler/src/settings';
import type { Fields } from '../../handler/src/settings/field';
import { settingsTables, withTables } from '../../scripts/settings-tables';

const README = readFileSync(join(__dirname, '../../handler/README.md'), 'utf8');
const tables = settingsTables();

/** What stands in the first column. */
const namesIn = (table: string) => [...table.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);

describe('the tables of handler/README.md', () => {
  it.each([
    ['actions', ACTION_NAMES],
    ['settings', Object.keys(settingsFields)],
    ...Object.entries(settingsFields as Fields).flatMap(([name, { type }]) =>
      'fields' in type ? [[name, Object.keys(type.fields)] as [string, string[]]] : [],
    ),
  ])('have a row for each of the %s', (name, rows) => {
    expect(namesIn(tables[name] ?? '')).toEqual(rows);
  });

  it('say what a field takes, and what it is when it is left out', () => {
    expect(tables.specs).toMatch(/^\| `url` +\| string +\| has to be given +\| Address/m);
    expect(tables.exposures).toMatch(/^\| `maxEvents` +\| 1 to 500 +\| `50` +\| Number/m);
    expect(tables.identity).toMatch(/^\| `consentCookie` +\| string +\| +\| Cookie/m);
  });

  it('are those that are committed: else run `npm run generate`', () => {
    expect(withTables(README, tables)).toBe(README);
  });
});

describe('withTables', () => {
  it('touches nothing but what stands between the marks', () => {
    const document = 'Mine.\n<!-- BEGIN a -->\nold\n<!-- END a -->\nMine, too.\n';
    const written = 'Mine.\n<!-- BEGIN a -->\n\n| $& |\n\n<!-- END a -->\nMine, too.\n';
    expect(withTables(document, { a: '| $& |\n' })).toBe(written);
    expect(withTables(written, { a: '| $& |\n' })).toBe(written);
  });

  it('refuses a document without the marks, and names them', () => {
    expect(() => withTables('Mine.\n', { a: '' })).toThrow('<!-- BEGIN a -->');
  });
});
