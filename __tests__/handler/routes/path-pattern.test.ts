import { describe, expect, it } from '@jest/globals';
import { pathPattern } from '../../../handler/src/routes/path-pattern';

describe('a path pattern', () => {
  it.each<[string, string, string | null]>([
    ['/', '/', ''],
    ['/', '/a', null],
    ['/a', '/a', ''],
    ['/a', '/A', null],
    ['/a', '/a/', null],
    ['*', '/a/b', '/a/b'],
    ['/*', '/', ''],
    ['/*', '/a/b', 'a/b'],
    ['/old/*', '/old/a/b', 'a/b'],
    ['/old/*', '/old', null],
    ['/*.html', '/a/b.html', 'a/b'],
    ['/*.html', '/a.htm', null],
    ['/a*a', '/a', null],
    ['/a*a', '/aa', ''],
    ['/?', '/x', ''],
    ['/?', '/', null],
    ['/?', '/xy', null],
    ['/a?c/*', '/abc/d', 'd'],
    ['/*.?s', '/lib/app.js', 'lib/app'],
    ['/*/b?/*', '/a/bc/d', 'a'],
    ['/*/b?/*', '/a/b', null],
    ['/*/docs/*', '/de/docs/a/docs/b', 'de'],
    ['/**', '/a', 'a'],
    ['*a*b*', '/ab', '/'],
    ['*b*a*', '/ab', null],
    ['/a.c', '/abc', null],
    ['/(a|b)+[c]$^', '/(a|b)+[c]$^', ''],
    ['/*', '/line\nbreak', 'line\nbreak'],
    ['/ä*', '/äö', 'ö'],
  ])('%s on %s: %j', (pattern, uri, splat) => {
    expect(pathPattern(pattern)(uri)).toEqual(splat === null ? null : { splat });
  });

  it('never goes back: a path made for it is as quick as any', () => {
    // By trying every way this would not end today.
    expect(pathPattern('/*-*-*-*-*-*-*-*x')(`/${'-'.repeat(8_190)}`)).toBeNull();
    expect(pathPattern('/*-?-*-?-*-?-*x')(`/${'-'.repeat(8_190)}`)).toBeNull();
  });
});
