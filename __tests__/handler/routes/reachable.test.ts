import { describe, expect, it } from '@jest/globals';
import { refuseUnreachable } from '../../../handler/src/routes/reachable';

/** Paths, or `[path]` of a route without assets. */
function refused(...paths: (string | [string])[]): () => void {
  return () =>
    refuseUnreachable(
      paths.map((path) => ({ path: String(path), assets: typeof path === 'string' })),
    );
}

describe('a route', () => {
  it.each<[string | [string], string | [string]]>([
    ['/*', '/a'],
    ['/*', '/*'],
    ['/*', '*'],
    ['*', '/a/*'],
    ['/*', '*.js'],
    ['/a', '/%61'],
    ['/a/*', '/a/*/b'],
    ['/a/*', '/a/?'],
    ['/*/b', '/a/b'],
    ['/?', '/a'],
    ['/*', ['/a']],
    [['/*'], ['/a/*']],
  ])('after %j is not reached at %j', (first, second) => {
    expect(refused('/x', first, second)).toThrow(
      /^routes\[2\]\.path is .*routes\[1\], .*Put it first/,
    );
  });

  it.each<[string | [string], string | [string]]>([
    ['/a', '/*'],
    ['/a', '/A'],
    ['/a/*', '/a'],
    ['/?', '/*'],
    ['/????', '/*'],
    ['/a?', '/a*'],
    ['/*b*', '/*'],
    ['/a/*/b', '/a/*'],
    ['/*.html', '/*'],
    [['/*'], '/*'],
    [['/*'], '/a.js'],
  ])('after %j may be reached at %j', (first, second) => {
    expect(refused(first, second)).not.toThrow();
  });
});
