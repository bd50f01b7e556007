/** The packages as somebody has them who installs them by name, and has nothing else of this checkout. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Bundle, buildHandler } from '../../handler/build';
import { type Loopback, startLoopback } from '../support/handler/loopback';
import { openGateSpecs } from '../support/open-gate-specs';
import { installStranger } from '../support/strangers/install';
import { findNodes } from '../support/strangers/nodes';
import { askDeployed } from '../support/terraform/ask-deployed';
import { copyBelow } from '../support/terraform/copy-checkout';
import { describeWith } from '../support/terraform/describe-with';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { sentZip, unzip } from '../support/terraform/recorded';
import { run } from '../support/terraform/run';
import { findToolchain, type Toolchain } from '../support/terraform/toolchain';
import { createWorkspace, type Workspace } from '../support/terraform/workspace';

jest.setTimeout(600_000);

const OWN = join(__dirname, '../support/strangers/project/edge');
const BUNDLES = { 'handler.ts': 'build/typescript', 'handler.js': 'build/javascript' };
const COMMAND = 'node_modules/statsig-edge/lib/cli.js';

interface Found {
  toolchain: Toolchain;
  nodes: Record<string, string>;
}

function findAll(): Found | string[] {
  const toolchain = findToolchain();
  if (Array.isArray(toolchain)) return toolchain;
  const nodes = findNodes();
  return Array.isArray(nodes) ? nodes : { toolchain, nodes };
}

/** The files of a bundle with their bytes. */
const filesOf = (bundle: Record<string, string>): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(bundle).map(([name, file]) => [name, readFileSync(file)]));

describeWith(
  'a project that has the packages by their names',
  findAll(),
  ({ toolchain, nodes }) => {
    let project: string;
    let statsig: Loopback;

    const here = (...command: string[]) => run(command, { cwd: project });

    beforeAll(async () => {
      project = await installStranger();
      statsig = await startLoopback();
      statsig.answerWith((_, response) => response.end(openGateSpecs()));
      await here('npx', 'tsc');
      for (const [entry, out] of Object.entries(BUNDLES)) {
        await here('npx', 'statsig-edge', 'bundle', `edge/${entry}`, '--out', `${out}/index.mjs`);
      }
    });

    afterAll(async () => {
      await statsig?.close();
      if (project !== undefined) rmSync(dirname(project), { recursive: true, force: true });
    });

    it('compiles with their types, as Node.js and as bundlers find them', async () => {
      // tsc has compiled the project as for Node.js before.
      expect(readdirSync(join(project, 'compiled'))).toContain('app.js');
      await here('npx', 'tsc', '--noEmit', '--module', 'ESNext', '--moduleResolution', 'Bundler');
    });

    it.each(Object.entries(BUNDLES))(
      'bundles %s to what the checkout makes of it',
      (entry, out) => {
        const made = mkdtempSync(join(tmpdir(), 'stranger-bundle-'));
        try {
          const { file, lazyFiles }: Bundle = buildHandler({
            entry: join(OWN, entry),
            outfile: join(made, 'index.mjs'),
          });
          const names = ['index.mjs', ...Object.keys(lazyFiles)];
          const theirs = names.map((name) => [name, join(project, out, name)] as const);
          expect(filesOf(Object.fromEntries(theirs))).toEqual(
            filesOf({ 'index.mjs': file, ...lazyFiles }),
          );
        } finally {
          rmSync(made, { recursive: true, force: true });
        }
      },
    );

    describe.each(Object.entries(nodes))('on Node.js %s', (version, node) => {
      const withNode = (...args: string[]) => here(node, ...args);

      it('is that version', async () => {
        expect(await withNode('--version')).toBe(`${version}\n`);
      });

      it('tests a handler in the local edge, with jest and with vitest', async () => {
        await withNode('node_modules/jest/bin/jest.js');
        await withNode('node_modules/vitest/vitest.mjs', 'run', 'edge.spec.ts');
      });

      it('imports and requires what is exported', async () => {
        const names = ['cdktf', 'local-edge', 'handler/build'].map(
          (name) => `@statsig-edge/${name}`,
        );
        const imports = names.map((name) => `await import('${name}');`);
        await withNode('--input-type=module', '--eval', imports.join(''));
        const requires = names.map((name) => `require('${name}');`);
        await withNode('--input-type=commonjs', '--eval', requires.join(''));
      });

      it('runs the command', async () => {
        expect(await withNode(COMMAND, '--help')).toContain('statsig-edge SUBCOMMAND');
        const user = '{"userID": "alice", "ip": "81.2.69.142"}';
        expect(await withNode(COMMAND, 'check', 'statsig-config.json', '--user', user)).toMatch(
          /^usable(.|\n)*test_gate/,
        );
        const fetched = join(project, 'fetched.json');
        rmSync(fetched, { force: true });
        await withNode(
          COMMAND,
          'fetch',
          'client-abc',
          '--base-url',
          statsig.url,
          '--output',
          fetched,
        );
        expect(readFileSync(fetched, 'utf8')).toBe(openGateSpecs());
        await withNode(COMMAND, 'bundle', 'edge/handler.ts', '--out', 'build/again/index.mjs');
        expect(readFileSync(join(project, 'build/again/index.mjs'))).toEqual(
          readFileSync(join(project, BUNDLES['handler.ts'], 'index.mjs')),
        );
      });

      it('synthesizes an app with the construct', async () => {
        await withNode('compiled/app.js');
        const stack = readFileSync(join(project, 'cdktf.out/stacks/site/cdk.tf.json'), 'utf8');
        expect(Object.keys(JSON.parse(stack).resource)).toContain('aws_lambda_function');
      });
    });

    describe('deploys', () => {
      const lives: { aws: FakeAws; workspace: Workspace }[] = [];

      afterAll(async () => {
        for (const { aws, workspace } of lives) {
          workspace.remove();
          await aws.stop();
        }
      });

      /** @returns the files in the zip of the function. */
      async function deployed(
        below: string,
        prepare: (workspace: Workspace) => void,
      ): Promise<Record<string, string>> {
        const aws = await startFakeAws(toolchain.motoServer);
        const workspace = createWorkspace(toolchain, aws.endpoint);
        lives.push({ aws, workspace });
        prepare(workspace);
        for (const command of [['init'], ['apply', '-auto-approve']]) {
          await workspace.run([toolchain.terraform, ...command, '-no-color'], below);
        }
        return unzip(sentZip(aws.requests));
      }

      it('the bundle by the plain module, and the app by Terraform', async () => {
        const own = join(project, BUNDLES['handler.ts'], 'index.mjs');
        // Both mostly wait for CloudFront.
        const [byModule, byConstruct] = await Promise.all([
          deployed('site', (workspace) => {
            copyBelow('terraform/statsig-edge', join(workspace.folder, 'statsig-edge'));
            mkdirSync(join(workspace.folder, 'site'));
            cpSync(join(project, 'main.tf'), join(workspace.folder, 'site', 'main.tf'));
            workspace.set('handler_file', own);
            workspace.set('specs_file', join(project, 'statsig-config.json'));
          }),
          deployed('stacks/site', ({ folder }) =>
            cpSync(join(project, 'cdktf.out'), folder, { recursive: true }),
          ),
        ]);
        expect(byModule['index.mjs']).toBe(readFileSync(own, 'utf8'));
        expect(await askDeployed(byModule, openGateSpecs())).toEqual({
          status: 200,
          body: { by: 'TypeScript', open: true, path: '/' },
        });
        expect(await askDeployed(byConstruct, openGateSpecs())).toMatchObject({
          status: 200,
          body: { success: true, gateValue: true },
        });
      });
    });
  },
);
