import { describe, expect, it } from '@jest/globals';
import { layOut } from '../../../modules/hcl/layout';

const long = (word: string) => `${word}_${'x'.repeat(50)}`;

describe('layOut', () => {
  it('leaves on one line what fits, and what has no place to break at', () => {
    expect(layOut('a && b')).toBe('a && b');
    const text = `"${'a, (b && c) ? d : e '.repeat(10)}"`;
    expect(layOut(text)).toBe(text);
  });

  it('breaks in an object only the attributes that are too long: it has a line for each already', () => {
    expect(layOut(`{\na = "b"\nc = ${long('d')} && ${long('e')}\n}`)).toBe(
      `{\na = "b"\nc = (\n${long('d')} &&\n${long('e')}\n)\n}`,
    );
  });

  it('has a line for each entry of a list but for numbers', () => {
    const names = [long('a'), long('b'), 'c', 'd'];
    expect(layOut(`[${names.join(', ')}]`)).toBe(`[\n${names.join(',\n')},\n]`);
  });

  it('leaves an object as it is, which has a line for each attribute already', () => {
    const object = `f({\n${long('a')} = [{\n${long('b')} = "c"\n}]\n${long('d')} = "${long('e')}"\n})`;
    expect(layOut(object)).toBe(object);
    expect(layOut(`${long('a')} ? ${object} : null`)).toBe(
      `(\n${long('a')}\n? ${object}\n: null\n)`,
    );
  });

  it('leaves an index whole', () => {
    expect(layOut(`${long('a')}[${long('b')}]`)).toBe(`${long('a')}[${long('b')}]`);
  });

  it('breaks at the outermost operators, the weaker ones first', () => {
    expect(layOut(`${long('a')} && b || ${long('c')} == "x || y"`)).toBe(
      `(\n${long('a')} && b ||\n${long('c')} == "x || y"\n)`,
    );
    expect(layOut(`${long('a')} && (${long('b')} || c)`)).toBe(
      `(\n${long('a')} &&\n(${long('b')} || c)\n)`,
    );
  });

  it('breaks a conditional into its three parts', () => {
    expect(layOut(`${long('a')} ? ${long('b')} : [for c in d : c]`)).toBe(
      `(\n${long('a')}\n? ${long('b')}\n: [for c in d : c]\n)`,
    );
  });

  it('keeps on the line what only wards null off', () => {
    expect(layOut(`a == null ? true : ${long('b')} && ${long('c')}`)).toBe(
      `a == null ? true : (\n${long('b')} &&\n${long('c')}\n)`,
    );
  });

  it('breaks inside the brackets of a call, of two calls at once, and of a loop', () => {
    expect(layOut(`f(${long('a')}, g(b, c), ${long('d')})`)).toBe(
      `f(\n${long('a')},\ng(b, c),\n${long('d')}\n)`,
    );
    expect(layOut(`alltrue([for a in ${long('b')} : ${long('c')}])`)).toBe(
      `alltrue([\nfor a in ${long('b')} :\n${long('c')}\n])`,
    );
    expect(layOut(`{ for a in on ? ${long('b')} : c : a => ${long('d')} }`)).toBe(
      `{\nfor a in on ? ${long('b')} : c :\na => ${long('d')}\n}`,
    );
  });

  it('breaks inside a call that is compared with a word or a number, which stays beside it', () => {
    expect(layOut(`length(f(${long('a')}, ${long('b')})) == 0`)).toBe(
      `length(f(\n${long('a')},\n${long('b')}\n)) == 0`,
    );
    expect(layOut(`a == null ? true : f(${long('b')}, ${long('c')}) == "d"`)).toBe(
      `a == null ? true : f(\n${long('b')},\n${long('c')}\n) == "d"`,
    );
    expect(layOut(`${long('a')} && f(${long('b')}) == 0`)).toBe(
      `(\n${long('a')} &&\nf(${long('b')}) == 0\n)`,
    );
    expect(layOut(`f(${long('a')}) == g(${long('b')})`)).toBe(
      `(\nf(${long('a')}) ==\ng(${long('b')})\n)`,
    );
  });

  it('breaks inside the list of a loop that is too long for a line', () => {
    expect(layOut(`[for a in [${long('b')}, ${long('c')}] : d]`)).toBe(
      `[\nfor a in [\n${long('b')},\n${long('c')},\n] :\nd\n]`,
    );
  });

  it('breaks neither at the arrow nor at the condition of a loop', () => {
    expect(layOut(`{ for a in b : a => f(${long('c')}, ${long('d')}) if e && g }`)).toBe(
      `{\nfor a in b :\na => f(\n${long('c')},\n${long('d')}\n)\nif e && g\n}`,
    );
  });

  it('fills lines with the numbers of a list', () => {
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    const lines = layOut(`[${numbers.join(', ')}]`).split('\n');
    expect(lines.map((line) => line.length).every((length) => length <= 100)).toBe(true);
    expect(lines.length).toBeLessThan(8);
    expect(lines.join(' ').match(/\d+/g)?.map(Number)).toEqual(numbers);
  });
});
