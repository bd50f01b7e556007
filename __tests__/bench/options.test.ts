import { describe, expect, it } from '@jest/globals';
import { PARTS, parseOptions, USAGE } from '../../bench/options';

describe('parseOptions', () => {
  it('is a full run of everything without a file when nothing is said', () => {
    expect(parseOptions([])).toEqual({ parts: PARTS, json: null, quick: false, write: false });
  });

  it('reads every option', () => {
    expect(parseOptions(['--quick', '--json', 'out.json', '--only', 'edge'])).toEqual({
      parts: ['edge'],
      json: 'out.json',
      quick: true,
      write: false,
    });
    expect(parseOptions(['--write']).write).toBe(true);
  });

  it('says which part is none, and why figures are not written', () => {
    expect(() => parseOptions(['--only', 'fast'])).toThrow(
      '--only fast is none of contenders, edge',
    );
    expect(() => parseOptions(['--write', '--quick'])).toThrow('say little');
    expect(() => parseOptions(['--write', '--only', 'contenders'])).toThrow('nothing to write');
  });

  it.each([[['--fast']], [['--json']], [['out.json']], [['--only', 'fast']]])(
    'refuses %j, and says what there is',
    (argv) => {
      expect(() => parseOptions(argv)).toThrow(USAGE);
    },
  );
});
