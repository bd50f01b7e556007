import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { checkOutStack, type Stack } from '../support/terraform/stack';

const FIFTEEN_MINUTES = 900_000;

/** A part of what `terraform show -json` says of a plan. */
interface Planned {
  planned_values: {
    outputs: object;
    root_module: { resources: { mode: 'managed' | 'data' }[] };
  };
}

/** The text of a policy with its statements by their names; any other value as it is. */
const withStatementsSorted = (value: unknown): unknown => {
  if (typeof value !== 'string' || !value.includes('"Statement"')) return value;
  const policy = JSON.parse(value) as { Statement: { Sid: string }[] };
  return policy.Statement.sort((one, other) => one.Sid.localeCompare(other.Sid));
};

describeWithTerraform('cdktf synth --hcl', (toolchain) => {
  let aws: FakeAws;
  let stack: Stack;

  beforeAll(async () => {
    aws = await startFakeAws(toolchain.motoServer);
    stack = checkOutStack(toolchain, aws.endpoint);
    await stack.cdktf('synth', '--hcl');
    await stack.terraform('init');
  }, FIFTEEN_MINUTES);

  afterAll(async () => {
    stack?.remove();
    await aws?.stop();
  });

  it(
    'is configuration that Terraform finds valid, without a warning',
    async () => {
      // Terraform reads both languages: JSON left beside it would be what is found valid.
      const folder = join(stack.folder, stack.synthesized());
      expect(existsSync(join(folder, 'cdk.tf'))).toBe(true);
      expect(existsSync(join(folder, 'cdk.tf.json'))).toBe(false);
      const verdict = JSON.parse(await stack.terraform('validate', '-json'));
      expect(verdict).toMatchObject({ valid: true, diagnostics: [] });
    },
    FIFTEEN_MINUTES,
  );

  /** Resources and outputs. The statements of a policy document, which is data, have no order that matters. */
  const planned = async (): Promise<unknown> => {
    await stack.terraform('plan', '-out=tfplan');
    const shown = await stack.terraform('show', '-json', 'tfplan');
    const plan = JSON.parse(shown, (_, value) => withStatementsSorted(value)) as Planned;
    const { outputs, root_module } = plan.planned_values;
    return { outputs, resources: root_module.resources.filter(({ mode }) => mode === 'managed') };
  };

  it(
    'plans what the JSON plans',
    async () => {
      stack.set('statsig_client_key', 'client-hcl');
      const inHcl = await planned();
      await stack.cdktf('synth');
      await stack.terraform('init');
      expect(inHcl).toEqual(await planned());
    },
    FIFTEEN_MINUTES,
  );
});
