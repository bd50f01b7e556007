import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { findCheckov, findTerraformDocs, findTflint } from '../support/terraform/checkers';
import { copyBelow } from '../support/terraform/copy-checkout';
import { describeWith } from '../support/terraform/describe-with';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { tryRun } from '../support/terraform/run';

const FIVE_MINUTES = 300_000;

/** What `checkov --output json` says, as far as the tests look at it. */
interface Verdict {
  summary: { passed: number; failed: number; parsing_errors: number };
  results: { failed_checks: { check_id: string }[] };
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'statsig-edge-checkers-'));
  copyBelow('terraform/statsig-edge', folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWithTerraform(
  'terraform fmt, of the module, its examples and its tests',
  ({ terraform }) => {
    it('would change nothing', async () => {
      const fmt = [terraform, 'fmt', '-check', '-diff', '-recursive', '-no-color'];
      expect(await tryRun(fmt, { cwd: folder })).toMatchObject({ code: 0, stdout: '' });
    });
  },
);

describeWith('terraform-docs, of the module', findTerraformDocs(), ({ file }) => {
  it('would change nothing in its README', async () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(await tryRun([file, '.'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(readme);
  });
});

describeWith('tflint, of the module and its examples', findTflint(), ({ file }) => {
  it('finds nothing', async () => {
    const tflint = [file, '--recursive', `--config=${join(folder, '.tflint.hcl')}`];
    expect(await tryRun(tflint, { cwd: folder })).toMatchObject({ code: 0, stdout: '' });
  });
});

describeWith('checkov, of the module', findCheckov(), ({ file }) => {
  const verdict = async (...args: string[]): Promise<Verdict> => {
    const common = ['--directory', '.', '--output', 'json', '--skip-download'];
    const { stdout } = await tryRun([file, ...common, ...args], { cwd: folder });
    return JSON.parse(stdout) as Verdict;
  };

  it(
    'finds nothing but what is left out with its reason',
    async () => {
      const { summary } = await verdict('--config-file', '.checkov.yaml');
      expect(summary).toMatchObject({ failed: 0, parsing_errors: 0 });
      expect(summary.passed).toBeGreaterThan(0);
    },
    FIVE_MINUTES,
  );

  it(
    'would find each of what is left out',
    async () => {
      // In a folder whose configuration is not found, and without the examples.
      rmSync(join(folder, 'examples'), { recursive: true });
      const config = readFileSync(join(folder, '.checkov.yaml'), 'utf8');
      rmSync(join(folder, '.checkov.yaml'));
      const { results } = await verdict('--framework', 'terraform');
      const found = new Set(results.failed_checks.map(({ check_id }) => check_id));
      const leftOut = [...config.matchAll(/^ {2}- (CKV\w+)$/gm)].map(([, id]) => id);
      expect([...found].sort()).toEqual(leftOut.sort());
    },
    FIVE_MINUTES,
  );
});
