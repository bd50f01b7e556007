import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { checkOutModule, type TerraformModule } from '../support/terraform/module';

const FIFTEEN_MINUTES = 900_000;
/** There is a run for every rule of every variable, and a busy machine takes seconds for each. */
const THIRTY_MINUTES = 1_800_000;

/** A line of `terraform test -json`, or of `terraform plan -json`. */
interface Line {
  '@testrun'?: string;
  test_run?: { progress: string; status?: string };
  test_summary?: { status: string };
  changes?: { add: number; change: number; remove: number };
}

const linesOf = (said: string): Line[] =>
  said
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

describeWithTerraform("the module's own tests", (toolchain) => {
  let aws: FakeAws;
  let module: TerraformModule;

  beforeAll(async () => {
    aws = await startFakeAws(toolchain.motoServer);
    module = checkOutModule(toolchain, aws.endpoint);
    await module.terraform('.', 'init');
  }, FIFTEEN_MINUTES);

  afterAll(async () => {
    module?.remove();
    await aws?.stop();
  });

  it(
    'pass',
    async () => {
      // One after the other: each run starts the providers anew, and they end with the command.
      const files = readdirSync(join(module.folder, 'tests')).filter((name) =>
        name.endsWith('.tftest.hcl'),
      );
      const lines: Line[] = [];
      for (const name of files) {
        const { stdout } = await module.tryTerraform('.', 'test', '-json', `-filter=tests/${name}`);
        lines.push(...linesOf(stdout));
      }
      const ended = lines.filter(({ test_run }) => test_run?.progress === 'complete');
      const notPassed = ended.filter(({ test_run }) => test_run?.status !== 'pass');
      expect(notPassed.map((line) => line['@testrun'])).toEqual([]);
      expect(lines.flatMap(({ test_summary }) => test_summary?.status ?? [])).toEqual(
        files.map(() => 'pass'),
      );
      // Mock providers answer in the place of AWS.
      expect(aws.requests).toEqual([]);
    },
    THIRTY_MINUTES,
  );

  it(
    'are right about create: where it is false there is not a thing to make, nor to look up',
    async () => {
      module.provide();
      module.set('statsig_client_key', 'client-none');
      module.set('create', 'false');
      const said = linesOf(await module.terraform('.', 'plan', '-json'));
      expect(said.flatMap(({ changes }) => changes ?? [])).toEqual([
        expect.objectContaining({ add: 0, change: 0, remove: 0 }),
      ]);
      // The provider asks by itself who it works for.
      expect(aws.requests.filter(({ body }) => !body.includes('GetCallerIdentity'))).toEqual([]);
    },
    FIFTEEN_MINUTES,
  );
});
