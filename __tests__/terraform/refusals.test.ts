import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { diagnosticsIn } from '../support/terraform/diagnostics';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { checkOutStack, type Stack } from '../support/terraform/stack';

const FIFTEEN_MINUTES = 900_000;

const EMPTY_SPECS =
  '{"has_updates":true,"time":0,"feature_gates":[],"dynamic_configs":[],"layer_configs":[]}';
const DCS_V2 = '{"response_format":"dcs-v2","has_updates":true,"condition_map":{}}';
const S3_ERROR = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code></Error>';

describeWithTerraform('terraform plan of the stack', (toolchain) => {
  let aws: FakeAws;
  let stack: Stack;

  beforeAll(async () => {
    aws = await startFakeAws(toolchain.motoServer);
    stack = checkOutStack(toolchain, aws.endpoint);
    stack.set('statsig_client_key', 'client-refusals');
    await stack.cdktf('synth');
    await stack.terraform('init');
  }, FIFTEEN_MINUTES);

  afterAll(async () => {
    stack?.remove();
    await aws?.stop();
  });

  /** What the plan says against an input; nothing when it has no objection. */
  const objections = async (...inputs: string[]): Promise<string[]> => {
    const vars = inputs.map((input) => `-var=${input}`);
    const { stdout } = await stack.tryTerraform('plan', '-json', ...vars);
    return diagnosticsIn(stdout)
      .filter(({ severity }) => severity === 'error')
      .map(({ summary, detail }) => `${summary}: ${detail}`);
  };

  const fileWith = (content: string): string => {
    const file = join(stack.folder, 'refused.json');
    writeFileSync(file, content);
    return file;
  };

  it(
    'has no objection to a client key alone',
    async () => {
      expect(await objections()).toEqual([]);
    },
    FIFTEEN_MINUTES,
  );

  it(
    'refuses every input that cannot work, all in one go',
    async () => {
      const refused: Record<string, RegExp> = {
        'timeout=6': /The timeout must be a whole number from 1 to 5 seconds/,
        'memory_size=256': /The memory_size must be 128/,
        'runtime=nodejs20.x': /nodejs22\.x or nodejs24\.x/,
        'statsig_client_key=secret-abc': /server secret/,
        'bucket_access=secret': /private, public or cloudfront/,
        'name=Statsig_Edge': /names of a bucket and a role/,
        'certificate_arn=arn:aws:acm:eu-west-1:123456789012:certificate/abc':
          /certificate of ACM in us-east-1/,
        'log_retention_days=2': /log_retention_days/,
        'specs_file=nowhere.json': /no such specs_file/,
      };
      const said = await objections(...Object.keys(refused));
      for (const reason of Object.values(refused)) {
        expect(said).toContainEqual(expect.stringMatching(reason));
      }
      // One objection to each: an input is not refused twice, nor anything else on its account.
      expect(said).toHaveLength(Object.keys(refused).length);
    },
    FIFTEEN_MINUTES,
  );

  it(
    'refuses aliases without a certificate',
    async () => {
      expect(await objections('aliases=["www.example.com"]')).toEqual([
        expect.stringMatching(/give certificate_arn/),
      ]);
    },
    FIFTEEN_MINUTES,
  );

  it.each([
    ["S3's error in their place", S3_ERROR, /XML or HTML/],
    ['half of them', '{"feature_gates": [', /not JSON/],
    ['the format that the client cannot read', DCS_V2, /dcs-v2/],
    ['other JSON', '{}', /not config specs/],
    // Terraform sees the length of a file in base64, which has letters for three bytes together.
    ['too large', EMPTY_SPECS.padEnd(4 * 1024 * 1024 + 3), /more than 4194304 bytes.*target app/s],
  ])(
    'refuses specs that are %s',
    async (_what, content, reason) => {
      const input = `specs_file=${fileWith(content)}`;
      expect(await objections(input)).toEqual([expect.stringMatching(reason)]);
    },
    FIFTEEN_MINUTES,
  );

  it(
    'refuses specs that make the zip too large, and takes them where they are not in it',
    async () => {
      // Random letters: what does not compress.
      const description = randomBytes(1_200_000).toString('base64');
      const specs = { ...JSON.parse(EMPTY_SPECS), description };
      const input = `specs_file=${fileWith(JSON.stringify(specs))}`;
      expect(await objections(input)).toEqual([
        expect.stringMatching(/zip have 1\d{3} KiB compressed.*set package_specs to false/s),
      ]);
      expect(await objections(input, 'package_specs=false')).toEqual([]);
    },
    FIFTEEN_MINUTES,
  );
});
