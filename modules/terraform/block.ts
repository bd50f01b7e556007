import { type IResolvable, type TerraformResource, Token } from 'cdktf';
import type { Condition } from './condition';
import { bare, hcl, isExpression } from './expression';
import { snakeCase } from './names';

/**
 * Nested blocks that are there or not, or as many as a list says: decided at synth where the list is known, `dynamic`
 * where Terraform decides. CDKTF knows `dynamic` at the top level of a resource only; {@link hoistDynamicBlocks} puts
 * the ones that stand deeper where Terraform looks for them.
 */
export class DynamicBlock implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(
    readonly forEach: IResolvable,
    /** The block's arguments as in the bindings, in camelCase. */
    readonly content: object,
  ) {}

  resolve(): never {
    throw new Error(
      'A block that Terraform decides on stands in a resource that does not call hoistDynamicBlocks.',
    );
  }

  toString(): string {
    return Token.asString(this);
  }
}

export function optionalBlock<T extends object>(
  condition: Condition,
  content: () => T,
): T | undefined {
  if (typeof condition === 'boolean') return condition ? content() : undefined;
  return dynamicBlock<T>(hcl`${condition} ? [1] : []`, content());
}

/**
 * One block for every entry of a list. `name` is the block's name in Terraform, and of an object the entry's members
 * are to be asked by `member`.
 */
export function blocksFor<E, T extends object>(
  name: string,
  list: readonly E[] | IResolvable,
  content: (entry: E | IResolvable) => T,
): T[] {
  if (Array.isArray(list) && !isExpression(list)) return list.map(content);
  return [dynamicBlock<T>(hcl`${list}`, content(bare(`${name}.value`)))];
}

/** One block for every entry of a map. Of an object, members are to be asked by `member`. */
export function blocksForMap<E, T extends object>(
  name: string,
  map: Readonly<Record<string, E>> | IResolvable,
  content: (key: string, value: E | IResolvable) => T,
): T[] {
  if (!isExpression(map)) return Object.entries(map).map(([key, value]) => content(key, value));
  const key = Token.asString(bare(`${name}.key`));
  return [dynamicBlock<T>(hcl`${map}`, content(key, bare(`${name}.value`)))];
}

/**
 * A block that there can be one of, at the top level of a resource or in another such block: CDKTF copies the arguments
 * it knows from such a one, and what Terraform decides with them would be lost.
 * @param path The block's name in Terraform, after those of the blocks around it, such as `headers_config.headers`.
 */
export function putOptionalBlock(
  resource: TerraformResource,
  path: string,
  condition: Condition,
  content: () => object,
): void {
  if (condition === false) return;
  if (condition === true) resource.addOverride(path, snakeCaseKeys(content()));
  else {
    const block = new DynamicBlock(hcl`${condition} ? [1] : []`, content());
    resource.addOverride(path.replace(/[^.]+$/, 'dynamic.$&'), [toJsonBlock(block)]);
  }
}

/** The bindings pass on what is resolvable, untouched, and have no type for it where a block stands alone. */
function dynamicBlock<T extends object>(forEach: IResolvable, content: T): T {
  return new DynamicBlock(forEach, content) as unknown as T;
}

/**
 * Resource arguments as Terraform's JSON syntax wants them: every {@link DynamicBlock} under `dynamic`, beside the
 * blocks that are always there.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping
 */
export function hoistDynamicBlocks(block: Record<string, unknown>): Record<string, unknown> {
  const fixed: Record<string, unknown> = {};
  const dynamic: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(block)) {
    const entries = Array.isArray(value) ? value : [value];
    const blocks = entries.filter((entry) => entry instanceof DynamicBlock);
    if (blocks.length > 0) dynamic[name] = blocks.map(toJsonBlock);
    const others = entries.filter((entry) => !(entry instanceof DynamicBlock)).map(hoistWithin);
    if (blocks.length < entries.length || blocks.length === 0) {
      fixed[name] = Array.isArray(value) ? others : others[0];
    }
  }
  return Object.keys(dynamic).length === 0 ? fixed : { ...fixed, dynamic };
}

function toJsonBlock(block: DynamicBlock): object {
  return { for_each: block.forEach, content: hoistDynamicBlocks(snakeCaseKeys(block.content)) };
}

function hoistWithin(value: unknown): unknown {
  return isPlainObject(value) ? hoistDynamicBlocks(value) : value;
}

/** An object as Terraform writes it. */
export function snakeCaseKeys(block: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(block).map(([name, value]) => [snakeCase(name), snakeCaseWithin(value)]),
  );
}

function snakeCaseWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCaseWithin);
  return isPlainObject(value) ? snakeCaseKeys(value) : value;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && value.constructor === Object;
}
