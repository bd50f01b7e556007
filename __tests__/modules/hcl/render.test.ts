import { describe, expect, it } from '@jest/globals';
import { renderBlocks } from '../../../modules/hcl/render';

const rendered = (body: Record<string, unknown>, attributes: string[] = []) =>
  renderBlocks([
    {
      header: ['resource', 'aws_thing', 'it'],
      body,
      shape: new Map(attributes.map((name) => [name, 'attribute'] as const)),
    },
  ]);

describe('renderBlocks', () => {
  it('writes expressions bare, texts quoted, and meta-arguments first', () => {
    expect(
      rendered({
        name: 'a-${var.name}',
        size: '${var.size}',
        count: '${var.on ? 1 : 0}',
        provider: 'aws.us_east_1',
      }),
    ).toBe(`resource "aws_thing" "it" {
  count    = var.on ? 1 : 0
  provider = aws.us_east_1

  name = "a-\${var.name}"
  size = var.size
}
`);
  });

  it('tells maps from blocks', () => {
    expect(rendered({ tags: { 'a b': '"quoted"' }, rule: [{ id: 1 }, { id: 2 }] }, ['tags'])).toBe(
      `resource "aws_thing" "it" {
  tags = {
    "a b" = "\\"quoted\\""
  }

  rule {
    id = 1
  }

  rule {
    id = 2
  }
}
`,
    );
  });

  it('writes blocks that Terraform decides on, conditions and dependencies', () => {
    expect(
      rendered({
        depends_on: ['aws_other.it'],
        lifecycle: { precondition: [{ condition: '${var.a}', error_message: 'No.' }] },
        dynamic: { rule: [{ for_each: '${var.rules}', content: { id: '${rule.value}' } }] },
      }),
    ).toBe(`resource "aws_thing" "it" {
  depends_on = [
    aws_other.it,
  ]

  lifecycle {
    precondition {
      condition     = var.a
      error_message = "No."
    }
  }

  dynamic "rule" {
    for_each = var.rules
    content {
      id = rule.value
    }
  }
}
`);
  });

  it('writes what stands under // as a comment', () => {
    expect(rendered({ '//': { why: 'Because.\nReally.', metadata: {} } })).toBe(
      '# Because.\n# Really.\nresource "aws_thing" "it" {\n}\n',
    );
  });
});
