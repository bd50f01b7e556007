import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StatsigEdgeInputs } from '../../modules/statsig-edge-inputs';
import { HANDLER, plain, SPECS, withVariables } from '../support/modules/edge';
import { only, type Synthesized } from '../support/modules/synthesize';

const KEY = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };

const zipOf = ({ data }: Pick<ReturnType<typeof plain>, 'data'>) =>
  only(data, 'archive_file') as {
    source: { filename: string; content: string }[];
    dynamic?: { source: unknown[] };
  };

/** A local and its value, by the id of its construct. */
const localNamed = (locals: Synthesized['locals'], id: string) =>
  Object.entries(locals).find(([name]) => name.includes(`_${id}_`)) ?? [];

/** The name of the file that is the fallback, or undefined without one. */
const fallbackIn = (synthesized: Pick<ReturnType<typeof plain>, 'data'>) => {
  const content = zipOf(synthesized).source.find(({ filename }) => filename === 'fallback.json');
  return content && basename(/"(.*)"/.exec(content.content)?.[1] ?? '');
};

describe('the zip', () => {
  it('holds the handler that is named, what it loads when it needs it, and its settings', () => {
    const { source } = zipOf(plain({ handlerFile: HANDLER }));
    expect(source.map(({ filename }) => filename)).toEqual([
      'index.mjs',
      'lazy.cjs',
      'countries.cjs',
      'settings.json',
    ]);
    expect(source[0]?.content).toMatch(/^\$\{sensitive\(file\("assets\/.*\/handler\.mjs"\)\)\}$/);
    expect(source[1]?.content).toMatch(/^\$\{sensitive\(file\("assets\/.*\/handler\.mjs"\)\)\}$/);
  });

  const TOKEN = { issuer: 'https://issuer.example', keys: JSON.stringify({ keys: [KEY] }) };
  it.each<[string, Partial<StatsigEdgeInputs>, string[]]>([
    ['nothing but the ids', { identity: { countryFromAddress: false } }, []],
    ['the country, if specs look at it', {}, ['countries.cjs']],
    ['a token', { identity: { token: TOKEN } }, ['countries.cjs', 'known.cjs']],
    [
      'attributes',
      { identity: { attributes: [{ name: 'locale', from: 'acceptLanguage' }] } },
      ['countries.cjs', 'known.cjs'],
    ],
    ['previews', { previewKeys: TOKEN.keys }, ['countries.cjs', 'known.cjs']],
    [
      'the groups they keep',
      { stickyExperiments: ['hero'], stickyKeys: ['k'.repeat(43)] },
      ['countries.cjs', 'sticky.cjs'],
    ],
  ])('of what is known of visitors by %s, holds the files alone', (_, inputs, names) => {
    const { source } = zipOf(plain(inputs));
    const included = source.map(({ filename }) => filename);
    expect(included).toEqual(['index.mjs', 'lazy.cjs', ...names, 'settings.json']);
  });

  it('holds those that Terraform decides on by the settings', () => {
    const { data, locals, resource } = withVariables();
    const [countries, path] = localNamed(locals, 'countries-file');
    const [known, knownPath] = localNamed(locals, 'known-file');
    expect(path).toMatch(/^\$\{var.identity.country_from_address \? "assets\/.*" : null\}$/);
    expect(knownPath).toMatch(
      /^\$\{nonsensitive\(sensitive\(var.identity.token != null \|\| var.identity.attributes != null \|\| var.preview_keys != null\)\) \? "assets\/.*" : null\}$/,
    );
    for (const [filename, local] of [
      ['countries.cjs', countries],
      ['known.cjs', known],
    ]) {
      expect(zipOf({ data }).dynamic?.source).toContainEqual({
        for_each: `\${local.${local} != null ? [1] : []}`,
        content: { filename, content: `\${sensitive(file(local.${local}))}` },
      });
    }
    const { source_code_hash } = only(resource, 'aws_lambda_function');
    expect(source_code_hash).toContain(`local.${countries}, local.${known}, local.`);
  });

  it('is at a place that another account has no function of the same name at', () => {
    const { locals } = plain({ accountId: '123456789012' });
    const [, path] = localNamed(locals, 'zip-path');
    expect(path).toBe(
      '${"${path.root}/.terraform/statsig-edge/${join("-", compact(["statsig-edge", "123456789012"]))}.zip"}',
    );
  });

  it('has a hash of its content, which is known where the zip is made only by the apply', () => {
    const { locals, resource } = plain({ specsFile: SPECS });
    const { source_code_hash } = only(resource, 'aws_lambda_function');
    const [settings] = localNamed(locals, 'settings-json');
    expect(source_code_hash).toContain(`[local.${settings}, [for path in compact(["assets/`);
    expect(source_code_hash).not.toContain('archive_file');
  });

  it('holds no file that exports no handler', () => {
    expect(() => plain({ handlerFile: 'package.json' })).toThrow('exports no handler');
  });

  it('holds the specs that are uploaded, to answer from until they are loaded', () => {
    expect(fallbackIn(plain({ specsFile: SPECS }))).toBe('statsig-config.json');
  });

  it('holds others to fall back on where they are named', () => {
    const other = join(mkdtempSync(join(tmpdir(), 'statsig-edge-zip-')), 'smaller.json');
    copyFileSync(SPECS, other);
    expect(fallbackIn(plain({ specsFile: SPECS, fallbackSpecsFile: other }))).toBe('smaller.json');
    expect(fallbackIn(plain({ fallbackSpecsFile: other }))).toBe('smaller.json');
  });

  it('holds no specs where there are none, or where they are not wanted', () => {
    expect(fallbackIn(plain())).toBeUndefined();
    expect(fallbackIn(plain({ specsFile: SPECS, packageSpecs: false }))).toBeUndefined();
  });

  it('holds them where Terraform decides so with variables', () => {
    const { data, locals } = withVariables();
    const [name, path] = localNamed(locals, 'fallback-file');
    expect(path).toBe(
      '${var.package_specs && var.fallback_specs_file != null ? var.fallback_specs_file : var.package_specs ? var.specs_file : null}',
    );
    expect(zipOf({ data }).dynamic?.source).toContainEqual({
      for_each: `\${local.${name} != null ? [1] : []}`,
      content: { filename: 'fallback.json', content: `\${sensitive(file(local.${name}))}` },
    });
  });

  it('is refused above what CloudFront surely takes', () => {
    const { resource } = withVariables();
    const { lifecycle } = only(resource, 'aws_lambda_function') as {
      lifecycle: { precondition: { condition: string; error_message: string }[] };
    };
    const found = lifecycle.precondition.find(({ condition }) => condition.includes('zip-kib'));
    expect(found?.condition).toMatch(/ <= 1024\}$/);
    expect(found?.error_message).toContain('set package_specs to false');
  });
});
