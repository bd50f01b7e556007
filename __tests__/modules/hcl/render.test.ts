import { describe, expect, it } from '@jest/globals';
import { renderBlocks } from '../../../modules/hcl/render';

const rendered = (body: Record<string, unknown>, attributes: string[] = [], type = 'aws_thing') =>
  renderBlocks([
    {
      header: ['resource', type, 'it'],
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
    expect(
      rendered({ labels: { 'a b': '"quoted"' }, rule: [{ id: 1 }, { id: 2 }] }, ['labels']),
    ).toBe(
      `resource "aws_thing" "it" {
  labels = {
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
  dynamic "rule" {
    for_each = var.rules

    content {
      id = rule.value
    }
  }

  lifecycle {
    precondition {
      condition     = var.a
      error_message = "No."
    }
  }

  depends_on = [
    aws_other.it,
  ]
}
`);
  });

  it('leaves out the metadata that CDKTF puts under //', () => {
    expect(rendered({ '//': { metadata: { path: 'a/b' } } })).toBe(
      'resource "aws_thing" "it" {\n}\n',
    );
  });

  it('writes reasons above what they are about, once, and breaks those that are long', () => {
    const long = `${'word '.repeat(30)}end`;
    expect(
      renderBlocks([
        {
          header: ['resource', 'aws_thing', 'it'],
          body: { on: true, rule: [{ id: 1 }, { id: 2 }] },
          shape: new Map(),
          reasons: { '.': 'All of it.', on: long, 'rule.id': 'The first.', absent: 'Not there.' },
        },
      ]),
    ).toBe(`# All of it.
resource "aws_thing" "it" {
  # ${'word '.repeat(20).trimEnd()}
  # ${'word '.repeat(10)}end
  on = true

  rule {
    # The first.
    id = 1
  }

  rule {
    id = 2
  }
}
`);
  });

  it('puts arguments in the order that people write, what it does not know after the others', () => {
    expect(
      rendered(
        {
          tags: {},
          depends_on: ['aws_other.it'],
          unknown: 1,
          policy: 'p',
          lifecycle: { prevent_destroy: true },
          bucket: 'b',
          block: [{ id: 1 }],
        },
        ['tags'],
        'aws_s3_bucket_policy',
      ),
    ).toBe(`resource "aws_s3_bucket_policy" "it" {
  bucket  = "b"
  policy  = "p"
  unknown = 1

  block {
    id = 1
  }

  tags = {}

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [
    aws_other.it,
  ]
}
`);
  });

  it('begins a section where the title changes', () => {
    const block = (name: string, section: string) =>
      ({ header: ['locals'], body: { [name]: 1 }, shape: new Map(), section }) as const;
    const line = '#'.repeat(80);
    expect(renderBlocks([block('a', 'One'), block('b', 'One'), block('c', 'Two')])).toBe(
      `${line}
# One
${line}

locals {
  a = 1
}

locals {
  b = 1
}

${line}
# Two
${line}

locals {
  c = 1
}
`,
    );
  });
});
