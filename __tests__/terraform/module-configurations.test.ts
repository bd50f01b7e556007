import { cpSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openGateSpecs } from '../support/open-gate-specs';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { checkOutModule, type TerraformModule } from '../support/terraform/module';
import { type Plan, proposedChanges } from '../support/terraform/plan';
import { bytesByModule, MOST_BYTES } from '../support/terraform/plan-text';

const CONFIGURATIONS = resolve(__dirname, '..', 'support', 'terraform', 'configurations');
const BELOW = 'configurations';
/** Of the other account in them. */
const OTHER = 'arn:aws:iam::222222222222:role/deployer';
/** A busy machine takes minutes to apply them all. */
const THIRTY_MINUTES = 1_800_000;

// One life: each test finds what the one before it left. No distribution of CloudFront has a part in it: the smallest
// configuration, one with all inputs and one with a distribution of one's own are in module-examples.test.ts, which
// waits for theirs. A plan that is applied elsewhere is in module-saved-plan.test.ts.
describeWithTerraform('the configurations that teams have, in one root module', (toolchain) => {
  let aws: FakeAws;
  let module: TerraformModule;
  let before: [string[], string[]];

  const terraform = (...args: string[]) => module.terraform(BELOW, ...args);

  /** A plan as people read it. */
  const planText = async () => {
    await terraform('plan', '-out=tfplan');
    return terraform('show', '-no-color', 'tfplan');
  };

  /** What that plan changes. */
  const changes = async () =>
    proposedChanges(JSON.parse(await terraform('show', '-json', 'tfplan')) as Plan);

  const inventories = () => Promise.all([aws.inventory(), aws.inventoryOf(OTHER)]);

  beforeAll(async () => {
    aws = await startFakeAws(toolchain.motoServer);
    before = await inventories();
    module = checkOutModule(toolchain, aws.endpoint);
    cpSync(CONFIGURATIONS, join(module.folder, BELOW), { recursive: true });
    const specs = join(module.folder, 'open-gate.json');
    writeFileSync(specs, openGateSpecs());
    module.set('specs_file', specs);
    await terraform('init');
  }, THIRTY_MINUTES);

  afterAll(async () => {
    module?.remove();
    await aws?.stop();
  });

  it(
    'are planned in a form that people can read, without the handler and without what is sensitive',
    async () => {
      const text = await planText();
      const bytes = bytesByModule(text);
      expect(Object.keys(bytes).sort()).toEqual([
        'actions',
        'each["live"]',
        'each["stage"]',
        'nested',
        'other_account',
        'own_handler',
        'this_account',
        'unknown',
      ]);
      expect(Object.entries(bytes).filter(([, size]) => size > MOST_BYTES)).toEqual([]);
      expect(text).not.toContain('client-hidden');
      expect(text).toMatch(/\+ gate += "readable"/);
    },
    THIRTY_MINUTES,
  );

  it(
    'are applied, functions of one name in two accounts too',
    async () => {
      await terraform('apply', 'tfplan');
      for (const made of await inventories()) expect(made).toContain('function of-both');
    },
    THIRTY_MINUTES,
  );

  it(
    'have nothing more planned right after, nor where only what a depends_on waits for changes',
    async () => {
      module.set('dependency', 'second');
      await terraform('plan', '-out=tfplan');
      expect((await changes()).map(({ address }) => address)).toEqual(['aws_iam_role.dependency']);
    },
    THIRTY_MINUTES,
  );

  it(
    'show a changed route as such, and change it in place',
    async () => {
      module.set('gate', 'other_home');
      const text = await planText();
      expect(text).toMatch(/~ gate += "new_home" -> "other_home"/);
      expect(bytesByModule(text).actions).toBeLessThan(MOST_BYTES);
      expect((await changes()).map(({ address, change }) => [address, change.actions])).toEqual([
        ['aws_iam_role.dependency', ['update']],
        ['module.actions.aws_lambda_function.edge[0]', ['update']],
        ['module.actions.terraform_data.settings[0]', ['update']],
      ]);
      await terraform('apply', 'tfplan');
    },
    THIRTY_MINUTES,
  );

  it(
    'leave nothing when they are destroyed',
    async () => {
      await terraform('destroy', '-auto-approve');
      expect(await inventories()).toEqual(before);
    },
    THIRTY_MINUTES,
  );
});
