/**
 * Resources in the JSON that `terraform show -json` writes, of a plan or of a state, and in a synthesized stack.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
import { type Block, blocksOf, isBlock, type Resource } from './block';
import { synthesizedResources } from './synthesized';

/** @throws when it is no such JSON; the message says what it takes. */
export function resourcesIn(json: unknown): Resource[] {
  if (isBlock(json) && Array.isArray(json.resource_changes)) {
    return json.resource_changes.filter(isBlock).flatMap(plannedResource);
  }
  if (isBlock(json) && isBlock(json.values)) return resourcesOf(json.values.root_module);
  if (isBlock(json) && isBlock(json.resource)) return synthesizedResources(json);
  throw new Error(
    'it is neither what terraform show -json writes of a plan or a state nor a synthesized stack.',
  );
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
