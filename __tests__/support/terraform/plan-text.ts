/** A comment on a pull request takes 65,536 bytes; the plan of one module has to fit beside what else is in it. */
export const MOST_BYTES = 30_000;

/**
 * How many bytes a plan has, as people read it, for each module that the root calls; what is the root's own is left out.
 * @param text - what `terraform show` writes of a plan, without colours.
 */
export const bytesByModule = (text: string): Record<string, number> => {
  const bytes: Record<string, number> = {};
  for (const block of text.split(/^ {2}# (?=\S)/m).slice(1)) {
    const [, module] = /^module\.(\w+(?:\["[^"]+"\])?)/.exec(block) ?? [];
    if (module) bytes[module] = (bytes[module] ?? 0) + Buffer.byteLength(block);
  }
  return bytes;
};
