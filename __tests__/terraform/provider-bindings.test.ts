import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { devDependencies } from '../../package.json';
import { replacePackages } from '../support/terraform/cdk-terrain/move';
import { installPackages } from '../support/terraform/cdk-terrain/packages';
import { copyCheckout } from '../support/terraform/copy-checkout';
import { describeWith } from '../support/terraform/describe-with';
import { run } from '../support/terraform/run';
import { findToolchain } from '../support/terraform/toolchain';

const TEN_MINUTES = 600_000;
const MODULE = join('terraform', 'statsig-edge');

/**
 * The AWS provider at the ends of what REQUIRED_PROVIDERS says, by the version of the bindings. In between are those of
 * package.json; the newest are tried with CDK Terrain.
 */
const BINDINGS = { '5.100.0': '20.1.0', '6.0.0': '21.0.0' };

/** Half a gigabyte each: only for a machine that is set up for the other tests of this project, too. */
const findPackages = (bindings: string) => {
  const toolchain = findToolchain();
  if (Array.isArray(toolchain)) return toolchain;
  const others = ['@cdktf/provider-archive', 'cdktf', 'constructs'] as const;
  return installPackages([
    `@cdktf/provider-aws@${bindings}`,
    ...others.map((name) => `${name}@${devDependencies[name]}`),
  ]);
};

const terraformFiles = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.tf'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

describe.each(Object.entries(BINDINGS))('the AWS provider %s', (provider, bindings) => {
  describeWith(
    `the constructs with its bindings, ${bindings}`,
    findPackages(bindings),
    (installed) => {
      let checkout: string;

      beforeAll(() => {
        checkout = mkdtempSync(join(tmpdir(), 'statsig-edge-bindings-'));
        copyCheckout(checkout);
        replacePackages(checkout, installed);
      }, TEN_MINUTES);

      afterAll(() => rmSync(checkout, { recursive: true, force: true }));

      it(
        'compile',
        async () => {
          const { cdktf } = JSON.parse(
            readFileSync(join(checkout, 'node_modules/@cdktf/provider-aws/package.json'), 'utf8'),
          );
          expect(cdktf.provider.version).toBe(provider);
          writeFileSync(
            join(checkout, 'tsconfig.stack.json'),
            JSON.stringify({
              extends: './tsconfig.json',
              include: ['main.ts', 'modules', 'scripts'],
            }),
          );
          await run(['node_modules/.bin/tsc', '--project', 'tsconfig.stack.json'], {
            cwd: checkout,
          });
        },
        TEN_MINUTES,
      );

      it(
        'render the module that is committed',
        async () => {
          const folder = join(checkout, MODULE);
          for (const name of Object.keys(terraformFiles(folder))) rmSync(join(folder, name));
          await run(['node_modules/.bin/tsx', 'scripts/module.ts'], { cwd: checkout });
          expect(terraformFiles(folder)).toEqual(
            terraformFiles(resolve(__dirname, '../..', MODULE)),
          );
        },
        TEN_MINUTES,
      );
    },
  );
});
