/** What a release publishes, and what has to be said of it before. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { notesOf } from '../../scripts/release/changelog';
import { copyCheckout } from '../support/terraform/copy-checkout';

const ROOT = join(__dirname, '../..');
const TEN_MINUTES = 600_000;
const run = promisify(execFile);
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { version } = JSON.parse(read('package.json'));

describe('a release', () => {
  let root: string;
  const sums: string[] = [];
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'release-test-'));
    for (const name of ['one', 'another one']) {
      const cwd = join(root, name);
      copyCheckout(cwd);
      // The archive has what is committed.
      for (const git of [
        ['init', '--quiet'],
        ['add', 'terraform'],
      ])
        await run('git', git, { cwd });
      const { stdout } = await run(join(ROOT, 'node_modules/.bin/tsx'), ['scripts/release.ts'], {
        cwd,
      });
      sums.push(stdout);
    }
  }, TEN_MINUTES);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('has the same bytes from another clean folder', () => {
    const names = ['', '-cdktf', '-handler', '-local-edge'].map(
      (name) => `statsig-edge${name}-${version}.tgz`,
    );
    const told = sums[0]
      ?.trim()
      .split('\n')
      .map((line) => line.split('  ')[1]);
    expect(told).toEqual([...names, `statsig-edge-module-${version}.zip`].sort());
    expect(sums[1]).toBe(sums[0]);
  });

  it('has hashes that sha256sum takes', async () => {
    const cwd = join(root, 'one', 'dist', 'release');
    const { stdout } = await run('sha256sum', ['--check', 'SHA256SUMS'], { cwd });
    expect(stdout.match(/: OK$/gm)).toHaveLength(5);
  });

  it('has the module as it is committed, with its licence', () => {
    const archive = join(root, 'one', 'dist', 'release', `statsig-edge-module-${version}.zip`);
    const committed = execFileSync('git', ['ls-files', '--', '.'], {
      cwd: join(ROOT, 'terraform/statsig-edge'),
      encoding: 'utf8',
    });
    const names = [...committed.trim().split('\n'), 'LICENSE'];
    const files = unzipSync(readFileSync(archive));
    expect(Object.keys(files).sort()).toEqual(names.sort());
    expect(Buffer.from(files['main.tf'] ?? []).toString()).toBe(
      read('terraform/statsig-edge/main.tf'),
    );
  });
});

describe('the version', () => {
  it('is that of every package', () => {
    for (const folder of JSON.parse(read('package.json')).workspaces) {
      expect(JSON.parse(read(`${folder}/package.json`))).toMatchObject({ version });
    }
  });

  it('is the one that documentation has Terraform take', () => {
    const pages = execFileSync('git', ['ls-files', '*.md', '*.tf', '*.tftpl'], { cwd: ROOT });
    const refs = pages
      .toString()
      .trim()
      .split('\n')
      .flatMap((page) =>
        [...read(page).matchAll(/[?&]ref=(v[\w.-]+)/g)].map(([, ref]) => `${page}: ${ref}`),
      );
    expect(refs.length).toBeGreaterThan(0);
    expect(refs.filter((ref) => !ref.endsWith(`: v${version}`))).toEqual([]);
  });

  it('has its part in the changelog and among the upgrades', () => {
    expect(notesOf(read('CHANGELOG.md'), version, false)).toMatch(/^### /m);
    expect(read('docs/upgrading.md')).toContain(`### To ${version}`);
  });
});

describe('notesOf', () => {
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\nto be 2.0.0.\n\n## [1.0.0] - 2026-01-01\n\nThe first.\n';

  it('gives what stands under the version', () => {
    expect(notesOf(changelog, '1.0.0', true)).toBe('The first.');
    expect(notesOf(changelog, '2.0.0', false)).toBe('to be 2.0.0.');
  });

  it('refuses a version that has no heading, and one that is released under none of its own', () => {
    expect(() => notesOf(changelog, '3.0.0', false)).toThrow(/has nothing of 3\.0\.0: give it/);
    expect(() => notesOf(changelog, '2.0.0', true)).toThrow(/has nothing of 2\.0\.0: give it/);
  });
});

describe('the workflow', () => {
  const workflow = read('.github/workflows/release.yml');

  it('runs what must hold first, and gives its permissions to the other job alone', () => {
    const [before = '', publish = ''] = workflow.split('  publish:\n');
    expect(before).toContain('- run: bash .ci/run');
    expect(before).not.toMatch(/: write/);
    expect(publish.match(/[\w-]+: write/g)).toEqual(['contents: write', 'id-token: write']);
    expect(publish).toContain('needs: everything');
    expect(publish).not.toContain('.ci/run');
  });

  it('publishes with provenance what the dry run makes', () => {
    expect(workflow).toContain('npm run release:dry -- --tag "$GITHUB_REF_NAME"');
    expect(workflow).toMatch(/publish --provenance/);
  });
});
