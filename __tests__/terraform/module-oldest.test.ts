import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { REQUIRED_VERSION } from '../../modules/stack';
import { describeWith } from '../support/terraform/describe-with';
import { checkOutModule, type TerraformModule } from '../support/terraform/module';
import { findOldestTerraform } from '../support/terraform/oldest-terraform';
import { run } from '../support/terraform/run';

const THIRTY_MINUTES = 1_800_000;

describeWith('the module, by the oldest Terraform', findOldestTerraform(), (toolchain) => {
  let module: TerraformModule;

  beforeAll(() => {
    // Nothing here asks AWS.
    module = checkOutModule(toolchain, 'http://127.0.0.1:1');
  });

  afterAll(() => module?.remove());

  it('is run by the version that it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-oldest-'));
    try {
      const said = await run([toolchain.terraform, 'version', '-json'], { cwd: folder });
      expect(`>= ${JSON.parse(said).terraform_version}`).toBe(REQUIRED_VERSION);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it(
    'is valid in each of the examples',
    async () => {
      for (const name of readdirSync(join(module.folder, 'examples'))) {
        const below = join('examples', name);
        await module.terraform(below, 'init');
        const said = JSON.parse(await module.terraform(below, 'validate', '-json'));
        expect([name, said.diagnostics]).toEqual([name, []]);
      }
    },
    THIRTY_MINUTES,
  );
});
