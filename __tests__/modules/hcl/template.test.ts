import { describe, expect, it } from '@jest/globals';
import { splitTemplate } from '../../../modules/hcl/template';

const literal = (text: string) => ({ kind: 'literal', text });
const expression = (text: string) => ({ kind: 'expression', text });

describe('splitTemplate', () => {
  it.each([
    ['plain', [literal('plain')]],
    ['${a}', [expression('a')]],
    ['x-${a}-${b}', [literal('x-'), expression('a'), literal('-'), expression('b')]],
    ['${f({ a = "}" })}!', [expression('f({ a = "}" })'), literal('!')]],
    ['${f("${g("a")}")}', [expression('f("${g("a")}")')]],
    ['${f("\\"}")}', [expression('f("\\"}")')]],
    ['$${a}', [literal('$${a}')]],
    ['', []],
  ])('takes %j apart', (template, parts) => {
    expect(splitTemplate(template)).toEqual(parts);
  });

  it('refuses an interpolation that is not closed', () => {
    expect(() => splitTemplate('a ${b')).toThrow('not closed');
  });
});
