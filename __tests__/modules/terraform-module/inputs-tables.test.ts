import { describe, expect, it } from '@jest/globals';
import { inputs, sections } from '../../../modules/inputs';
import { renderInputsTables } from '../../../modules/terraform-module/inputs-tables';

const text = renderInputsTables();
const rows = text.split('\n').filter((line) => line.startsWith('| `'));

describe('renderInputsTables', () => {
  it('has a table for every section, and a row for every input', () => {
    const titles = [...text.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(Object.keys(sections));
    expect(rows.map((row) => /^\| `(\w+)`/.exec(row)?.[1])).toEqual(Object.keys(inputs));
  });

  it('says of objects no more than that they are some', () => {
    const types = new Set(rows.map((row) => row.split(' | ').at(-2)));
    expect(
      [...types].filter(
        (type) => !/^`(list\(|map\()?(string|number|bool|object)\)?`$/.test(type ?? ''),
      ),
    ).toEqual([]);
    expect(rows.find((row) => row.startsWith('| `routes`'))).toMatch(
      / \| `list\(object\)` \| `null` \|$/,
    );
  });

  it('says what has to be given', () => {
    const required = rows.filter((row) => row.endsWith(' | required |'));
    expect(required.map((row) => row.split(' | ')[0])).toEqual(['| `statsig_client_key`']);
  });

  it('folds the attributes of each input that has some', () => {
    const folded = [
      ...text.matchAll(/<summary>Attributes of <code>(\w+)<\/code><\/summary>\n\n```hcl\n\1 = /g),
    ];
    const withObject = rows.filter((row) => row.split(' | ').at(-2)?.includes('object'));
    expect(folded.map(([, name]) => `| \`${name}\``)).toEqual(
      withObject.map((row) => row.split(' | ')[0]),
    );
    expect(text).toContain('# Gate to evaluate.\n  gate = optional(string)\n');
  });
});
