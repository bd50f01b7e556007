/** What the pages say about Terraform: the configurations that they show, and the commands that deploy. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { exampleSpecs } from '../support/docs/example-specs';
import { blocksIn, commandsIn, pages, ROOT } from '../support/docs/fenced-blocks';
import { isConfiguration, wholeConfiguration } from '../support/docs/hcl-blocks';
import { type Reader, startReader } from '../support/docs/reader';
import { type Loopback, startLoopback } from '../support/handler/loopback';
import { copyCheckout } from '../support/terraform/copy-checkout';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { createWorkspace, type Workspace } from '../support/terraform/workspace';

const FIFTEEN_MINUTES = 900_000;
const MARK = 'run by: __tests__/terraform/docs.test.ts';

/** Whatever variables a page declares are given something. */
const callOf = (name: string, text: string): string => {
  const variables = [...text.matchAll(/^variable "(\w+)"/gm)].map(
    ([, each]) => `  ${each} = "x"\n`,
  );
  return `module "${name}" {\n  source = "./${name}"\n${variables.join('')}}\n`;
};

describeWithTerraform('the configurations on all pages', (toolchain) => {
  it(
    'are valid',
    async () => {
      const workspace = createWorkspace(toolchain, 'http://127.0.0.1:9');
      try {
        const blocks = pages()
          .flatMap((page) => blocksIn(page))
          .filter(isConfiguration);
        expect(blocks.length).toBeGreaterThan(15);
        // Each is a module of its own, so that all are looked at in one go.
        const calls = blocks.map((block) => {
          const name = block.place.replace(/[^\w]+/g, '_');
          mkdirSync(join(workspace.folder, name));
          const file = join(workspace.folder, name, 'main.tf');
          writeFileSync(file, wholeConfiguration(block.text, join(ROOT, 'terraform/statsig-edge')));
          return callOf(name, block.text);
        });
        writeFileSync(join(workspace.folder, 'main.tf'), calls.join('\n'));
        // What the reader has made by then.
        writeFileSync(join(workspace.folder, 'statsig-config.json'), exampleSpecs());
        mkdirSync(join(workspace.folder, 'build'));
        writeFileSync(join(workspace.folder, 'build/index.mjs'), 'export const handler = 0;\n');
        await workspace.run([toolchain.terraform, 'init', '-no-color']);
        await workspace.run([toolchain.terraform, 'validate', '-no-color']);
      } finally {
        workspace.remove();
      }
    },
    FIFTEEN_MINUTES,
  );
});

// One reader who goes from page to page: each finds what the one before left.
describeWithTerraform('the commands that deploy', (toolchain) => {
  let aws: FakeAws;
  let statsig: Loopback;
  let workspace: Workspace;
  let reader: Reader;

  beforeAll(async () => {
    aws = await startFakeAws(toolchain.motoServer);
    statsig = await startLoopback();
    statsig.answerWith((_, response) => response.writeHead(200).end(exampleSpecs()));
    workspace = createWorkspace(toolchain, aws.endpoint);
    // Versions of the object are in it when it is destroyed.
    workspace.set('force_destroy', 'true');
    const folder = join(workspace.folder, 'statsig-edge');
    copyCheckout(folder);
    reader = startReader({
      folder,
      env: { ...workspace.environment, STATSIG: statsig.url },
      ports: {},
    });
  }, FIFTEEN_MINUTES);

  afterAll(async () => {
    await reader?.leave();
    workspace?.remove();
    await statsig?.close();
    await aws?.stop();
  });

  const read = async (page: string): Promise<void> => {
    const blocks = blocksIn(page).filter(({ marks }) => marks.includes(MARK));
    expect(blocks).not.toEqual([]);
    for (const { command } of blocks.flatMap(commandsIn)) {
      const { code, output } = await reader.type(command);
      if (code !== 0)
        throw new Error(`${page}: \`${command}\` ended with code ${code}:\n${output}`);
    }
  };

  it(
    'on the first page make the function, its distribution and the bucket',
    async () => {
      await read('README.md');
      expect(await aws.inventory()).toEqual(
        expect.arrayContaining([
          'function statsig-edge',
          'bucket statsig-edge-123456789012',
          expect.stringMatching(/^distribution /),
        ]),
      );
    },
    FIFTEEN_MINUTES,
  );

  it(
    'on the page of the first deploy take it down at the end',
    async () => {
      await read('docs/first-deploy.md');
      await read('docs/operating.md');
      expect(await aws.inventory()).toEqual([]);
    },
    FIFTEEN_MINUTES,
  );
});
