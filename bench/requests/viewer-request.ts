/** A viewer-request as a browser's visit to a page makes it. */
import type { CloudFrontEvent } from '../../handler/src/cloudfront';
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import { CLIENT_KEY } from '../site/client-key';

const COOKIE = stableIdCookieName(CLIENT_KEY);

/** Each index is another visitor; every other one has been here before and sends the cookie with the sticky id. */
export function viewerRequest(index: number): CloudFrontEvent {
  const cookie =
    index % 2 === 0 ? '' : `; ${COOKIE}=00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    Records: [
      {
        cf: {
          config: {
            distributionDomainName: 'd111111abcdef8.cloudfront.net',
            distributionId: 'EDFDVBD6EXAMPLE',
            eventType: 'viewer-request',
            requestId: `4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_${index}==`,
          },
          request: {
            clientIp: '203.0.113.178',
            headers: {
              host: [{ key: 'Host', value: 'd111111abcdef8.cloudfront.net' }],
              'user-agent': [
                {
                  key: 'User-Agent',
                  value:
                    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
                },
              ],
              accept: [{ key: 'Accept', value: 'text/html,application/xhtml+xml,*/*;q=0.8' }],
              'accept-language': [{ key: 'Accept-Language', value: 'en-GB,en;q=0.9' }],
              'accept-encoding': [{ key: 'Accept-Encoding', value: 'gzip, deflate, br, zstd' }],
              cookie: [{ key: 'Cookie', value: `theme=dark; session=4f1c2a${cookie}` }],
            },
            method: 'GET',
            querystring: '',
            uri: '/products/42.html',
          },
        },
      },
    ],
  };
}
