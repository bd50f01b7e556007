import { describe, expect, it } from '@jest/globals';
import { PARTS, parseOptions, USAGE } from '../../bench/options';

describe('parseOptions', () => {
  it('is a full run of everything without a file when nothing is said', () => {
    expect(parseOptions([])).toEqual({ parts: PARTS, json: null, quick: false });
  });

  it('reads every option', () => {
    expect(parseOptions(['--quick', '--json', 'out.json', '--only', 'edge'])).toEqual({
      parts: ['edge'],
      json: 'out.json',
      quick: true,
    });
  });

  it('says which part is none', () => {
    expect(() => parseOptions(['--only', 'fast'])).toThrow(
      '--only fast is none of contenders, edge',
    );
  });

  it.each([[['--fast']], [['--json']], [['out.json']], [['--only', 'fast']]])(
    'refuses %j, and says what there is',
    (argv) => {
      expect(() => parseOptions(argv)).toThrow(USAGE);
    },
  );
});
