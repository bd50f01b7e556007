import { copyFileSync, cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ask } from '../support/terraform/ask';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { checkOutModule, type TerraformModule } from '../support/terraform/module';

const TEN_MINUTES = 600_000;
const BUCKET = 'our-bucket';
const PLAN = 'tfplan';
/** The folder that the module's README says to carry along with a plan. */
const CARRIED = join('.terraform', 'statsig-edge');

/** Both checkouts have one state, as a team has. */
const backend = (state: string): string =>
  `terraform {\n  backend "local" {\n    path = ${JSON.stringify(state)}\n  }\n}\n`;

describeWithTerraform('a plan that is saved here and applied in another checkout', (toolchain) => {
  let aws: FakeAws;
  let here: TerraformModule;
  let there: TerraformModule;

  beforeAll(async () => {
    aws = await startFakeAws(toolchain.motoServer);
    // In a bucket that is there already and is read by itself, all that goes into the zip is known at plan.
    await ask(aws.endpoint, 's3', `/${BUCKET}`, { method: 'PUT' });
    here = checkOutModule(toolchain, aws.endpoint);
    there = checkOutModule(toolchain, aws.endpoint);
    for (const module of [here, there]) {
      module.provide();
      writeFileSync(
        join(module.folder, 'backend.tf'),
        backend(join(here.folder, 'terraform.tfstate')),
      );
      module.set('statsig_client_key', 'client-saved');
      module.set('existing_bucket', `{ name = "${BUCKET}", region = "us-east-1" }`);
      module.set('bucket_access', 'private');
      // CloudFront takes its time, and has no part in this.
      module.set('create_distribution', 'false');
      await module.terraform('.', 'init');
    }
  }, TEN_MINUTES);

  afterAll(async () => {
    here?.remove();
    there?.remove();
    await aws?.stop();
  });

  const planHere = async (): Promise<void> => {
    await here.terraform('.', 'plan', `-out=${PLAN}`);
    copyFileSync(join(here.folder, PLAN), join(there.folder, PLAN));
  };

  it(
    'stops without the folder, and names it',
    async () => {
      await planHere();
      const { code, stderr } = await there.tryTerraform('.', 'apply', '-no-color', PLAN);
      expect(code).toBe(1);
      expect(stderr.replace(/\s+/g, ' ')).toContain(
        `A saved plan does not contain it: copy the folder ${CARRIED} from`,
      );
      expect(await aws.inventory()).not.toContain('function statsig-edge');
    },
    TEN_MINUTES,
  );

  it(
    'works with the folder',
    async () => {
      await planHere();
      cpSync(join(here.folder, CARRIED), join(there.folder, CARRIED), { recursive: true });
      await there.terraform('.', 'apply', PLAN);
      expect(await aws.inventory()).toContain('function statsig-edge');
    },
    TEN_MINUTES,
  );
});
