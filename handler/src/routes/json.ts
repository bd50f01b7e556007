import type { CloudFrontResult } from '../cloudfront';

/** A generated response with a JSON body. */
export function json(status: '200' | '500', body: string, cacheControl: string): CloudFrontResult {
  return {
    status,
    statusDescription: status === '200' ? 'OK' : 'Internal Server Error',
    headers: {
      'content-type': [{ key: 'Content-Type', value: 'application/json' }],
      'cache-control': [{ key: 'Cache-Control', value: cacheControl }],
    },
    body,
  };
}
