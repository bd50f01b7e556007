import { describe, expect, it } from '@jest/globals';
import { TerraformOutput, TerraformVariable } from 'cdktf';
import { hcl } from '../../../modules/terraform/expression';
import { synthesize } from '../../support/modules/synthesize';

/** What an expression over the variables `text`, `count` and `list` becomes. */
function written(write: (text: string, count: number, list: string[]) => unknown): unknown {
  const { output } = synthesize((stack) => {
    const [text, count, list] = ['text', 'count_of', 'list'].map(
      (name) => new TerraformVariable(stack, name, {}),
    ) as [TerraformVariable, TerraformVariable, TerraformVariable];
    const value = write(text.stringValue, count.numberValue, list.listValue);
    new TerraformOutput(stack, 'written', { value });
  });
  return output.written?.value;
}

describe('hcl', () => {
  it('writes references bare and other values as literals', () => {
    const value = written(
      (text, count, list) => hcl`f(${text}, ${count}, ${list}, ${'a'}, ${1}, ${true}, ${null})`,
    );
    expect(value).toBe('${f(var.text, var.count_of, var.list, "a", 1, true, null)}');
  });

  it('keeps a text with references in it a text', () => {
    expect(written((text) => hcl`f(${`a-${text}-${text}"b`})`)).toBe(
      '${f("a-${var.text}-${var.text}\\"b")}',
    );
  });

  it('stands inside another expression, and inside a text', () => {
    expect(written((text) => hcl`${hcl`lower(${text})`} == ${'a'}`)).toBe(
      '${lower(var.text) == "a"}',
    );
    expect(written((text) => `a-${hcl`lower(${text})`}`)).toBe('a-${lower(var.text)}');
  });

  it('writes objects and lists', () => {
    const value = written(
      (text) => hcl`jsonencode(${{ a: text, 'b c': [text, 1], left: undefined, none: null }})`,
    );
    expect(value).toBe('${jsonencode({\na = var.text\n"b c" = [var.text, 1]\nnone = null\n})}');
  });

  it('does not let a plain value become an interpolation', () => {
    expect(written(() => hcl`f(${'${path.root} %{ if }'})`)).toBe('${f("$${path.root} %%{ if }")}');
  });
});
