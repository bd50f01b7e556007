import { blocksOf } from '../hcl/native-syntax';
import { type Block, renderBlocks } from '../hcl/render';
import { renderFiles } from './files';
import { renderInputsTables } from './inputs-tables';
import { ModuleStack } from './module-stack';
import { renderSettingsTests } from './settings-tests';
import { renderTables } from './tables';
import { renderVariables } from './variables';
import { renderVersions } from './versions';

/** Tables of the README, by the marks that they stand between. */
const TABLES: Readonly<Record<string, (outputs: readonly Block[]) => string>> = {
  INPUTS: renderInputsTables,
  TF_DOCS: renderTables,
};

/**
 * The module's files that come from the constructs, by name.
 * @param readme The README as it is; its tables are brought up to date, all else in it is written by hand.
 * @throws {Error} when the README has no marks for the tables.
 */
export function renderModule(readme: string): Readonly<Record<string, string>> {
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
    'README.md': Object.entries(TABLES).reduce(
      (text, [marks, render]) => between(marks, text, render(outputs)),
      readme,
    ),
  };
}

function between(marks: string, readme: string, tables: string): string {
  const place = new RegExp(`(?<=<!-- BEGIN_${marks} -->\n).*(?=<!-- END_${marks} -->)`, 's');
  if (!place.test(readme)) {
    throw new Error(
      `The module's README has no lines <!-- BEGIN_${marks} --> and <!-- END_${marks} --> for the tables to stand between.`,
    );
  }
  return readme.replace(place, () => `${tables}\n`);
}
