/** Every command that a page gives is run here as it is written, or says above it what it needs. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exampleSpecs } from '../support/docs/example-specs';
import {
  type Block,
  blocksIn,
  commandsIn,
  isAsShown,
  pages,
  ROOT,
} from '../support/docs/fenced-blocks';
import { type Reader, startReader } from '../support/docs/reader';
import { type Loopback, startLoopback } from '../support/handler/loopback';
import { copyCheckout } from '../support/terraform/copy-checkout';

const SHELLS = ['sh', 'bash', 'console', 'powershell', 'shell'];
/** Of a command block: it is run here; by another test, which is there; or by nobody, and what it needs is known. */
const MARK =
  /^(?:run|run by: (?<test>__tests__\/\S+\.ts)|needs: an AWS account|needs: (?:ten quiet minutes|npm's registry))$/;

const blocks = pages().flatMap((page) => blocksIn(page));
const commandBlocks = blocks.filter(({ language }) => SHELLS.includes(language));
/** Where the reader is told to save it: `file: my-site.json`. */
const filesOf = ({ marks }: Block) =>
  marks.flatMap((mark) => /^file: ([\w.-]+)$/.exec(mark)?.[1] ?? []);
const isRun = ({ marks }: Block) => marks.includes('run');

describe('the blocks of all pages', () => {
  it('say what language they are in, so that no command passes for something else', () => {
    expect(blocks.length).toBeGreaterThan(50);
    expect(blocks.filter(({ language }) => language === '').map(({ place }) => place)).toEqual([]);
  });

  it('say of commands that they are run, or what they need', () => {
    const unmarked = commandBlocks.filter(({ marks }) => !marks.some((mark) => MARK.test(mark)));
    expect(unmarked.map(({ place }) => place)).toEqual([]);
  });

  it('name a test that is there, where another one runs them', () => {
    const tests = commandBlocks
      .flatMap(({ marks }) => marks)
      .flatMap((mark) => MARK.exec(mark)?.groups?.test ?? []);
    expect(tests.filter((test) => !existsSync(join(ROOT, test)))).toEqual([]);
  });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });

describe('the commands of', () => {
  const FIVE_MINUTES = 300_000;
  const root = mkdtempSync(join(tmpdir(), 'statsig-edge-docs-'));
  const folder = join(root, 'statsig-edge');
  let statsig: Loopback;
  beforeAll(async () => {
    copyCheckout(folder);
    statsig = await startLoopback();
    statsig.answerWith((_, response) => response.writeHead(200).end(exampleSpecs()));
  });
  afterAll(async () => {
    await statsig.close();
    rmSync(root, { recursive: true, force: true });
  });

  const runnable = [...new Set(commandBlocks.filter(isRun).map(({ file }) => file))];
  it.each(runnable)(
    '%s do what it says',
    async (file) => {
      const reader: Reader = startReader({
        folder,
        ports: { 8080: await freePort(), 8000: await freePort() },
        env: { ...process.env, STATSIG: statsig.url, NO_COLOR: '1', FORCE_COLOR: undefined },
      });
      try {
        for (const block of blocks.filter((each) => each.file === file)) {
          for (const name of filesOf(block)) writeFileSync(join(folder, name), `${block.text}\n`);
          if (!isRun(block)) continue;
          for (const { command, output } of commandsIn(block)) {
            const done = await reader.type(command);
            const said = `${block.place}: \`${command}\` ended with code ${done.code} and wrote:\n${done.output}`;
            if (done.code !== 0) throw new Error(said);
            if (output !== null && !isAsShown(output, done.output)) {
              throw new Error(`${said}\nThe page shows:\n${output}`);
            }
          }
        }
      } finally {
        await reader.leave();
      }
    },
    FIVE_MINUTES,
  );
});

describe('blocksIn', () => {
  it('finds what is between the fences, in a list, too, and the marks above', () => {
    const page = [
      ...['1. A step', '', '   <!-- run -->', '   ```sh', '   one', '     two', '   ```', ''],
      ...['````md', '```sh', 'not one', '```', '````'],
      ...['<!-- a -->', '<!-- b -->', '', '```console', '$ three', '```'],
    ].join('\n');
    expect(blocksIn('page.md', page)).toEqual([
      expect.objectContaining({ place: 'page.md:4', text: 'one\n  two', marks: ['run'] }),
      expect.objectContaining({ language: 'md', text: '```sh\nnot one\n```', marks: [] }),
      expect.objectContaining({ language: 'console', text: '$ three', marks: ['a', 'b'] }),
    ]);
  });
});

describe('commandsIn', () => {
  const block = (language: string, text: string) =>
    commandsIn({ place: '', file: '', language, text, marks: [] });

  it('takes each line of a script, and puts a long one together', () => {
    expect(block('sh', 'one \\\n  --more\n\ntwo').map(({ command }) => command)).toEqual([
      'one    --more',
      'two',
    ]);
  });

  it('takes what follows the prompt, and its output', () => {
    expect(block('console', '$ one\nsaid\n\nmore\n$ two')).toEqual([
      { command: 'one', output: 'said\n\nmore' },
      { command: 'two', output: null },
    ]);
  });
});

describe('isAsShown', () => {
  it.each([
    ['a (b)\nc', 'a (b)  \nc\n', true],
    ['a\nc', 'a\nb\nc', false],
    ['a … c', 'a b b c', true],
    ['a … c', 'a b\nb c', false],
    ['a\n…\nd', 'a\nb\nc\nd', true],
    ['a\n…', 'a\nb\nc', true],
    ['a\n…', 'b\nc', false],
  ])('%j, where it wrote %j: %j', (shown, output, expected) => {
    expect(isAsShown(shown, output)).toBe(expected);
  });
});
