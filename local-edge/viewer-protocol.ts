/**
 * What a behavior does with viewers who come by plain HTTP.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
 */
import type { IncomingMessage } from 'node:http';
import { READING_METHODS } from '../handler/src/http-names';
import { type Answer, errorAnswer } from './answer';
import { PAGES } from './error-page';
import type { Exchange } from './pipeline';

export const VIEWER_PROTOCOL_POLICIES = ['allow-all', 'redirect-to-https', 'https-only'] as const;
export type ViewerProtocolPolicy = (typeof VIEWER_PROTOCOL_POLICIES)[number];

/** Whether the viewer came by HTTPS. */
export function isSecure({ socket }: IncomingMessage): boolean {
  return 'encrypted' in socket && socket.encrypted === true;
}

/** What a viewer gets who came by HTTP; null where the request goes on. */
export function refusalOfHttp(
  { method = '', url = '/', headers, httpVersion }: IncomingMessage,
  policy: ViewerProtocolPolicy,
  { requestId, httpsPort }: { requestId: string; httpsPort: number },
): Exchange | null {
  if (policy === 'allow-all') return null;
  const isRead = READING_METHODS.some((reading) => reading === method);
  // A client of HTTP/1.0 does not know the status by which it would send the same once more.
  if (policy === 'https-only' || (!isRead && httpVersion === '1.0')) {
    const page = PAGES.httpsOnly;
    return { answer: errorAnswer(page, requestId), by: 'cloudfront', reasons: [page.text] };
  }
  const host = (headers.host ?? 'localhost').replace(/:\d+$/, '');
  const location = `https://${host}:${httpsPort}${url}`;
  return {
    answer: redirect(isRead ? 301 : 307, location),
    by: 'cloudfront',
    reasons: [`HTTP is redirected to ${location}.`],
  };
}

function redirect(status: 301 | 307, location: string): Answer {
  const title = status === 301 ? '301 Moved Permanently' : '307 Temporary Redirect';
  return {
    status,
    reason: title.slice(4),
    headers: {
      server: [{ key: 'Server', value: 'CloudFront' }],
      'content-type': [{ key: 'Content-Type', value: 'text/html' }],
      location: [{ key: 'Location', value: location }],
    },
    body: Buffer.from(
      `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>CloudFront</center>\r\n</body>\r\n</html>\r\n`,
    ),
    resultType: 'Redirect',
  };
}
