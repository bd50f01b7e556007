import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { brokenPromises, type Files } from '../../scripts/promises/broken';
import { readModule } from '../../scripts/promises/module';

const ROOT = join(__dirname, '../..');
const MODULE = 'terraform/statsig-edge';

const variable = (name: string, rest: string) =>
  `variable "${name}" {\n  type = string\n${rest}}\n`;
const BEFORE: Files = {
  [`${MODULE}/variables.tf`]: [
    variable('given', ''),
    variable('left_out', '  default = null\n\n  validation {\n    condition = true\n  }\n'),
    variable('long', '  default = {\n    one = 1\n  }\n'),
  ].join('\n'),
  [`${MODULE}/outputs.tf`]: 'output "told" {\n  value = 1\n}\n',
  [`${MODULE}/bucket.tf`]: 'resource "aws_s3_bucket" "this" {\n  bucket = "b"\n}\n',
  [`${MODULE}/examples/one/main.tf`]: 'resource "of_the" "example" {\n  a = 1\n}\n',
  'docs/api/handler.api.md': 'export function edgeHandler(): void;\n\nexport type Decide = 1;\n',
};
const now = (changed: Files): string[] => brokenPromises(BEFORE, { ...BEFORE, ...changed });

describe('the promises of docs/upgrading.md', () => {
  it('are kept by the same version, and by one that has more', () => {
    expect(now({})).toEqual([]);
    const variables = `${BEFORE[`${MODULE}/variables.tf`]}\n${variable('more', '  default = 1\n')}`;
    expect(now({ [`${MODULE}/variables.tf`]: variables })).toEqual([]);
    expect(now({ [`${MODULE}/examples/one/main.tf`]: '' })).toEqual([]);
  });

  it('are broken where something is gone', () => {
    expect(
      now({
        [`${MODULE}/variables.tf`]: variable('given', ''),
        [`${MODULE}/outputs.tf`]: '',
        [`${MODULE}/bucket.tf`]: '',
        'docs/api/handler.api.md': 'export type Decide = 1;\n',
      }),
    ).toEqual([
      'The variable left_out is gone.',
      'The variable long is gone.',
      'The output told is gone.',
      'Without a moved block, the resource aws_s3_bucket.this is gone.',
      'The export handler.api.md: edgeHandler is gone.',
    ]);
  });

  it('are broken by a variable that has to be given, and by another default', () => {
    const variables = [
      variable('given', ''),
      variable('left_out', ''),
      variable('long', '  default = {\n    one = 2\n  }\n'),
      variable('new', ''),
    ].join('\n');
    expect(now({ [`${MODULE}/variables.tf`]: variables })).toEqual([
      'The variable left_out has to be given now.',
      'The variable new has to be given now.',
      'The default of the variable long was {\n    one = 1\n  }, and is {\n    one = 2\n  }.',
    ]);
  });

  it('are kept where a moved block leads on', () => {
    const moved =
      'resource "aws_s3_bucket" "specs" {\n  bucket = "b"\n}\n\nmoved {\n  from = aws_s3_bucket.this[0]\n  to   = aws_s3_bucket.specs\n}\n';
    expect(now({ [`${MODULE}/bucket.tf`]: moved })).toEqual([]);
  });

  it('are read from the module as it is', () => {
    const there = execFileSync('git', ['ls-files', '--', `${MODULE}/*.tf`], { cwd: ROOT })
      .toString()
      .split('\n')
      .filter((name) => name !== '');

    const files = there.map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]);
    const { variables, outputs, resources } = readModule(Object.fromEntries(files));
    expect(variables.get('statsig_client_key')).toBeNull();
    expect(variables.get('name')).toBe('"statsig-edge"');
    expect(outputs).toContain('domain_name');
    expect(resources).toContain('aws_lambda_function.edge');
  });
});
