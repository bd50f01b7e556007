import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TerraformOutput } from 'cdktf';
import { EntryChecks } from '../../modules/entry-checks';
import { inputs as declared } from '../../modules/inputs';
import type { Inputs } from '../../modules/inputs/input';
import { resolveInputs } from '../../modules/inputs/resolve';
import { declareVariables } from '../../modules/inputs/variables';
import { snakeCaseKeys } from '../../modules/terraform/block';
import { inputSamples } from '../support/modules/input-samples';
import { synthesize } from '../support/modules/synthesize';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { diagnosticsIn } from '../support/terraform/diagnostics';
import { createWorkspace, type Workspace } from '../support/terraform/workspace';

const FIVE_MINUTES = 300_000;
const THIRTY_MINUTES = 1_800_000;

const inputs: Inputs = declared;

// The same table that the plain values are held against, in __tests__/modules/inputs/resolve.test.ts.
describeWithTerraform('the validations of the variables', (toolchain) => {
  let workspace: Workspace;

  beforeAll(async () => {
    // Variables alone: nothing here asks a provider, so that no AWS is needed.
    workspace = createWorkspace(toolchain, 'http://127.0.0.1:1');
    const { variable, locals, output } = synthesize((stack) => {
      const given = resolveInputs(declareVariables(stack));
      const { preconditions } = new EntryChecks(stack, 'entries', given);
      const checks = new TerraformOutput(stack, 'checks', { value: true });
      // CDKTF has a property for it, and does not synthesize it.
      checks.addOverride('precondition', snakeCaseKeys(preconditions[0] ?? {}));
    });
    const main = JSON.stringify({ variable, locals, output });
    writeFileSync(join(workspace.folder, 'main.tf.json'), main);
    await workspace.run([toolchain.terraform, 'init']);
  }, FIVE_MINUTES);

  afterAll(() => workspace?.remove());

  /** What the variables say, each after its name. */
  const objections = async (values: Record<string, unknown>): Promise<string[]> => {
    const given = { statsig_client_key: 'client-abc', ...values };
    writeFileSync(join(workspace.folder, 'terraform.tfvars.json'), JSON.stringify(given));
    const { stdout } = await workspace.tryRun([toolchain.terraform, 'plan', '-json']);
    return diagnosticsIn(stdout)
      .flatMap(({ detail, snippet }) => {
        const about = snippet?.values?.[0]?.traversal;
        if (about?.startsWith('var.')) return [`${about}: ${detail}`];
        return detail.split('\n').map((line) => `var.${line}`);
      })
      .sort();
  };

  const rounds = (kind: 'good' | 'bad') =>
    Math.max(...Object.values(inputSamples).map((samples) => samples[kind].length));

  /** The nth sample of each input that has so many. */
  const nth = <T>(kind: 'good' | 'bad', round: number): [name: string, sample: T][] =>
    Object.entries(inputSamples)
      .filter(([, samples]) => round < samples[kind].length)
      .map(([name, samples]) => [name, samples[kind][round] as T]);

  it(
    'take every good value',
    async () => {
      for (let round = 0; round < rounds('good'); round += 1) {
        expect(await objections(Object.fromEntries(nth('good', round)))).toEqual([]);
      }
    },
    FIVE_MINUTES,
  );

  /** Terraform does not look at the entries of any input while a variable that they are checked with is refused. */
  const hasEntries = ([name]: [name: string, ...unknown[]]) => inputs[name]?.entries !== undefined;

  it(
    'refuse every bad value, once, and say what the list says',
    async () => {
      const all = Array.from({ length: rounds('bad') }, (_, round) =>
        nth<[value: unknown, says: string]>('bad', round),
      );
      const atOnce = all.map((samples) => samples.filter((sample) => !hasEntries(sample)));
      const alone = all.flatMap((samples) => samples.filter(hasEntries).map((sample) => [sample]));
      for (const samples of [...atOnce, ...alone].filter(({ length }) => length > 0)) {
        const values = Object.fromEntries(samples.map(([name, [value]]) => [name, value]));
        const said = await objections(values);
        expect(said).toHaveLength(samples.length);
        for (const [name, [, says]] of samples) {
          // The rule of an object may look at one of its attributes alone: `var.origin.path: …`.
          const own = said.find((objection) => new RegExp(`^var\\.${name}[.:[]`).test(objection));
          expect([name, own]).toEqual([name, expect.stringContaining(says)]);
        }
      }
    },
    THIRTY_MINUTES,
  );
});
