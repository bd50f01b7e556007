import { describe, expect, it } from '@jest/globals';
import { formatHcl } from '../../../modules/hcl/format';

const lines = (...text: string[]) => text.join('\n');

describe('formatHcl', () => {
  it('indents one level for a line, however many brackets it opens', () => {
    expect(formatHcl(lines('a = f({', 'b = [', '1,', ']', '})'))).toBe(
      lines('a = f({', '  b = [', '    1,', '  ]', '})'),
    );
  });

  it('aligns neighbours that take one line each', () => {
    expect(formatHcl(lines('a = 1', 'long = "="', 'b = {', 'c = 2', '}', 'dd = 3'))).toBe(
      lines('a    = 1', 'long = "="', 'b = {', '  c = 2', '}', 'dd = 3'),
    );
  });

  it('starts anew after an empty line, and keeps one of several', () => {
    expect(formatHcl(lines('a = 1', '', '', '', 'long = 2'))).toBe(lines('a = 1', '', 'long = 2'));
  });

  it('does not count brackets in texts and comments', () => {
    expect(formatHcl(lines('a = "{${f("(")}"', '# { (', 'b = 1'))).toBe(
      lines('a = "{${f("(")}"', '# { (', 'b = 1'),
    );
  });
});
