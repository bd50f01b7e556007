import { describe, expect, it } from '@jest/globals';
import {
  fillSplat,
  redirectLocation,
  rewriteUri,
  TargetError,
  targetOf,
} from '../../../handler/src/routes/target';

const HOSTS = ['www.example.com', 'shop.example.com:8443'];
const to = (target: string, querystring = '') => redirectLocation(target, { querystring }, HOSTS);

/** What leads, or could be read to lead, to another site, or out of the header. */
const EVIL = [
  '//evil.example',
  '//evil.example/%2e%2e',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/a\\b',
  'https://evil.example',
  'https://evil.example#@www.example.com',
  'https://www.example.com@evil.example/',
  'https://www.example.com:443@evil.example/',
  'https://user:password@www.example.com/',
  'https://user@www.example.com/',
  'https://:password@www.example.com/',
  'https://www.example.com.evil.example/',
  'https://www.example.com:8443/',
  'https://evil.example/www.example.com',
  'https:\\\\evil.example',
  'HTTPS://EVIL.EXAMPLE',
  'http://www.example.com/',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  'evil.example',
  'page',
  '?a=1',
  '',
  ' /a',
  '/a b',
  '/a\tb',
  '\t//evil.example',
  '/a\r\nSet-Cookie: x=1',
  '/a\u0000',
  '/a\u007f',
  '/ä',
  '/\u202e',
  '/\u3002\u3002',
  'https://www.example.com\u3002evil.example/',
  '/a#b',
];

describe('a redirect', () => {
  it.each(EVIL)('does not lead to %j', (target) => {
    expect(() => to(target)).toThrow(TargetError);
  });

  it.each([
    '/',
    '/new/index.html',
    '/a//b',
    '/%2F%2Fevil.example',
    '/%5Cevil.example',
    '/%0d%0aSet-Cookie:x=1',
    '/a?b=//c',
    'https://www.example.com',
    'https://www.example.com/new?x=1',
    'https://WWW.example.com/',
    'https://www.example.com:443/',
    'https://shop.example.com:8443/a',
  ])('leads to %j', (target) => {
    expect(to(target)).toBe(target);
    // As a browser on this site reads it.
    const { host } = new URL(target, 'https://site.example');
    expect(['site.example', ...HOSTS]).toContain(host);
  });

  it.each([
    ['/a', 'x=1&y=2', '/a?x=1&y=2'],
    ['/a?b=1', 'x=1', '/a?b=1&x=1'],
    ['/a', '', '/a'],
    ['https://www.example.com', 'x=1', 'https://www.example.com?x=1'],
  ])('from %s keeps the query string %s', (target, querystring, location) => {
    expect(to(target, querystring)).toBe(location);
  });

  it('is no longer than CloudFront takes, with its query string', () => {
    expect(to(`/${'a'.repeat(8_000)}`, 'x'.repeat(189))).toHaveLength(8_191);
    expect(() => to(`/${'a'.repeat(8_000)}`, 'x'.repeat(190))).toThrow(/longer than CloudFront/);
  });

  it('says which host was not allowed', () => {
    expect(() => to('https://evil.example/')).toThrow(
      '"https://evil.example/" is on evil.example, which the route\'s hosts do not allow',
    );
  });
});

describe('a target', () => {
  const gate = (value: boolean) => ({ kind: 'gate' as const, value, reason: null });
  const parameter = (value: unknown) => ({ kind: 'parameter' as const, value, reason: null });

  it.each([
    [gate(true), '/on/a/b'],
    [gate(false), '/off'],
    [parameter('/by/*'), '/by/a/b'],
    [parameter(null), null],
    [parameter(undefined), null],
  ])('by %j is %j', (verdict, target) => {
    expect(targetOf({ on: '/on/*', off: '/off' }, 'a/b', verdict)).toBe(target);
  });

  it('that is left out leaves visitors where they are', () => {
    expect(targetOf({ on: null, off: null }, '', gate(true))).toBeNull();
    expect(targetOf({ on: null, off: null }, '', gate(false))).toBeNull();
  });

  it.each([3, true, ['/a'], { path: '/a' }])('cannot be %j', (value) => {
    expect(() => targetOf({ on: null, off: null }, '', parameter(value))).toThrow(
      new TargetError(`${JSON.stringify(value)} is not a string, so it cannot be a target`),
    );
  });
});

describe('what is wrong with a target', () => {
  const LONG = 'x'.repeat(300);
  const START = 'x'.repeat(200);

  it.each([
    ['page', '"page" is neither a path of this site nor an https address'],
    ['/a b', '"/a b" has characters that may not stand in an address; percent-encode it'],
    // No more of it than a line of the log takes.
    [`${LONG} `, `"${START}" has characters that may not stand in an address; percent-encode it`],
    [`/${'x'.repeat(8_191)}`, `"/${'x'.repeat(199)}"… is longer than CloudFront takes`],
  ])('of a redirect is said by name', (target, message) => {
    expect(() => to(target)).toThrow(new TargetError(message));
  });

  it.each([
    ['page', '"page" is not a path of this site; it should start with one /'],
    ['/a?b=1', '"/a?b=1" has a query string; a rewrite keeps the viewer\'s'],
  ])('of a rewrite to %s is said by name', (target, message) => {
    expect(() => rewriteUri(target, '')).toThrow(new TargetError(message));
  });

  it('is told from other errors by its name', () => {
    expect(new TargetError('x').name).toBe('TargetError');
  });
});

describe('a rewrite', () => {
  it.each([...EVIL, '/a?b=1', 'https://www.example.com/'])('does not go to %j', (target) => {
    expect(() => rewriteUri(target, '')).toThrow(TargetError);
  });

  it.each(['/', '/new/index.html', '/a//b', '/%2e%2e/a', "/~a.b-c_d!$&'()*+,;=:@"])(
    'goes to %s',
    (target) => {
      expect(rewriteUri(target, 'x=1')).toBe(target);
    },
  );

  it('is no longer than CloudFront takes, with the query string that goes on', () => {
    const target = `/${'a'.repeat(8_000)}`;
    expect(rewriteUri(target, 'x'.repeat(189))).toBe(target);
    expect(() => rewriteUri(target, 'x'.repeat(190))).toThrow(/longer than CloudFront/);
  });
});

describe('what the path’s * stood for', () => {
  it.each([
    ['/new/*', 'a/b', '/new/a/b'],
    ['/new/', 'a', '/new/'],
    ['/*/*', 'a', '/a/*'],
    ['/new/*', '$&$1$`', '/new/$&$1$`'],
    ['/new/*', '', '/new/'],
  ])('fills the * of %s: %s', (target, splat, filled) => {
    expect(fillSplat(target, splat)).toBe(filled);
  });

  it.each([
    ['/*', '/evil.example'],
    ['/*', '\\evil.example'],
    ['*', '//evil.example'],
    ['*', 'https://evil.example'],
    ['https://www.example.com*', '.evil.example'],
    ['https://www.example.com*', '@evil.example'],
    ['https://*', 'evil.example'],
  ])('cannot lead %s away: %s', (target, splat) => {
    expect(() => to(fillSplat(target, splat))).toThrow(TargetError);
  });
});
