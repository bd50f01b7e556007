import { type Block, renderBlocks } from '../hcl/render';

/**
 * The module's files by concern: a construct names the one that it stands in, with `section`, for all that is in it.
 * @throws {Error} for a block of a construct that names none.
 */
export function renderFiles(blocks: readonly Block[]): Readonly<Record<string, string>> {
  const byFile = new Map<string, Block[]>();
  for (const block of blocks) {
    const { file, header } = block;
    if (file === undefined) {
      const address = [...header, ...(header[0] === 'locals' ? Object.keys(block.body) : [])];
      throw new Error(
        `${address.join(' ')} has no file in the Terraform module: call section(this, 'FILE.tf', 'Title') in its construct.`,
      );
    }
    byFile.set(file, [...(byFile.get(file) ?? []), block]);
  }
  return Object.fromEntries([...byFile].map(([file, those]) => [file, renderBlocks(those)]));
}
