import type { CloudFrontResult } from '../../handler/src/cloudfront';

/** An answer as the guide gives it: JSON, indented, not to be cached. */
export function jsonAnswer(answer: object): CloudFrontResult {
  return {
    status: '200',
    statusDescription: 'OK',
    headers: {
      'content-type': [{ key: 'Content-Type', value: 'application/json' }],
      'cache-control': [{ key: 'Cache-Control', value: 'no-cache' }],
    },
    body: JSON.stringify(answer, null, 2),
  };
}
