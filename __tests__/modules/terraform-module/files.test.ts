import { describe, expect, it } from '@jest/globals';
import type { Block } from '../../../modules/hcl/render';
import { renderFiles } from '../../../modules/terraform-module/files';

const locals = (name: string, file?: string): Block => ({
  header: ['locals'],
  body: { [name]: 1 },
  shape: new Map(),
  file,
});

describe('renderFiles', () => {
  it('puts every block into the file of its construct, in the order in which they were made', () => {
    expect(
      renderFiles([locals('a', 'one.tf'), locals('b', 'two.tf'), locals('c', 'one.tf')]),
    ).toEqual({
      'one.tf': 'locals {\n  a = 1\n}\n\nlocals {\n  c = 1\n}\n',
      'two.tf': 'locals {\n  b = 1\n}\n',
    });
  });

  it('refuses a block whose construct names no file', () => {
    const resource: Block = {
      header: ['resource', 'aws_s3_bucket', 'lost'],
      body: {},
      shape: new Map(),
    };
    expect(() => renderFiles([resource])).toThrow(
      "resource aws_s3_bucket lost has no file in the Terraform module: call section(this, 'FILE.tf', 'Title') in its construct.",
    );
    expect(() => renderFiles([locals('lost')])).toThrow('locals lost has no file');
  });
});
