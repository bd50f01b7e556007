import { describe, expect, it } from '@jest/globals';
import { HELP, parseFlags, UsageError } from '../../../local-edge/start/flags';

describe('the flags of npm start', () => {
  it('are all optional', () => {
    expect(parseFlags([])).toEqual({
      config: null,
      settings: null,
      entry: null,
      origin: null,
      port: 8080,
      public: false,
      help: false,
    });
  });

  it('are taken as given', () => {
    const args =
      '--config a.json --settings b.json --entry c.ts --origin http://localhost:3000 --port 0 --public --help';
    expect(parseFlags(args.split(' '))).toEqual({
      config: 'a.json',
      settings: 'b.json',
      entry: 'c.ts',
      origin: new URL('http://localhost:3000'),
      port: 0,
      public: true,
      help: true,
    });
  });

  it('are all in the help', () => {
    for (const flag of Object.keys(parseFlags([]))) expect(HELP).toContain(`--${flag}`);
  });

  it.each([
    ['--port', 'abc', 'a number from 0 to 65535'],
    ['--port', '65536', 'a number from 0 to 65535'],
    ['--port', '', 'a number from 0 to 65535'],
    ['--origin', 'localhost', 'an http or https address'],
    ['--origin', 'ftp://example.com', 'an http or https address'],
  ])('refuse %s %p', (flag, value, advice) => {
    expect(() => parseFlags([flag, value])).toThrow(UsageError);
    expect(() => parseFlags([flag, value])).toThrow(
      `${flag} is ${JSON.stringify(value)}; it takes ${advice}`,
    );
  });

  it.each([[['--nope']], [['stray']], [['--config']]])('refuse %p in one line', (args) => {
    expect(() => parseFlags(args)).toThrow(UsageError);
    expect(() => parseFlags(args)).toThrow(/^[^\n]+See npm start -- --help\.$/);
  });
});
