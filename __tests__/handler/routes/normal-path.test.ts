import { describe, expect, it } from '@jest/globals';
import { normalEscapes, normalPath } from '../../../handler/src/routes/normal-path';

describe('a path', () => {
  it.each([
    ['/', '/'],
    ['/a/b.c/', '/a/b.c/'],
    ['/%61ccount/x', '/account/x'],
    ['/a%2Db%2e%5F%7e', '/a-b._~'],
    ['/caf%c3%a9', '/caf%C3%A9'],
    ['/a%2fb', '/a%2Fb'],
    ['/%2561', '/%2561'],
    ['/%', '/%'],
    ['/%zz', '/%zz'],
    ['//account/x', '/account/x'],
    ['/a//', '/a/'],
    ['/x/../account/x', '/account/x'],
    ['/x/%2e%2E/account', '/account'],
    ['/./a/.', '/a/'],
    ['/a/b/..', '/a/'],
    ['/../../a', '/a'],
    ['/..', '/'],
    ['/...', '/...'],
    ['/.well-known/x', '/.well-known/x'],
    ['/a/..b', '/a/..b'],
  ])('%s is %s', (path, normal) => {
    expect(normalPath(path)).toBe(normal);
    expect(normalPath(normal)).toBe(normal);
  });
});

describe('a pattern', () => {
  it('keeps what stands for other characters', () => {
    expect(normalEscapes('/caf%c3%a9/%61*/../?')).toBe('/caf%C3%A9/a*/../?');
  });
});
