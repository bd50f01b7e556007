import { blocksOf } from '../hcl/native-syntax';
import { type Block, renderBlocks } from '../hcl/render';
import { renderFiles } from './files';
import { ModuleStack } from './module-stack';
import { renderSettingsTests } from './settings-tests';
import { renderTables } from './tables';
import { renderVariables } from './variables';
import { renderVersions } from './versions';

const TABLES = /(?<=<!-- BEGIN_TF_DOCS -->\n).*(?=<!-- END_TF_DOCS -->)/s;

/**
 * The module's files that come from the constructs, by name.
 * @param readme The README as it is; its tables are brought up to date, all else in it is written by hand.
 * @throws {Error} when the README has no marks for the tables.
 */
export function renderModule(readme: string): Readonly<Record<string, string>> {
  if (!TABLES.test(readme)) {
    throw new Error(
      "The module's README has no lines <!-- BEGIN_TF_DOCS --> and <!-- END_TF_DOCS --> for the tables to stand between.",
    );
  }
  const blocks = blocksOf(new ModuleStack());
  const ofKinds = (...kinds: string[]): Block[] =>
    blocks.filter(({ header: [kind] }) => kinds.includes(kind));
  const outputs = ofKinds('output');
  return {
    'versions.tf': renderVersions(),
    'variables.tf': renderVariables(ofKinds('variable')),
    ...renderFiles(ofKinds('locals', 'data', 'resource')),
    'outputs.tf': renderBlocks(outputs),
    'tests/settings.tftest.hcl': renderSettingsTests(),
    'README.md': readme.replace(TABLES, () => `${renderTables(outputs)}\n`),
  };
}
