/** What pages show in TypeScript compiles against this repository, as it stands beside its sources. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { blocksIn, pages } from '../support/docs/fenced-blocks';
import { copyCheckout } from '../support/terraform/copy-checkout';
import { tryRun } from '../support/terraform/run';

/** Reports of API Extractor are no programs, and what adds to a test runner's types needs that runner's. */
const blocks = pages()
  .filter((page) => !page.startsWith('docs/api/'))
  .flatMap((page) => blocksIn(page))
  .filter(({ language, text }) => language === 'ts' && !/^declare module/m.test(text));

/** A block that imports nothing is a part of a handler. */
const IN_A_HANDLER =
  "import { edgeHandler } from '@statsig-edge/handler';\nexport const handler = await edgeHandler(({ request, statsig }) => {\n";

const program = (text: string): string =>
  /^import /m.test(text) ? text : `${IN_A_HANDLER}${text}\nvoid values;\nreturn request;\n});\n`;

/** What the reader has: a handler, and a test runner's matchers, which come with no types of ours. */
const READERS_OWN = {
  'handler.ts': `${IN_A_HANDLER}void statsig;\nreturn request;\n});\n`,
  'expect.d.ts': 'declare global {\n  const expect: any;\n}\nexport {};\n',
};

it('compiles', async () => {
  expect(blocks.length).toBeGreaterThan(3);
  const root = mkdtempSync(join(tmpdir(), 'statsig-edge-typescript-'));
  try {
    copyCheckout(root);
    const files = blocks.map(({ place, text }) => {
      const file = `${place.replace(/[^\w]+/g, '-')}.ts`;
      writeFileSync(join(root, file), program(text));
      return file;
    });
    for (const [name, text] of Object.entries(READERS_OWN)) writeFileSync(join(root, name), text);
    writeFileSync(
      join(root, 'tsconfig.pages.json'),
      JSON.stringify({
        extends: './tsconfig.json',
        // A page shows what there is, used or not.
        compilerOptions: { noUnusedParameters: false },
        include: [...files, 'expect.d.ts'],
      }),
    );
    const done = await tryRun(['node_modules/.bin/tsc', '--project', 'tsconfig.pages.json'], {
      cwd: root,
    });
    expect(done).toMatchObject({ code: 0, stdout: '' });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}, 300_000);
