import { describe, expect, it } from '@jest/globals';
import { messageOf, throttled } from '../../handler/src/log';
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
    expect(lines).toHaveLength(2);
  });

  it('says different things at once', () => {
    const { lines, quiet } = setUp();
    quiet('warn', 'broken', { route: '/a' });
    quiet('warn', 'broken', { route: '/b' });
    quiet('warn', 'slow', { route: '/a' });
    expect(lines).toHaveLength(3);
  });

  it('says no more than a hundred things a minute, whatever viewers send', () => {
    const { clock, lines, quiet } = setUp();
    for (let i = 0; i < 500; i += 1) quiet('warn', 'broken', { uri: `/${i}` });
    expect(lines).toHaveLength(100);
    clock.now = 60_000;
    quiet('warn', 'broken', { uri: '/499' });
    expect(lines).toHaveLength(101);
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
