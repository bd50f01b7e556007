/**
 * Resources in the JSON that `terraform show -json` writes, of a plan or of a state.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */

export interface Resource {
  address: string;
  type: string;
  /** What is known of it: in a plan, what AWS decides is not. */
  values: Block;
}

export type Block = Readonly<Record<string, unknown>>;

/** @throws when it is no such JSON; the message says what it takes. */
export function resourcesIn(json: unknown): Resource[] {
  if (isBlock(json) && Array.isArray(json.resource_changes)) {
    return json.resource_changes.filter(isBlock).flatMap(plannedResource);
  }
  if (isBlock(json) && isBlock(json.values)) return resourcesOf(json.values.root_module);
  throw new Error('it is not what terraform show -json writes of a plan or a state.');
}

/** A block of the resource: what Terraform writes as a list of one. */
export function blockOf(values: Block, name: string): Block | null {
  return blocksOf(values, name)[0] ?? null;
}

export function blocksOf(values: Block, name: string): Block[] {
  const blocks = values[name];
  return Array.isArray(blocks) ? blocks.filter(isBlock) : [];
}

export function textsOf(values: Block | null, name: string): string[] {
  const texts = values?.[name];
  return Array.isArray(texts) ? texts.map(String) : [];
}

function plannedResource({ address, type, change }: Block): Resource[] {
  const values = isBlock(change) ? change.after : null;
  return isBlock(values) ? [{ address: String(address), type: String(type), values }] : [];
}

function resourcesOf(module: unknown): Resource[] {
  if (!isBlock(module)) return [];
  return [
    ...blocksOf(module, 'resources').map(({ address, type, values }) => ({
      address: String(address),
      type: String(type),
      values: isBlock(values) ? values : {},
    })),
    ...blocksOf(module, 'child_modules').flatMap(resourcesOf),
  ];
}

function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
