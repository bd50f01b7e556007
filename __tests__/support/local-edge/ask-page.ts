import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LocalEdge } from '../../../local-edge/server';

export interface PageAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json(): unknown;
}

/** Asks the page of a local edge as its own scripts do, unless the headers say otherwise. */
export async function askPage(
  { port }: Pick<LocalEdge, 'port'>,
  path: string,
  body?: object | string,
  headers: Record<string, string> = {},
): Promise<PageAnswer> {
  const host = `localhost:${port}`;
  const own =
    body === undefined ? {} : { origin: `http://${host}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    request({
      host: '127.0.0.1',
      port,
      path: `/__edge${path}`,
      method: body === undefined ? 'GET' : 'POST',
      headers: { host, ...own, ...headers },
      agent: false,
    })
      .once('error', reject)
      .once('response', async (response) => {
        const answer = await text(response);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: answer,
          json: () => JSON.parse(answer),
        });
      })
      .end(typeof body === 'object' ? JSON.stringify(body) : body);
  });
}
