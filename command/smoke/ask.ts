/** One GET, with its time. Not `fetch`, which does not say on which connection it asks. */
import * as http from 'node:http';
import * as https from 'node:https';

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
  /** From the beginning of the request, its connection included, to the end of the answer. */
  ms: number;
}

/** Not a browser's: the handler then sends no exposures, so that no experiment counts these visitors. */
export const USER_AGENT = 'statsig-edge-smoke';

const TIMEOUT_MS = 15_000;

/** A connection that is kept, for requests one after another. */
export function keptConnection(url: URL): http.Agent {
  const options = { keepAlive: true, maxSockets: 1 };
  return url.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
}

/** @param agent null for a connection of its own. */
export function ask(url: URL, cookie: string | null, agent: http.Agent | null): Promise<Answer> {
  const { get } = url.protocol === 'https:' ? https : http;
  const headers = { 'user-agent': USER_AGENT, ...(cookie !== null && { cookie }) };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(signal.aborted ? signal.reason : error);
    const request = get(url, { headers, signal, agent: agent ?? false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('error', fail);
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body, ms: performance.now() - startedAt });
      });
    });
    request.on('error', fail);
  });
}
