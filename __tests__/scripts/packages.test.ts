/** The packages as they are published, by what npm, bundlers and TypeScript make of them. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PACKAGES } from '../../scripts/packages/list';

const ROOT = join(__dirname, '../..');
const TEN_MINUTES = 600_000;
const run = promisify(execFile);
const bin = (name: string) => join(ROOT, 'node_modules/.bin', name);
const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'packages-test-'));
  await run(bin('tsx'), ['scripts/packages.ts', folder], { cwd: ROOT });
}, TEN_MINUTES);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const published = (name: string) => join(folder, name);

describe('the packages', () => {
  const { version, license, engines } = readJson(ROOT, 'package.json');

  it.each(PACKAGES.map((one) => one.folder))('%s has the one version, licence and Node', (name) => {
    expect(readJson(published(name), 'package.json')).toMatchObject({ version, license, engines });
    expect(readFileSync(join(published(name), 'LICENSE'), 'utf8')).toContain('MIT License');
  });

  it('depend on one another by just this version', () => {
    const manifests = PACKAGES.map((one) => readJson(published(one.folder), 'package.json'));
    const names = manifests.map(({ name }) => name);
    const between = manifests.flatMap(({ dependencies = {} }) =>
      Object.entries(dependencies).filter(([name]) => names.includes(name)),
    );
    expect(between).toEqual([['@statsig-edge/handler', version]]);
  });

  it('bring users of the handler no bundler and no bindings, nor anything of Statsig to those of the local edge', () => {
    const needs = (name: string) =>
      Object.keys(readJson(published(name), 'package.json').dependencies ?? {});
    expect(needs('handler').filter((name) => /esbuild|cdktf|constructs/.test(name))).toEqual([]);
    expect(needs('local-edge').filter((name) => /statsig/.test(name))).toEqual([]);
    const code = readFileSync(join(published('local-edge'), 'lib/index.js'), 'utf8');
    expect(code).not.toContain('node_modules/');
  });

  it('name in their licences every package whose code they contain', () => {
    for (const one of PACKAGES) {
      const lib = join(published(one.folder), 'lib');
      const maps = readdirSync(lib).filter((name) => name.endsWith('.map'));
      const contained = maps
        .flatMap((map): string[] => readJson(lib, map).sources)
        .flatMap((source) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
      const file = join(published(one.folder), 'THIRD-PARTY-LICENSES');
      const licences = existsSync(file) ? readFileSync(file, 'utf8') : '';
      expect(contained.filter((name) => !licences.includes(`${name} `))).toEqual([]);
    }
  });

  it('say in their source maps nothing of the machine', () => {
    for (const one of PACKAGES) {
      const lib = join(published(one.folder), 'lib');
      for (const map of readdirSync(lib).filter((name) => name.endsWith('.map'))) {
        const outside = (readJson(lib, map).sources as string[]).filter((source) =>
          /^(\/|\.\.)/.test(source),
        );
        expect(outside).toEqual([]);
      }
    }
  });

  it.each(PACKAGES.map((one) => one.folder))(
    '%s has nothing for publint to object to',
    async (name) => {
      const { stdout } = await run(bin('publint'), ['--strict', published(name)]);
      expect(stdout).toContain('All good!');
    },
    TEN_MINUTES,
  );

  it.each(PACKAGES.filter(({ entries }) => entries.length > 0).map((one) => one.folder))(
    '%s has the types of what it exports, wherever it is imported from',
    async (name) => {
      // The handler is an ES module alone: Lambda imports it, and it is bundled before.
      const rules =
        name === 'handler' ? ['--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm'] : [];
      const checked = run(bin('attw'), ['--pack', published(name), ...rules]);
      await expect(checked).resolves.toBeDefined();
    },
    TEN_MINUTES,
  );
});
