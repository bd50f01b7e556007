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
    ['a prefetch in other letters', isSeen({ 'sec-purpose': 'Prefetch' })],
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
    'Amazon-Route53-Health-Check-Service (ref b42; report http://amzn.to/1vsZADi)',
    'ELB-HealthChecker/2.0',
    'kube-probe/1.27',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 CloudWatchSynthetics/arn:aws:synthetics:us-east-1:123456789012:canary:c',
    'python-requests/2.31.0',
    'Go-http-client/2.0',
    'okhttp/4.9.0',
    'axios/1.6.0',
    'node',
    'Java/17.0.1',
    'Apache-HttpClient/4.5.13 (Java/11)',
    'Mozilla/5.0 (compatible; GoogleOther)',
    'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 (compatible; GoogleOther)',
    'Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)',
    'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
    'WhatsApp/2.23.20.0',
    'Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Playwright/1.40.0',
    'Amazon CloudFront',
  ])('not what %s asks for', (userAgent) => {
    expect(isSeen({ 'user-agent': userAgent })).toBe(false);
  });

  it.each([
    'Mozilla/5.0 (Linux; Android 10; CUBOT X18) AppleWebKit/537.36 Chrome/126.0 Mobile',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/466.0.0.32.107;FBBV/602]',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/300.0.598994205 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 (Ecosia android@126.0.0.0)',
    'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)',
    'Opera/9.80 (J2ME/MIDP; Opera Mini/9.80; U; en) Presto/2.5.25 Version/10.54',
    'Shop/7 CFNetwork/1410.0.3 Darwin/22.6.0',
    'Dalvik/2.1.0 (Linux; U; Android 13; Pixel 7)',
  ])('what a person asks for, with a telephone of an unlucky name or an app: %s', (userAgent) => {
    expect(isSeen({ 'user-agent': userAgent })).toBe(true);
  });
});
