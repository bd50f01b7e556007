import { blocksOf } from '../hcl/native-syntax';
import { type Block, renderBlocks } from '../hcl/render';
import { ModuleStack } from './module-stack';
import { renderVariables } from './variables';
import { renderVersions } from './versions';

/** The module's files of Terraform's language, by name. */
export function renderModule(): Readonly<Record<string, string>> {
  const blocks = blocksOf(new ModuleStack());
  const ofKinds = (...kinds: string[]): Block[] =>
    blocks.filter(({ header: [kind] }) => kinds.includes(kind));
  return {
    'versions.tf': renderVersions(),
    'variables.tf': renderVariables(ofKinds('variable')),
    'main.tf': renderBlocks(ofKinds('locals', 'data', 'resource')),
    'outputs.tf': renderBlocks(ofKinds('output')),
  };
}
