import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as it was sent, for a test to look at what the other side may forget. */
export interface RecordedRequest {
  method: string;
  /** Path and query. */
  url: string;
  body: string;
}

export interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

/** Stands before a server on loopback, passes everything on and writes it down. */
export interface RecordingProxy {
  endpoint: string;
  requests: RecordedRequest[];
  stop(): Promise<void>;
}

/**
 * @param port - of the server on 127.0.0.1 that is asked.
 * @param instead - answers in that server's place, where it gives an answer.
 */
export const startRecordingProxy = async (
  port: number,
  instead: (request: RecordedRequest) => Answer | undefined,
): Promise<RecordingProxy> => {
  const requests: RecordedRequest[] = [];

  const passOn = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = incoming;
    const body = await buffer(incoming);
    const recorded = { method, url, body: body.toString('utf8') };
    requests.push(recorded);
    const answer = instead(recorded);
    if (answer) {
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  };

  const server = createServer((incoming, outgoing) => {
    passOn(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${own}`,
    requests,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
