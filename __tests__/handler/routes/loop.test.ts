import { describe, expect, it } from '@jest/globals';
import { isLoop } from '../../../handler/src/routes/loop';

const HOST = 'site.example';

/** Whether a viewer at `from` goes round, where each path leads to what the table says. */
function goesRound(from: string, table: Record<string, string>, host = HOST): boolean {
  return isLoop(from, table[from] ?? '/', host, (path) => table[path] ?? null);
}

describe('a redirect', () => {
  it.each<[string, Record<string, string>]>([
    ['itself', { '/a': '/a' }],
    ['itself with another query', { '/a': '/a?x=1' }],
    ['itself by its whole address', { '/a': 'https://site.example/a' }],
    ['a path that leads back', { '/a': '/b', '/b': '/a' }],
    ['a circle further on', { '/a': '/b', '/b': '/c', '/c': '/b' }],
    ['itself by dots', { '/a': '/b/../a' }],
  ])('to %s goes round', (_, table) => {
    expect(goesRound('/a', table)).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ['another path', { '/a': '/b' }],
    ['a path that leads on', { '/a': '/b', '/b': '/c' }],
    ['another site', { '/a': 'https://other.example/a' }],
    ['a path that leads to another site', { '/a': '/b', '/b': 'https://other.example/a' }],
  ])('to %s does not', (_, table) => {
    expect(goesRound('/a', table)).toBe(false);
  });

  it('that never ends is taken for one that goes round', () => {
    expect(isLoop('/0', '/1', HOST, (path) => `/${Number(path.slice(1)) + 1}`)).toBe(true);
  });

  it.each(['SITE.example', 'site.example:443'])('goes round on the host %s too', (host) => {
    expect(goesRound('/a', { '/a': '/a' }, host)).toBe(true);
    expect(goesRound('/a', { '/a': 'https://site.example/a' }, host)).toBe(true);
  });
});
