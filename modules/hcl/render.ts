import { BlockWriter, type Body } from './block-writer';
import { banner } from './comment';
import { formatHcl } from './format';
import type { Shape } from './shapes';

/** A top-level block: `resource "aws_s3_bucket" "config" { … }`. */
export interface Block {
  /** Its type and labels. */
  readonly header: readonly [type: string, ...labels: string[]];
  /** What is in it, as in Terraform's JSON syntax. */
  readonly body: Body;
  readonly shape: Shape;
  /** Comments, by the path of the argument that they stand above, such as `lifecycle.precondition`; `.` is the block. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** The title of the section that it stands in. Where the title changes, a section begins. */
  readonly section?: string | undefined;
  /** The file that it stands in, where a module has several. */
  readonly file?: string | undefined;
}

/** Blocks in Terraform's native syntax, formatted. */
export function renderBlocks(blocks: readonly Block[]): string {
  const texts = blocks.flatMap(({ section, ...block }, index) => {
    const begins = section !== undefined && section !== blocks[index - 1]?.section;
    return begins ? [`${banner(section)}\n`, renderBlock(block)] : [renderBlock(block)];
  });
  return formatHcl(texts.join('\n'));
}

function renderBlock({ header: [kind, ...labels], body, shape, reasons = {} }: Block): string {
  const header = [kind, ...labels.map((label) => JSON.stringify(label))].join(' ');
  const [type = kind] = kind === 'resource' || kind === 'data' ? labels : [];
  return new BlockWriter(type, reasons).block(header, body, shape);
}
