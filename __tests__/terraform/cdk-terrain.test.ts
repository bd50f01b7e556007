import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { differingPaths } from '../support/terraform/cdk-terrain/differing-paths';
import { readGuide } from '../support/terraform/cdk-terrain/guide';
import { moveToCdkTerrain } from '../support/terraform/cdk-terrain/move';
import { installPackages } from '../support/terraform/cdk-terrain/packages';
import { copyCheckout } from '../support/terraform/copy-checkout';
import { describeWith } from '../support/terraform/describe-with';
import { run } from '../support/terraform/run';
import { findToolchain } from '../support/terraform/toolchain';

const TEN_MINUTES = 600_000;

/** Each is named with its reason. Whatever else differs would change what Terraform does, and fails the test. */
const MAY_DIFFER = [
  // The framework's own version, in what Terraform takes for a comment.
  '//.metadata.version',
];

const guide = readGuide(resolve(__dirname, '..', '..'));

/** The files below a folder with what is in them. */
const files = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

/** What `cdktf synth` and `cdktn synth` run, in either of Terraform's syntaxes; the files of the one stack. */
const synthesize = async (checkout: string, native: boolean): Promise<Record<string, string>> => {
  await run(['node_modules/.bin/tsx', 'main.ts'], {
    cwd: checkout,
    env: { ...process.env, SYNTH_HCL_OUTPUT: String(native) },
  });
  return files(join(checkout, 'cdktf.out', 'stacks', 'statsig-edge'));
};

/** Half a gigabyte: only for a machine that is set up for the other tests of this project, too. */
const findPackages = () => {
  const toolchain = findToolchain();
  return Array.isArray(toolchain) ? toolchain : installPackages(guide.packages);
};

describeWith('the stack, moved to CDK Terrain', findPackages(), (installed) => {
  let root: string;
  let checkouts: string[];

  const bothSynthesized = (native: boolean) =>
    Promise.all(checkouts.map((checkout) => synthesize(checkout, native)));

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'statsig-edge-cdk-terrain-'));
    checkouts = ['cdktf', 'cdktn'].map((name) => join(root, name));
    for (const checkout of checkouts) copyCheckout(checkout);
    moveToCdkTerrain(join(root, 'cdktn'), guide, installed);
  }, TEN_MINUTES);

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it(
    'synthesizes to the same, at the same addresses and with the same state',
    async () => {
      const [before = {}, after = {}] = await bothSynthesized(false);
      const { 'cdk.tf.json': stackBefore = '', ...othersBefore } = before;
      const { 'cdk.tf.json': stackAfter = '', ...othersAfter } = after;
      expect(Object.keys(JSON.parse(stackBefore).resource)).toContain(
        'aws_cloudfront_distribution',
      );
      expect(differingPaths(JSON.parse(stackBefore), JSON.parse(stackAfter))).toEqual(MAY_DIFFER);
      expect(Object.keys(othersBefore)).not.toEqual([]);
      expect(othersAfter).toEqual(othersBefore);
    },
    TEN_MINUTES,
  );

  it(
    'synthesizes to the same bytes in native syntax',
    async () => {
      const [before = {}, after = {}] = await bothSynthesized(true);
      expect(before['cdk.tf']).toContain('resource "aws_cloudfront_distribution"');
      expect(after['cdk.tf']).toBe(before['cdk.tf']);
    },
    TEN_MINUTES,
  );

  it(
    'renders to the same Terraform module',
    async () => {
      const [before, after] = await Promise.all(
        checkouts.map(async (checkout) => {
          const folder = join(checkout, 'terraform', 'statsig-edge');
          // What is committed there must not pass for what was rendered. Of the README only the tables are.
          for (const name of readdirSync(folder).filter((file) => file !== 'README.md')) {
            rmSync(join(folder, name), { recursive: true });
          }
          await run(['node_modules/.bin/tsx', 'scripts/module.ts'], { cwd: checkout });
          return files(folder);
        }),
      );
      expect(before?.['distribution.tf']).toContain('resource "aws_cloudfront_distribution"');
      expect(after).toEqual(before);
    },
    TEN_MINUTES,
  );

  it(
    'compiles against the newest bindings of the AWS provider, with no CDKTF beside them',
    async () => {
      const checkout = join(root, 'cdktn');
      expect(readdirSync(join(checkout, 'node_modules'))).not.toContain('cdktf');
      writeFileSync(
        join(checkout, 'tsconfig.stack.json'),
        JSON.stringify({ extends: './tsconfig.json', include: ['main.ts', 'modules', 'scripts'] }),
      );
      await run(['node_modules/.bin/tsc', '--project', 'tsconfig.stack.json'], { cwd: checkout });
    },
    TEN_MINUTES,
  );
});
