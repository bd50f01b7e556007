import { inOrder } from './argument-order';
import { comment } from './comment';
import type { Shape } from './shapes';
import { renderLaidOut } from './value';

/** A block's arguments and nested blocks, as in Terraform's JSON syntax. */
export type Body = Readonly<Record<string, unknown>>;

type Path = readonly string[];

/** Writes one top-level block with what is nested in it. Unformatted: see format.ts. */
export class BlockWriter {
  readonly #explained = new Set<string>();

  /**
   * @param type A resource's type, such as `aws_s3_bucket`; of other blocks the kind, such as `output`.
   * @param reasons Comments, by the path of the argument that they stand above; `.` is the block.
   */
  constructor(
    private readonly type: string,
    private readonly reasons: Readonly<Record<string, string>>,
  ) {}

  block(header: string, body: Body, shape: Shape, path: Path = []): string {
    return `${this.why(path)}${header} {\n${this.body(body, shape, path)}}\n`;
  }

  private body(body: Body, shape: Shape, path: Path): string {
    // JSON has comments only as the value of `//`. CDKTF's metadata stands there, and is left out.
    const { '//': _, dynamic = {}, ...others } = body;
    const entries = inOrder(this.type, Object.entries(others));
    const attributes = entries.filter(([name, value]) => !isBlock(name, value, shape));
    const blocks = inOrder(this.type, [
      ...entries.filter(([name, value]) => isBlock(name, value, shape)),
      ...Object.entries(dynamic as Body).map(([name, value]): [string, unknown] => [
        name,
        listOf(value).map((entry) => new Dynamic(entry as DynamicBody)),
      ]),
    ]);
    const those = (names: (name: string) => boolean): string =>
      attributes
        .filter(([name]) => names(name))
        .map(([name, value]) => this.attribute(name, value, path))
        .join('');
    const nested = (names: (name: string) => boolean): string[] =>
      blocks
        .filter(([name]) => names(name))
        .flatMap(([name, value]) =>
          listOf(value).map((one) => this.nested(name, one, shape, [...path, name])),
        );
    const isMeta = (name: string): boolean => META.includes(name);
    const isLast = (name: string): boolean => LAST.includes(name);
    return sections([
      those(isMeta),
      those((name) => !isMeta(name) && !isLast(name)),
      ...nested((name) => !isLast(name)),
      ...LAST.flatMap((last) => [
        those((name) => name === last),
        ...nested((name) => name === last),
      ]),
    ]);
  }

  private attribute(name: string, value: unknown, path: Path): string {
    const isReference = REFERENCES.includes(name);
    const text = isReference ? renderReference(value) : renderLaidOut(value);
    return `${this.why([...path, name])}${name} = ${text}\n`;
  }

  private nested(name: string, body: unknown, shape: Shape, path: Path): string {
    const inner = shape.get(name);
    const shapeWithin = inner === undefined || inner === 'attribute' ? new Map() : inner;
    if (!(body instanceof Dynamic)) return this.block(name, body as Body, shapeWithin, path);
    const { for_each, content } = body.body;
    const header = `${this.why(path)}dynamic ${JSON.stringify(name)} {\n`;
    const forEach = `for_each = ${renderLaidOut(for_each)}\n`;
    return `${header}${forEach}\n${this.block('content', content, shapeWithin, path)}}\n`;
  }

  /** Above the first of the blocks that share a path, and no other. */
  private why(path: Path): string {
    const at = path.join('.') || '.';
    const reason = this.reasons[at];
    if (reason === undefined || this.#explained.has(at)) return '';
    this.#explained.add(at);
    return comment(reason);
  }
}

interface DynamicBody {
  readonly for_each: string;
  readonly content: Body;
}

/** A block that Terraform decides on, among those that are there. */
class Dynamic {
  constructor(readonly body: DynamicBody) {}
}

const REFERENCES: readonly string[] = ['provider', 'depends_on', 'ignore_changes'];

// https://developer.hashicorp.com/terraform/language/style#resource-order
const META: readonly string[] = ['count', 'for_each', 'provider'];
/** Each set off by an empty line. */
const LAST: readonly string[] = ['tags', 'timeouts', 'lifecycle', 'depends_on'];

function sections(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}

function isBlock(name: string, value: unknown, shape: Shape): boolean {
  if (shape.get(name) === 'attribute') return false;
  const entries = listOf(value);
  return (
    entries.length > 0 && entries.every((entry) => typeof entry === 'object' && entry !== null)
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Addresses and names of arguments, which JSON has to write as texts. */
function renderReference(value: unknown): string {
  return Array.isArray(value)
    ? `[\n${value.map((entry) => `${entry},\n`).join('')}]`
    : String(value);
}
