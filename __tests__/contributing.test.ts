import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const read = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8');
const packageJson = JSON.parse(read('package.json'));

/** `tool = "version"`, and the tables of mise.toml. */
const versions = Object.fromEntries(
  [...read('mise.toml').matchAll(/^"?([\w:]+)"? = (?:\{ version = )?"([\d.]+)"/gm)].map(
    ([, tool = '', version = '']) => [tool, version],
  ),
);

describe('the tools of contributors and CI', () => {
  it('are the oldest Node.js that is promised, by its minor version or a later one', () => {
    const [major, minor] = (versions.node ?? '').split('.').map(Number);
    const [, oldest, least] = /^>=(\d+)\.(\d+)$/.exec(packageJson.engines.node) ?? [];
    expect(major).toBe(Number(oldest));
    expect(minor).toBeGreaterThanOrEqual(Number(least));
  });

  it('have the Terraform that the guide to continuous integration has', () => {
    const guide = /TERRAFORM_VERSION: (\S+)/.exec(read('docs/github-actions/terraform-plan.yml'));
    expect(versions.terraform).toBe(guide?.[1]);
  });

  it('are all there that .ci/run asks for', () => {
    expect(Object.keys(versions).sort()).toEqual([
      'go',
      'node',
      'pipx:moto',
      'python',
      'terraform',
    ]);
  });
});

describe('GitHub', () => {
  it('runs what must hold, as CONTRIBUTING.md says it', () => {
    expect(read('.github/workflows/ci.yml')).toMatch(/^ {6}- run: bash \.ci\/run$/m);
  });

  it('asks of a pull request what npm can run', () => {
    const asked = [
      read('.github/PULL_REQUEST_TEMPLATE.md'),
      read('.pre-commit-config.yaml'),
      read('.github/workflows/ci.yml'),
    ].join('\n');
    const scripts = [...asked.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name);
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.filter((name = '') => !(name in packageJson.scripts))).toEqual([]);
  });
});
