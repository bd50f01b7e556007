/** An app of hono's on viewer-request: pages, a redirect, an empty answer, and what it passes on. */
import { Hono } from 'hono';
import { type Callback, type CloudFrontRequest, handle } from 'hono/lambda-edge';

interface Edge {
  Bindings: { request: CloudFrontRequest; callback: Callback };
}

const app = new Hono<Edge>();

app.get('/hello/:name', (c) => c.html(`<p>Hello ${c.req.param('name')}</p>`));
app.get('/old', (c) => c.redirect('/new?from=old', 301));
app.post('/beacon', (c) => c.body(null, 204));
app.all('*', (c) => {
  c.env.request.headers['x-app'] = [{ key: 'X-App', value: 'hono' }];
  c.env.callback(null, c.env.request);
  return c.body(null);
});

export const handler = handle(app);
