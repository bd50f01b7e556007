import { describe, expect, it, jest } from '@jest/globals';
import { log, messageOf, throttled } from '../../handler/src/log';
import { logBook } from '../support/handler/log-book';

describe('a throttled log', () => {
  function setUp() {
    const { log, lines } = logBook();
    const clock = { now: 0 };
    return { clock, lines, quiet: throttled(log, () => clock.now) };
  }

  it('says the same thing once a minute', () => {
    const { clock, lines, quiet } = setUp();
    quiet('warn', 'broken', { route: '/' });
    clock.now = 59_999;
    quiet('warn', 'broken', { route: '/' });
    expect(lines).toHaveLength(1);
    clock.now = 60_000;
    quiet('warn', 'broken', { route: '/' });
    expect(lines.filter(({ message }) => message === 'broken')).toHaveLength(2);
  });

  it('says different things at once', () => {
    const { lines, quiet } = setUp();
    quiet('warn', 'broken', { route: '/a' });
    quiet('warn', 'broken', { route: '/b' });
    quiet('warn', 'slow', { route: '/a' });
    expect(lines).toHaveLength(3);
  });

  it('says no more than a hundred things a minute, whatever viewers send, and that there are more', () => {
    const { clock, lines, quiet } = setUp();
    for (let i = 0; i < 500; i += 1) quiet('warn', 'broken', { uri: `/${i}` });
    expect(lines.filter(({ message }) => message === 'broken')).toHaveLength(100);
    expect(lines.slice(100)).toEqual([
      {
        level: 'warn',
        message: 'More different lines than 100 in a minute: the others are left out',
        details: undefined,
      },
    ]);
    clock.now = 60_000;
    quiet('warn', 'broken', { uri: '/499' });
    expect(lines.slice(101)).toEqual([
      {
        level: 'warn',
        message: 'Log lines were left out',
        details: { repeated: 0, others: 400 },
      },
      { level: 'warn', message: 'broken', details: { uri: '/499' } },
    ]);
  });

  it('says how often it was told the same, once the minute is over', () => {
    const { clock, lines, quiet } = setUp();
    for (let i = 0; i < 5; i += 1) quiet('warn', 'broken');
    clock.now = 60_000;
    quiet('warn', 'broken');
    clock.now = 120_000;
    quiet('warn', 'broken');
    expect(lines.map(({ message, details }) => [message, details])).toEqual([
      ['broken', undefined],
      ['Log lines were left out', { repeated: 4, others: 0 }],
      ['broken', undefined],
      ['broken', undefined],
    ]);
  });

  it('takes no longer lines to be the same because they begin alike, nor keeps them whole', () => {
    const { lines, quiet } = setUp();
    quiet('warn', 'broken', { a: 'x'.repeat(300), b: 1 });
    quiet('warn', 'broken', { a: 'x'.repeat(300), b: 2 });
    expect(lines).toHaveLength(2);
  });
});

describe('a line of the log', () => {
  const lineOf = (message: string, details?: Record<string, unknown>): string => {
    const write = jest.spyOn(console, 'warn').mockImplementation(() => {});
    log('warn', message, details);
    const [line] = write.mock.calls[0] ?? [];
    write.mockRestore();
    return String(line);
  };

  it('is JSON, with its details beside level and message', () => {
    expect(JSON.parse(lineOf('broken', { route: '/', n: 1 }))).toEqual({
      level: 'warn',
      message: 'broken',
      route: '/',
      n: 1,
    });
  });

  it('has its long texts cut, and keeps the fields after them', () => {
    const line = lineOf('broken', { reason: 'x'.repeat(210_000), route: '/' });
    expect(line.length).toBeLessThan(2_000);
    expect(JSON.parse(line)).toMatchObject({ reason: expect.stringMatching(/^x+…$/), route: '/' });
  });

  it.each([
    [
      'many fields',
      Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`gate ${i}`, 'why'])),
    ],
    ['many control characters', '\u0000'.repeat(5_000)],
    ['many line breaks', { reasons: Array(5_000).fill('\n"\\') }],
    ['a long name', { ['x'.repeat(210_000)]: 1 }],
  ])('stays JSON when it is cut for %s', (_, details) => {
    const line = lineOf('broken', { details });
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(16_384);
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', message: 'broken' });
  });

  it('is cut although its message is long', () => {
    expect(lineOf('x'.repeat(210_000)).length).toBeLessThan(2_000);
  });
});

describe('the message of what was thrown', () => {
  it.each([
    [new Error('a'), 'a'],
    [
      new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }),
      'fetch failed: ECONNREFUSED',
    ],
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [Object.create(null), 'something that cannot be read'],
    [Object.assign(new Error('a'), { message: 7n }), '7'],
  ])('%p', (thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });
});
