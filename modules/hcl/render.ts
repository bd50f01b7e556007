import { formatHcl } from './format';
import type { Shape } from './shapes';
import { renderValue } from './value';

type Body = Readonly<Record<string, unknown>>;

/** A top-level block: `resource "aws_s3_bucket" "config" { … }`. */
export interface Block {
  /** Its type and labels. */
  readonly header: readonly [type: string, ...labels: string[]];
  /** What is in it, as in Terraform's JSON syntax. */
  readonly body: Body;
  readonly shape: Shape;
}

/** Blocks in Terraform's native syntax, formatted. */
export function renderBlocks(blocks: readonly Block[]): string {
  return formatHcl(`${blocks.map(renderBlock).join('\n\n')}\n`);
}

function renderBlock({ header: [type, ...labels], body, shape }: Block): string {
  return block([type, ...labels.map((label) => JSON.stringify(label))].join(' '), body, shape);
}

function block(header: string, body: Body, shape: Shape): string {
  return `${comment(body)}${header} {\n${renderBody(body, shape)}}`;
}

/** JSON has comments only as the value of `//`; CDKTF's own metadata stands there too, and is left out. */
function comment(body: Body): string {
  const { why } = (body['//'] ?? {}) as { why?: string };
  return why === undefined ? '' : why.replace(/^/gm, '# ').concat('\n');
}

/** Meta-arguments first, then attributes, then blocks, as is the custom. */
function renderBody(body: Body, shape: Shape): string {
  const entries = Object.entries(body).filter(([name]) => name !== '//' && name !== 'dynamic');
  const blocks = entries.filter(([name, value]) => isBlock(name, value, shape));
  const attributes = entries.filter(([name, value]) => !isBlock(name, value, shape));
  const meta = attributes.filter(([name]) => META.includes(name));
  const others = attributes.filter(([name]) => !META.includes(name));
  const dynamic = Object.entries((body.dynamic ?? {}) as Record<string, unknown>);
  return sections([
    meta.map(attribute).join(''),
    others.map(attribute).join(''),
    ...blocks.flatMap(([name, value]) => nestedBlocks(name, value, shape)),
    ...dynamic.flatMap(([name, value]) => dynamicBlocks(name, value, shape)),
  ]);
}

const META: readonly string[] = ['count', 'for_each', 'provider'];

function sections(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}

function attribute([name, value]: [string, unknown]): string {
  return `${name} = ${META.includes(name) || name === 'depends_on' ? renderReference(value) : renderValue(value)}\n`;
}

/** `provider` and `depends_on` hold addresses, which JSON has to write as texts. */
function renderReference(value: unknown): string {
  if (Array.isArray(value)) return `[\n${value.map((entry) => `${entry},\n`).join('')}]`;
  const text = renderValue(value);
  return text.startsWith('"') ? text.slice(1, -1) : text;
}

function isBlock(name: string, value: unknown, shape: Shape): boolean {
  if (shape.get(name) === 'attribute') return false;
  const entries = Array.isArray(value) ? value : [value];
  return (
    entries.length > 0 && entries.every((entry) => typeof entry === 'object' && entry !== null)
  );
}

function shapeWithin(shape: Shape, name: string): Shape {
  const inner = shape.get(name);
  return inner === undefined || inner === 'attribute' ? new Map() : inner;
}

function nestedBlocks(name: string, value: unknown, shape: Shape): string[] {
  const bodies = (Array.isArray(value) ? value : [value]) as Body[];
  return bodies.map((body) => `${block(name, body, shapeWithin(shape, name))}\n`);
}

function dynamicBlocks(name: string, value: unknown, shape: Shape): string[] {
  const entries = (Array.isArray(value) ? value : [value]) as { for_each: string; content: Body }[];
  return entries.map(
    ({ for_each, content }) =>
      `dynamic ${JSON.stringify(name)} {\nfor_each = ${renderValue(for_each)}\n${block('content', content, shapeWithin(shape, name))}\n}\n`,
  );
}
