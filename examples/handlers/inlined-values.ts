/**
 * A page of its own, with the values for Statsig's browser SDK in it: the SDK starts without a request, from
 * `JSON.parse(document.getElementById('statsig').textContent)`.
 */
import { edgeHandler } from '@statsig-edge/handler';

export const handler = await edgeHandler(({ request, statsig }) => {
  if (request.uri !== '/') return request;
  const values = statsig.bootstrap({ gates: ['new_home'] });
  // No text in it may end the element.
  const json = JSON.stringify(values).replaceAll('<', '\\u003c');
  return {
    status: '200',
    headers: {
      'content-type': [{ key: 'Content-Type', value: 'text/html; charset=utf-8' }],
      'cache-control': [{ key: 'Cache-Control', value: 'private, no-store' }],
    },
    body: `<!doctype html>
<title>Home</title>
<script type="application/json" id="statsig">${json}</script>
<script type="module" src="/page.js"></script>`,
  };
});
