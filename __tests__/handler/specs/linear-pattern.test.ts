// Not jest's `expect`, which takes most of the time when it is asked a hundred thousand times.
import assert from 'node:assert/strict';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linearPattern } from '../../../handler/src/specs/linear-pattern';
import { runs } from '../properties-arbitraries';

function matches(pattern: string, text: string): boolean {
  const matcher = linearPattern(pattern, 999).compile();
  if (matcher === null) throw new Error(`${pattern} is unknown`);
  return matcher(text);
}

/** Every kind of thing that an expression can have in one place. */
const single = fc.constantFrom(
  ...[
    'a',
    'b',
    'A',
    ' ',
    '-',
    '.',
    ',',
    ']',
    '}',
    '{',
    '\\.',
    '\\-',
    '\\\\',
    '\\d',
    '\\D',
    '\\w',
    '\\W',
  ],
  ...[
    '\\s',
    '\\S',
    '\\n',
    '\\t',
    '\\x61',
    '\\u0061',
    '\\cJ',
    '\\p',
    '\\x',
    '[ab]',
    '[^ab]',
    '[a-c\\]]',
  ],
  ...['[]', '[^]', '[\\d-]', '[^\\w\\s]', '[(*]', 'å', '😀', '^', '$', '\\b', '\\B'],
);
const quantifier = fc.constantFrom(
  ...[
    '',
    '',
    '',
    '*',
    '+',
    '?',
    '*?',
    '+?',
    '??',
    '{2}',
    '{0,2}',
    '{1,}',
    '{0}',
    '{2,3}?',
    '{1,',
    '{,2}',
  ],
);

const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
  part: fc
    .tuple(
      fc.oneof(
        { arbitrary: single, weight: 5 },
        fc
          .tuple(fc.constantFrom('(', '(?:', '(?<n>'), tie('expression'))
          .map(([open, inside]) => `${open}${inside})`),
      ),
      quantifier,
    )
    .map(([inside, often]) => inside + often),
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
    fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => `${one}|${other}`),
  ),
}));

const text = fc.string({
  unit: fc.constantFrom(...'aabbAB c-.,]}{12\n\tåpx\\*(', '😀'),
  maxLength: 9,
});

describe('an expression in one pass', () => {
  it('matches what JavaScript’s own engine matches', () => {
    let compared = 0;
    fc.assert(
      fc.property(expression, fc.array(text, { minLength: 1, maxLength: 6 }), (pattern, texts) => {
        let native: RegExp;
        try {
          native = new RegExp(pattern);
        } catch {
          return;
        }
        const matcher = linearPattern(pattern, 999).compile();
        if (matcher === null) return;
        for (const one of texts) {
          compared += 1;
          assert.equal(matcher(one), native.test(one), `${pattern} on ${JSON.stringify(one)}`);
        }
      }),
      runs(20_000),
    );
    expect(compared).toBeGreaterThan(30_000);
  });

  it.each([
    '^([a-z0-9]+)+@corp\\.com$',
    '(a*)*b',
    '(a|a)*b',
    '(.*)*(.*)*(.*)*!',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(a?){10}a{10}b',
  ])('does not go back: %s', (pattern) => {
    // By trying every way this would not end today.
    expect(matches(pattern, 'a'.repeat(999))).toBe(false);
    expect(matches(pattern, `${'a'.repeat(900)}!`)).toBe(pattern.endsWith('!'));
  });

  it('is of the value alone, not of the ones before it', () => {
    const matcher = linearPattern('(a+)+b', 999).compile();
    if (matcher === null) throw new Error('it is unknown');
    expect(['aab', 'aa', '', 'b', 'ab'].map(matcher)).toEqual([true, false, false, false, true]);
  });

  it.each([
    ...['(?=a)(b*)*', '(?<!a)(b*)*', '(a*)*\\1', '(?<n>a*)*\\k<n>', '(a*)*\\0', '(a*)*\\c'],
    ...['((a{100}){100}){100}', '(?:(?:(?:){1000}){1000}){1000}', '(?:){4294967295}'],
  ])('is not made of %s', (pattern) => {
    expect(() => new RegExp(pattern)).not.toThrow();
    expect(linearPattern(pattern, 999).compile()).toBeNull();
  });
});

describe('the ways in which JavaScript’s engine tries', () => {
  it.each([
    ['^abc$', 1],
    ['abc', 999],
    ['^a*b', 1_000],
    ['^a+b', 999],
    ['a*b?', 999 * 1_000 * 2],
    ['^\\d{4}-\\d{2}$', 1],
    ['^a{2,5}$', 4],
    ['^(a|b|c)(d|e)$', 6],
    ['^(www\\.)?a$', 2],
    ['^a|b$', 2 * 999],
    ['^[*+]\\*$', 1],
    ['^(a)\\1$', 999],
    ['^(a+)+$', Number.POSITIVE_INFINITY],
    ['^(?!.*b)', 1_000],
  ])('%s are %d', (pattern, ways) => {
    expect(linearPattern(pattern, 999).ways).toBe(ways);
  });
});
