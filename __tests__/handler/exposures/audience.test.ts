import { describe, expect, it } from '@jest/globals';
import { isAudience } from '../../../handler/src/exposures/audience';
import { aViewerRequest } from '../../support/cloudfront-events';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

function isSeen(headers: Record<string, string> = {}, method = 'GET'): boolean {
  const all = { 'user-agent': CHROME, ...headers };
  const entries = Object.entries(all).map(([name, value]) => [name, [{ key: name, value }]]);
  return isAudience({ ...aViewerRequest().request, method, headers: Object.fromEntries(entries) });
}

describe('somebody looks at', () => {
  it('what a browser asks for', () => {
    expect(isSeen()).toBe(true);
    expect(isAudience({ ...aViewerRequest().request, headers: {} })).toBe(true);
  });

  it.each([
    ['HEAD', isSeen({}, 'HEAD')],
    ['a prefetch', isSeen({ 'sec-purpose': 'prefetch' })],
    ['a prerender', isSeen({ 'sec-purpose': 'prefetch;prerender' })],
    ['an older prefetch', isSeen({ purpose: 'prefetch' })],
    ["Safari's preview", isSeen({ 'x-purpose': 'preview' })],
    ["Firefox's prefetch", isSeen({ 'x-moz': 'prefetch' })],
  ])('not %s', (_, seen) => {
    expect(seen).toBe(false);
  });

  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)',
    'facebookexternalhit/1.1',
    'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/109.0.5414.74',
    'curl/8.4.0',
  ])('not what %s asks for', (userAgent) => {
    expect(isSeen({ 'user-agent': userAgent })).toBe(false);
  });

  it.each(['Mozilla/5.0 (Linux; Android 10; CUBOT X18) AppleWebKit/537.36 Chrome/126.0 Mobile'])(
    'what a telephone with an unlucky name asks for: %s',
    (userAgent) => {
      expect(isSeen({ 'user-agent': userAgent })).toBe(true);
    },
  );
});
