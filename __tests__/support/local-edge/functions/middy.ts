/** A handler of middy's on both viewer events: middlewares before and after it, and one for errors. */
import middy from '@middy/core';

interface Cf {
  config: { eventType: string };
  request: { uri: string; headers: Record<string, { key?: string; value: string }[]> };
  response?: { status: string; headers: Record<string, { key?: string; value: string }[]> };
}

const ofEvent = ({ Records: [{ cf }] }: { Records: [{ cf: Cf }] }) => cf;

export const handler = middy()
  .use({
    before: ({ event }) => {
      const { config, request } = ofEvent(event);
      if (config.eventType === 'viewer-request') request.uri = request.uri.toLowerCase();
    },
    after: ({ event, response }) => {
      if (ofEvent(event).config.eventType !== 'viewer-response') return;
      response.headers['x-frame-options'] = [{ key: 'X-Frame-Options', value: 'DENY' }];
    },
    onError: async ({ error }) => ({ status: '400', body: String(error) }),
  })
  .handler(async (event) => {
    const { request, response } = ofEvent(event);
    if (response !== undefined) return response;
    if (request.uri === '/broken') throw new Error('out of luck');
    return request;
  });
