import { TerraformElement, type TerraformStack } from 'cdktf';
import { reasonsFor, sectionOf } from '../terraform/explain';
import { type Block, renderBlocks } from './render';
import { type Shape, shapeOf } from './shapes';
import { Verbatim } from './value';

type Json = Readonly<Record<string, unknown>>;

/** What a stack synthesizes to, in Terraform's native syntax, in the order in which its elements were made. */
export function nativeSyntax(stack: TerraformStack): string {
  const json = stack.toTerraform() as Json;
  return renderBlocks([terraformBlock(json), ...blocksOf(stack)]);
}

/** The blocks of a stack's elements, in the order in which they were made. */
export function blocksOf(stack: TerraformStack): Block[] {
  const json = stack.toTerraform() as Json;
  const elements = stack.node.findAll().filter(TerraformElement.isTerraformElement);
  const taken = new Map<string, number>();
  return elements.flatMap((element): Block[] => {
    const [kind, ...path] = addressOf(element);
    const { file, title } = sectionOf(element) ?? {};
    const about = { reasons: reasonsFor(element), section: title, file };
    if (kind === 'locals') return [{ ...localBlock(json, path), ...about }];
    if (kind === 'provider') {
      // Providers have no address; they stand in a list, in the order in which they were made.
      const [type = ''] = path;
      const index = taken.get(type) ?? 0;
      taken.set(type, index + 1);
      const body = at(json, [kind, type, String(index)]);
      return [{ header: [kind, type], body, shape: shapeOf(element, [kind, type]) }];
    }
    if (kind === undefined || kind === 'terraform') return [];
    const body = at(json, [kind, ...path]);
    const shape = shapeOf(element, [kind, ...path]);
    if (kind === 'variable') return [{ header: [kind, ...path], body: bareType(body), shape }];
    return [{ header: [kind, ...path], body, shape, ...about }];
  });
}

/** Where in the JSON an element's body stands: `['resource', 'aws_s3_bucket', 'config']`. */
function addressOf(element: TerraformElement): string[] {
  const fragment = element.toTerraform() as Json;
  const kind = KINDS.find((name) => fragment[name] !== undefined);
  if (kind === undefined) return [];
  const [first, inner] = Object.entries(fragment[kind] as Json)[0] ?? [];
  if (first === undefined) return [];
  const isLabelledTwice = kind === 'resource' || kind === 'data';
  return [kind, first, ...(isLabelledTwice ? Object.keys(inner as Json).slice(0, 1) : [])];
}

/** A provider's fragment holds `terraform.required_providers` as well, so that order counts. */
const KINDS = ['variable', 'provider', 'locals', 'data', 'resource', 'module', 'output'] as const;

function at(json: Json, path: readonly string[]): Json {
  return path.reduce<Json>((inner, name) => inner[name] as Json, json);
}

function localBlock(json: Json, [name = '']: string[]): Block {
  const value = at(json, ['locals'])[name];
  return { header: ['locals'], body: { [name]: value }, shape: new Map([[name, 'attribute']]) };
}

/** A type is no text, though JSON has to write it as one. */
function bareType(variable: Json): Json {
  return { ...variable, type: new Verbatim(String(variable.type)) };
}

function terraformBlock(json: Json): Block {
  const { backend = {}, required_providers = {}, ...others } = json.terraform as Json;
  const backends = Object.entries(backend as Json).map(([type, body]) => [
    `backend ${JSON.stringify(type)}`,
    body,
  ]);
  const names = Object.keys(required_providers as Json);
  const shape: Shape = new Map([
    ['required_providers', new Map(names.map((name) => [name, 'attribute'] as const))],
  ]);
  return {
    header: ['terraform'],
    body: { ...others, required_providers, ...Object.fromEntries(backends) },
    shape,
  };
}
