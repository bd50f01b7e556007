import { describe, expect, it } from '@jest/globals';
import { parseOptions, USAGE } from '../../bench/options';

describe('parseOptions', () => {
  it('is a full run without a file when nothing is said', () => {
    expect(parseOptions([])).toEqual({ json: null, quick: false });
  });

  it('reads both options', () => {
    expect(parseOptions(['--quick', '--json', 'out.json'])).toEqual({
      json: 'out.json',
      quick: true,
    });
  });

  it.each([[['--fast']], [['--json']], [['out.json']]])(
    'refuses %j, and says what there is',
    (argv) => {
      expect(() => parseOptions(argv)).toThrow(USAGE);
    },
  );
});
