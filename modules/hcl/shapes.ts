import type { TerraformElement } from 'cdktf';

/**
 * Where an argument that holds an object is an attribute (`tags = {…}`) and not a block (`rule {…}`): Terraform's JSON
 * syntax writes both alike, the native one does not. The bindings know.
 */
export type Shape = ReadonlyMap<string, 'attribute' | Shape>;

/** @param path Where the element's body stands, such as `['resource', 'aws_s3_bucket', 'config']`. */
export function shapeOf(element: TerraformElement, path: readonly string[]): Shape {
  const body = path.reduce<unknown>(
    (inner, name) => (isObject(inner) ? inner[name] : undefined),
    element.toHclTerraform(),
  );
  return shapeOfBody(Array.isArray(body) ? body[0] : body);
}

function shapeOfBody(body: unknown): Shape {
  const shape = new Map<string, 'attribute' | Shape>();
  for (const [name, argument] of Object.entries(isObject(body) ? body : {})) {
    // Meta-arguments (`lifecycle`) and overrides stand there as they are.
    if (!isObject(argument) || !('value' in argument)) continue;
    // CDKTF turns the hints themselves into snake_case for some kinds of elements.
    const { isBlock, is_block, value } = argument;
    if (isBlock !== true && is_block !== true) shape.set(name, 'attribute');
    else shape.set(name, shapeOfAll(Array.isArray(value) ? value : [value]));
  }
  return shape;
}

/** Of blocks with the same name, some of which may lack what others have. */
function shapeOfAll(bodies: readonly unknown[]): Shape {
  return bodies.map(shapeOfBody).reduce(merged, new Map());
}

function merged(one: Shape, other: Shape): Shape {
  const both = new Map(one);
  for (const [name, inner] of other) {
    const known = one.get(name);
    const isNested = known !== undefined && known !== 'attribute' && inner !== 'attribute';
    both.set(name, isNested ? merged(known, inner) : inner);
  }
  return both;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
