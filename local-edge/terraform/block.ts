/** Blocks and resources of Terraform's, in JSON. */

export interface Resource {
  address: string;
  type: string;
  /** What is known of it: in a plan, what AWS decides is not. */
  values: Block;
}

export type Block = Readonly<Record<string, unknown>>;

/** A block of the resource: what Terraform writes as a list of one. */
export function blockOf(values: Block, name: string): Block | null {
  return blocksOf(values, name)[0] ?? null;
}

/** A synthesized stack has one that is alone without a list. */
export function blocksOf(values: Block, name: string): Block[] {
  return [values[name]].flat().filter(isBlock);
}

export function textsOf(values: Block | null, name: string): string[] {
  const texts = values?.[name];
  return Array.isArray(texts) ? texts.map(String) : [];
}

export function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
