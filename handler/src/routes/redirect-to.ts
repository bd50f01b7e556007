import type { CloudFrontResult } from '../cloudfront';

/** The answer that sends a viewer elsewhere. A visitor who is redirected today may not be tomorrow: nobody keeps it. */
export function redirectTo(location: string, status: number): CloudFrontResult {
  return {
    status: String(status),
    headers: {
      location: [{ key: 'Location', value: location }],
      'cache-control': [{ key: 'Cache-Control', value: 'private, no-cache' }],
    },
  };
}
