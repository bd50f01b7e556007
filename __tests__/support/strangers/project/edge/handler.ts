import { type CloudFrontResult, edgeHandler } from '@statsig-edge/handler';

export const handler = await edgeHandler(({ request, statsig }): CloudFrontResult => {
  const open = statsig.checkGate('test_gate');
  return { status: '200', body: JSON.stringify({ by: 'TypeScript', open, path: request.uri }) };
});
