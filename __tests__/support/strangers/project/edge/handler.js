import { edgeHandler } from '@statsig-edge/handler';

export const handler = await edgeHandler(({ request, statsig }) => {
  const open = statsig.checkGate('test_gate');
  return { status: '200', body: JSON.stringify({ by: 'JavaScript', open, path: request.uri }) };
});
