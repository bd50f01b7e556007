import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ask } from '../support/terraform/ask';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { checkOutStack, type Stack } from '../support/terraform/stack';

const FIFTEEN_MINUTES = 900_000;
const BUCKET = 'bucket-that-is-there';

const sha256 = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

/** Each file below a folder with its content's hash. */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .sort()
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, sha256(join(folder, name))]),
  );

describeWithTerraform('two checkouts in folders of different names', (toolchain) => {
  let aws: FakeAws;
  let stacks: Stack[] = [];

  beforeAll(async () => {
    aws = await startFakeAws(toolchain.motoServer);
    stacks = ['one', 'another one'].map((name) => checkOutStack(toolchain, aws.endpoint, name));
    for (const stack of stacks) await stack.cdktf('synth');
  }, FIFTEEN_MINUTES);

  afterAll(async () => {
    for (const stack of stacks) stack.remove();
    await aws?.stop();
  });

  it('synthesize the same bytes', () => {
    const [one, other] = stacks.map(({ folder }) => contents(join(folder, 'cdktf.out')));
    expect(Object.keys(one ?? {})).toContain(join('stacks', 'statsig-edge', 'cdk.tf.json'));
    expect(other).toEqual(one);
  });

  it(
    'zip the same bytes',
    async () => {
      // In a bucket that is there already and is read by itself, so that all is known, and the zip is made, at plan.
      await ask(aws.endpoint, 's3', `/${BUCKET}`, { method: 'PUT' });
      const hashes: string[] = [];
      for (const stack of stacks) {
        stack.set('existing_bucket', JSON.stringify({ name: BUCKET, region: 'us-east-1' }));
        stack.set('bucket_access', 'private');
        stack.set('statsig_client_key', 'client-reproducible');
        await stack.terraform('init');
        await stack.terraform('plan');
        const root = join(stack.folder, stack.synthesized());
        hashes.push(
          sha256(join(root, '.terraform', 'statsig-edge', 'statsig-edge-123456789012.zip')),
        );
      }
      expect(hashes[1]).toBe(hashes[0]);
    },
    FIFTEEN_MINUTES,
  );
});
