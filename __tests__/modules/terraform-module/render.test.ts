import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TerraformElement } from 'cdktf';
import { buildHandler } from '../../../handler/build';
import { inputs, sections } from '../../../modules/inputs';
import { reasonsFor } from '../../../modules/terraform/explain';
import { renderLicenses } from '../../../modules/terraform-module/licenses';
import { ModuleStack } from '../../../modules/terraform-module/module-stack';
import { renderModule } from '../../../modules/terraform-module/render';
import { buildSyncFunction } from '../../../sync/build';

const FOLDER = join(__dirname, '../../../terraform/statsig-edge');
const committed = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

const readme = committed('README.md');
const files = renderModule(readme);
const tfFiles = Object.keys(files).filter((name) => /^[^/]+\.tf$/.test(name));
const {
  'variables.tf': variables = '',
  'outputs.tf': outputs = '',
  'versions.tf': versions = '',
} = files;
/** All that is made. */
const made = tfFiles
  .filter((name) => !['variables.tf', 'outputs.tf', 'versions.tf'].includes(name))
  .map((name) => files[name])
  .join('\n');

/** `aws_s3_bucket.specs_store`, `data.archive_file.zip`: what a state and `-target` call it. */
const addresses = [...made.matchAll(/^(resource|data) "(\w+)" "(\w+)"/gm)]
  .map(([, kind, type, name]) => `${kind === 'data' ? 'data.' : ''}${type}.${name}`)
  .sort();

describe('renderModule', () => {
  it.each(Object.keys(files))(
    'gives the %s that is committed: else run `npm run module`',
    (name) => {
      expect(files[name]).toBe(committed(name));
    },
  );

  it('leaves no other file of Terraform, which would be read as well: else run `npm run module`', () => {
    const there = readdirSync(FOLDER).filter((name) => name.endsWith('.tf'));
    expect(there.sort()).toEqual(tfFiles.sort());
  });

  it('names resources as it did: they are in the state of everybody who uses the module', () => {
    expect(addresses).toMatchSnapshot();
  });

  it('keeps the names of variables and outputs, which are written in the modules of others', () => {
    const names = (text: string, kind: string) =>
      [...text.matchAll(new RegExp(`^${kind} "(\\w+)"`, 'gm'))].map(([, name]) => name);
    expect({
      variables: names(variables, 'variable'),
      outputs: names(outputs, 'output'),
    }).toMatchSnapshot();
    expect(names(variables, 'variable')).toEqual(Object.keys(inputs));
  });

  it('has no provider, no backend and nothing of CDKTF', () => {
    const all = [made, variables, outputs, versions].join('\n');
    expect(all).not.toMatch(/^\s*(provider|backend) "/m);
    expect(all).not.toMatch(/cdktf|uniqueId|\bmetadata\b(?!,)|"\$\{var\.\w+\}"$/im);
    expect(all).not.toMatch(/_[0-9A-F]{8}\b/);
    expect(versions).toContain('configuration_aliases = [aws.us_east_1]');
  });

  it('finds its files by its own path', () => {
    expect(made).toContain('file(coalesce(var.handler_file, "${path.module}/handler/index.mjs"))');
  });

  it('tells every reason that the constructs give', () => {
    const elements = new ModuleStack().node.findAll().filter(TerraformElement.isTerraformElement);
    const reasons = elements.flatMap((element) => Object.values(reasonsFor(element)));
    const told = made.replace(/\n *# /g, ' ');
    expect(reasons.length).toBeGreaterThan(10);
    expect(reasons.filter((reason) => !told.includes(reason))).toEqual([]);
  });

  it('has a section for every group of inputs', () => {
    const titles = [...variables.matchAll(/^# (.+)\n#{80}$/gm)].map(([, title]) => title);
    expect(titles).toEqual(Object.keys(sections));
  });

  it('touches nothing in the README but the tables', () => {
    const [before, between, after] = [
      '# Mine\n\n<!-- BEGIN_INPUTS -->\n',
      '\n<!-- END_INPUTS -->\n\nMy words.\n\n<!-- BEGIN_TF_DOCS -->\n',
      '\n<!-- END_TF_DOCS -->\n\nMore.\n',
    ];
    const outdated = [before, between, after].join('outdated table');
    const rendered = renderModule(outdated)['README.md'] ?? '';
    expect(rendered.startsWith(`${before}## Inputs\n`)).toBe(true);
    expect(rendered).toContain(`${between}## Requirements\n`);
    expect(rendered.endsWith(` |${after}`)).toBe(true);
    expect(rendered).not.toContain('outdated table');
  });

  it('refuses a README without a place for the tables', () => {
    expect(() => renderModule('# Mine\n')).toThrow('<!-- BEGIN_INPUTS -->');
    const half = '<!-- BEGIN_INPUTS -->\n<!-- END_INPUTS -->\n';
    expect(() => renderModule(half)).toThrow('<!-- BEGIN_TF_DOCS -->');
  });
});

describe('the handler in the module', () => {
  it('is what the build makes, with the licences of what is in it: else run `npm run module`', () => {
    const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-module-'));
    try {
      const { file, lazyFiles, sources } = buildHandler({ outfile: join(folder, 'index.mjs') });
      for (const [name, path] of Object.entries({ 'index.mjs': file, ...lazyFiles })) {
        expect(readFileSync(path, 'utf8') === committed(`handler/${name}`)).toBe(true);
      }
      expect(renderLicenses(sources)).toBe(committed('handler/THIRD-PARTY-LICENSES'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the sync function in the module', () => {
  it('is what the build makes: else run `npm run module`', () => {
    const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-module-'));
    try {
      const file = buildSyncFunction(join(folder, 'index.mjs'));
      expect(readFileSync(file, 'utf8') === committed('sync/index.mjs')).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
